/** What a support plan promises: hours, targets, channels, who may ask, allowances. Plain JSON, kept with each decision. */

import type { AllowanceTerms } from "../allowances/terms.ts";
import type { CalendarSpec } from "../calendar/index.ts";
import type { TargetUnit } from "../sla/target.ts";
import type { Admits, Channel, Severity } from "./admits.ts";

export { type Admits, admits, type Channel, channels, severities, type Severity } from "./admits.ts";
export type { TargetUnit } from "../sla/target.ts";

/** A promise (SLA1). `minutes` for working or elapsed time, `days` for working or calendar days. */
export type TargetTerm = {
  /** "first_response", "next_update", "workaround", "resolution", or a name of the plan's own. */
  readonly name: string;
  readonly severity: Severity;
  readonly unit: TargetUnit;
  /** Whole minutes for working_time and elapsed; whole days for working_days and calendar_days. */
  readonly amount: number;
};

/** So many tickets, minutes or so much money each period (ALW1); its key names it in every version of the plan. */
export type PlanAllowance = { readonly key: string } & AllowanceTerms;

export type PlanTerms = {
  /** Opening hours; read in the account's zone. */
  readonly hours: Omit<CalendarSpec, "timeZone">;
  readonly channels: Admits<Channel>;
  /** "named": only contacts marked as named callers may open tickets. */
  readonly contacts: "any" | "named" | "none";
  /** So many named callers an account may have; left out: as many as are marked. Of more, those known longest count. */
  readonly namedAtMost?: number | undefined;
  readonly severities: Admits<Severity>;
  /** Product ids, each standing for its branch of the product tree. */
  readonly products: Admits<string>;
  readonly targets: readonly TargetTerm[];
  readonly allowances: readonly PlanAllowance[];
};

export type Plan = { readonly id: string; readonly versionId: string; readonly name: string; readonly terms: PlanTerms };
