/**
 * `ambit/core`: the rules of support, as pure functions. Everything that happens is a value handed in, `now` among it.
 */
export type { Outcome, Refusal } from "./outcome.ts";

export type { DateRange, Dated, Interval, OpenEnded, Timeline } from "./time/index.ts";
export {
  containsDate,
  containsInstant,
  dateInZone,
  dateRange,
  instantsOf,
  intersectRanges,
  makeTimeline,
  rangesOverlap,
  startOfDay,
  throughDate,
  valueOn,
} from "./time/index.ts";

export type { Calendar, CalendarSpec, Holiday, OpenWindow, Weekday } from "./calendar/index.ts";
export {
  addCalendarDays,
  addWorkingDays,
  addWorkingTime,
  calendarAsKnownAt,
  HORIZON_YEARS,
  isOpenAt,
  makeCalendar,
  nextClosing,
  nextOpening,
  workingTimeBetween,
} from "./calendar/index.ts";

export type { Belief } from "./coverage/beliefs.ts";
export { asKnownAt } from "./coverage/beliefs.ts";
export type { Coverage, CoverageSource, EndReason, IsoDate, Subject, SubjectKind } from "./coverage/coverage.ts";
export { daysBetween, endsBeforeOf, lastDay, plusDays } from "./coverage/days.ts";
export type { DayRange, Phase } from "./coverage/in-force.ts";
export { coverageAt, phaseOn, sameSubject } from "./coverage/in-force.ts";
export { commonDays, fitInside, isInside } from "./coverage/inside.ts";
export type { Overlap } from "./coverage/overlaps.ts";
export { overlapsIn } from "./coverage/overlaps.ts";
export type { ContractDates, ContractState } from "./coverage/state.ts";
export { contractState } from "./coverage/state.ts";
export type { Bar, Gap, Row, Window } from "./coverage/timeline.ts";
export { timelineOf } from "./coverage/timeline.ts";

export { decide } from "./entitlement/decide.ts";
export type { AllowanceLeft, Candidate, Condition, Decision, NearMiss, Reason, Source, Target } from "./entitlement/decision.ts";
export type { Facts, Question, Ranking, Tier } from "./entitlement/facts.ts";
export { defaultRanking } from "./entitlement/facts.ts";
export { checkPlanTerms } from "./entitlement/check-terms.ts";
export type { Admits, Channel, Plan, PlanAllowance, PlanTerms, Severity, TargetTerm, TargetUnit } from "./entitlement/terms.ts";
export { admits, channels, severities } from "./entitlement/terms.ts";

export { emailKey, nameKey, phoneKey } from "./identification/keys.ts";
export { nearSerials } from "./identification/near.ts";
export { isPlaceholderSerial, serialKey, serialPlain } from "./identification/serial.ts";

export type { Money } from "./money/money.ts";
export { formatMoney, minorDigits } from "./money/money.ts";
export type { AmountStyle } from "./money/parse-amount.ts";
export { parseAmount } from "./money/parse-amount.ts";

export type { Period, PeriodGrid } from "./proration/index.ts";
export { billingPeriods, periodPrice, prorate } from "./proration/index.ts";

export type {
  BillingFacts,
  BillingTerms,
  Days,
  DesiredCharge,
  IssuedCharge,
  IssuedCredit,
  LineSubject,
  NewCharge,
  NewCredit,
  NewLine,
  Portion,
  PricedCoverage,
  Withdrawal,
} from "./billing/index.ts";
export { desiredCharges, difference, unbilled } from "./billing/index.ts";
export type {
  AccountFrom,
  Activation,
  AgreedDays,
  Amended,
  Amendment,
  Amendments,
  AmendOutcome,
  AmendRefusal,
  Change as ContractChange,
  Changed,
  Clamp,
  ClosedFact,
  ContractFacts,
  CoverageChange,
  CoverageFact,
  CoveredSubject,
  EndedFact,
  Header as ContractHeader,
  LaterFacts,
  Line as ContractLine,
  RecordedAmendment,
  Reverse as Reversal,
  Signature,
  Stretch,
} from "./amendments/index.ts";
export { activate, amend, amendAll, billedDays, billedSubject, changesOf, coveredDays } from "./amendments/index.ts";

export type {
  Bridge,
  BudgetEvent,
  BudgetStep,
  BudgetTerms,
  DatedTerms as DatedBudgetTerms,
  Earning,
  IsoMonth,
  MonthBudget,
  MonthSpan,
  RecordedEarning,
  RecordedTerms as RecordedBudgetTerms,
} from "./budget/index.ts";
export { bridgeOf, budgetOf, costOfWork, earningsOf, parseMinutes, standingTerms, termsIn, totalOf } from "./budget/index.ts";

export type {
  CalendarVersion,
  ClockEvent,
  ClockReading,
  ClockState,
  Pause,
  SeverityMatrix,
  Target as ClockTarget,
} from "./sla/index.ts";
export { dueAt, foldClock, makeSeverityMatrix, readClock, severityOf, targetsFor } from "./sla/index.ts";

export type {
  Balance as AllowanceBalance,
  LimitBalance,
  HandWritten,
  TopUp,
  Work,
  Taken,
  Draw as AllowanceDraw,
  Drawn as AllowanceDrawn,
  Cause as LedgerCause,
  Entry as LedgerEntry,
  EntryKind as LedgerEntryKind,
  Amounts as LotAmounts,
  Lot,
  LotBalance,
  LotKind,
  Lots,
  Period as AllowedPeriod,
  Statement as AllowanceStatement,
  StatementLine,
  Admission,
  Allowance,
  AllowancePeriod,
  AllowanceTerms,
  Bucket,
  Limit as AllowanceLimit,
  MinuteAllowance,
  MoneyAllowance,
  Overage,
  Request as AllowanceRequest,
  TicketAllowance,
  WorkAllowance,
  WorkKinds,
  DrawingTicket,
  TicketHappening,
  TicketWritten,
  Allocation,
  Moved as MovedWork,
  WorkWritten,
} from "./allowances/index.ts";
export {
  alertPercents,
  alertsOn,
  balancesOn,
  runsOutOn,
  adjust as adjustLot,
  topUp,
  checkAllowance,
  outOfHoursMinutes,
  priceBeyond,
  ticketQuantity,
  workQuantity,
  foldUses,
  availableFor,
  draw as drawAllowance,
  isPosted,
  available as availableOf,
  foldLots,
  withEntry,
  lotsOn,
  dayFor,
  periodOf,
  statement as allowanceStatement,
  admitsRequest,
  ticketEntries,
  allocate as allocateWork,
  workEntries,
} from "./allowances/index.ts";

export type { Consequences, Handled, Handling, OnRedecision, Policy, PolicyRule, RefusedRequest } from "./policy/index.ts";
export { checkPolicy, consequencesOf, coverAfterChange, defaultPolicy, handleNo } from "./policy/index.ts";

export type { Confidence, ConfidenceFacts, ConfidencePart, ConfidencePartKey, ConfidenceTerms } from "./confidence/index.ts";
export { confidenceOn, defaultConfidence, formatConfidence } from "./confidence/index.ts";

export type {
  Held as HeldTemplate,
  Purchase,
  Standing as TierStanding,
  Tier as PlanTier,
  TierProposal,
  TierRule,
} from "./tiers/index.ts";
export { checkTierRule, nextTierChange, proposeTier, tierOn } from "./tiers/index.ts";
