/** Allowances: what plans grant under contracts, and the ledger of what became of it (ALW1–8). */

export type { Cover, Happening, Use } from "./use.ts";
export { HoldsAtOnce } from "./at-once.ts";
export { JustDrawn } from "./just-drawn.ts";
export { handOver, happen, releaseOverdue } from "./happen.ts";
export { accountAllowances, contractAllowances } from "./balances.ts";
export { adjustAllowance, topUpAllowance } from "./by-hand.ts";
export { allowanceStatement } from "./statement.ts";
export { workChanged, type WorkDrawn } from "./work.ts";
export { takeUp } from "./take-up.ts";
export { type BeyondOnDay, billedBeyond } from "./beyond.ts";
