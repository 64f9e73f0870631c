export type { Activation } from "./activate.ts";
export { activate } from "./activate.ts";
export { amend, amendAll } from "./amend.ts";
export type { Amendment, Amendments, Change, LaterFacts, Reverse, Signature } from "./amendment.ts";
export { billedDays, billedSubject } from "./billed.ts";
export type { CoverageChange, Stretch } from "./changes-of.ts";
export { changesOf, coveredDays } from "./changes-of.ts";
export type {
  AccountFrom,
  AgreedDays,
  Changed,
  ContractFacts,
  CoverageFact,
  EndedFact,
  Header,
  Line,
  RecordedAmendment,
  CoveredSubject,
} from "./facts.ts";
export type { Amended, AmendOutcome, ClosedFact } from "./land.ts";
export type { AmendRefusal, Clamp } from "./refusal.ts";
