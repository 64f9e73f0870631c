/** Contracts, their lines, and coverage: the one dated fact. */

export * from "./read.ts";
export * from "./record.ts";
export * from "./lookup.ts";
