/** The product master: products, their branches and versions. */

export * from "./read.ts";
export * from "./record.ts";
export * from "./lookup.ts";
