/** What a support plan promises: hours, targets, channels, who may ask, allowances. Plain JSON, kept with each decision. */

import type { AllowanceTerms } from "../allowances/terms.ts";
import type { CalendarSpec } from "../calendar/index.ts";
import type { TargetUnit } from "../sla/target.ts";

/** A term of a plan (ENT5): anything, only what is listed, or nothing. An empty list is not a way to say any of these. */
export type Admits<T extends string | number> = "any" | "none" | { readonly only: readonly [T, ...T[]] };

export const channels = ["portal", "email", "phone", "fax", "api", "chat"] as const;
export type Channel = (typeof channels)[number];

export const severities = [1, 2, 3, 4] as const;
/** 1 is the gravest. */
export type Severity = (typeof severities)[number];

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
  readonly severities: Admits<Severity>;
  /** Product ids, each standing for its branch of the product tree. */
  readonly products: Admits<string>;
  readonly targets: readonly TargetTerm[];
  readonly allowances: readonly PlanAllowance[];
};

export type Plan = { readonly id: string; readonly versionId: string; readonly name: string; readonly terms: PlanTerms };

/** Whether a term admits a value (ENT5). */
export function admits<T extends string | number>(term: Admits<T>, value: T): boolean {
  return term === "any" || (term !== "none" && term.only.includes(value));
}
