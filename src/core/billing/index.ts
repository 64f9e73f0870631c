export type { UsedBeyond } from "./beyond.ts";
export { unbilledBeyond } from "./beyond.ts";
export type {
  BillingTerms,
  Days,
  IssuedCharge,
  IssuedCredit,
  LineSubject,
  Portion,
  PricedCoverage,
  Withdrawal,
} from "./facts.ts";
export type { DesiredCharge } from "./desired.ts";
export { desiredCharges } from "./desired.ts";
export type { NewCharge, NewCredit, NewLine } from "./difference.ts";
export { difference } from "./difference.ts";
export { remainingNet } from "./open.ts";
export { taxOf, taxTaken } from "./tax.ts";
export type { BillingFacts } from "./unbilled.ts";
export { unbilled, unbilledOf } from "./unbilled.ts";
