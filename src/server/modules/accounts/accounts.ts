/** Accounts, their sites and contacts. */

export * from "./read.ts";
export * from "./covered.ts";
export * from "./record.ts";
export * from "./lookup.ts";
