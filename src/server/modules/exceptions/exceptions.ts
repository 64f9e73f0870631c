/** Exceptions (ENT9): what was served without entitlement, what it costs, and what became of it; and tasks for people. */

export * from "./open.ts";
export * from "./list.ts";
export * from "./detail.ts";
export * from "./change.ts";
export * from "./export.ts";
export * from "./tasks.ts";
