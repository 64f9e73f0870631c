/** Contracts, their lines, and coverage: the one dated fact. */

export * from "./list.ts";
export * from "./detail.ts";
export * from "./covered.ts";
export * from "./make.ts";
export * from "./elsewhere.ts";
export * from "./facts.ts";
export * from "./write.ts";
export * from "./record.ts";
export * from "./lookup.ts";
export * from "./amended-here.ts";
export * from "./reconcile.ts";
export { namesOf, type Names } from "./names.ts";
