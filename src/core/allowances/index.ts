export type { Balance, LimitBalance } from "./balance.ts";
export { alertPercents, alertsOn, balancesOf, balancesOn, runsOutOn } from "./balance.ts";
export type { HandWritten, TopUp } from "./by-hand.ts";
export { adjust, topUp } from "./by-hand.ts";
export { checkAllowance } from "./check-terms.ts";
export type { Work } from "./counting.ts";
export { outOfHoursMinutes, priceBeyond, ticketQuantity, workQuantity } from "./counting.ts";
export type { Taken } from "./difference.ts";
export { foldUses } from "./difference.ts";
export type { Draw, Drawn } from "./draw.ts";
export { availableFor, draw } from "./draw.ts";
export type { Cause, Entry, EntryKind } from "./entry.ts";
export { isPosted } from "./entry.ts";
export type { Amounts, Lot, LotBalance, LotKind } from "./lot.ts";
export { available, foldLots, withEntry } from "./lot.ts";
export type { Lots } from "./lots-on.ts";
export { lotsOn } from "./lots-on.ts";
export type { Period } from "./periods.ts";
export { dayFor, periodOf } from "./periods.ts";
export type { Statement, StatementLine } from "./statement.ts";
export { statement } from "./statement.ts";
export type {
  Admission,
  Allowance,
  AllowancePeriod,
  AllowanceTerms,
  Bucket,
  Limit,
  MinuteAllowance,
  MoneyAllowance,
  Overage,
  Request,
  TicketAllowance,
  WorkAllowance,
  WorkKinds,
} from "./terms.ts";
export { admitsRequest } from "./terms.ts";
export type { DrawingTicket, TicketHappening, TicketWritten } from "./tickets.ts";
export { ticketEntries } from "./tickets.ts";
export type { Allocation, EarlierTerms, Moved, WorkWritten } from "./work.ts";
export { allocate, workEntries } from "./work.ts";
