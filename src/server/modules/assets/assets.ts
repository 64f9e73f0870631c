/** The installed base. */

export * from "./read.ts";
export * from "./record.ts";
export * from "./lookup.ts";
export * from "./verify.ts";
