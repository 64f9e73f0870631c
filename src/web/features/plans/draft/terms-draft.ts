/**
 * The terms of a plan while somebody writes them: what is typed stays as it is typed, and what a choice hides is kept for when
 * the choice comes back. `draftOf` makes it of terms, `termsOf` makes terms of it, or says what cannot be read.
 */

import type { AllowancePeriod, AllowanceTerms } from "#core/allowances/terms.ts";
import type { Channel, PlanTerms, Severity } from "#core/entitlement/terms.ts";
import { anyChoice, type Choice } from "#web/domain/admits/choice.ts";
import type { Weekday } from "./windows.ts";

export type AdmissionDraft = {
  readonly channels: Choice<Channel>;
  readonly products: Choice<string>;
  readonly severities: Choice<Severity>;
};

export type LimitDraft = AdmissionDraft & { readonly key: string; readonly atMost: string };

export type BucketDraft = AdmissionDraft & {
  readonly key: string;
  readonly amount: string;
  readonly per: AllowancePeriod;
  readonly carries: boolean;
  readonly carriedAtMost: string;
  readonly limits: readonly LimitDraft[];
};

/** What is asked of any unit; a unit leaves aside what is not its own. */
export type AllowanceDraft = {
  readonly key: string;
  readonly unit: AllowanceTerms["unit"];
  readonly buckets: readonly BucketDraft[];
  readonly drawnAt: "opening" | "resolution";
  readonly beyond: "refuse" | "count" | "bill";
  /** For each ticket or hour beyond. */
  readonly rate: string;
  readonly hourlyRate: string;
  readonly outOfHoursPercent: string;
  readonly leastMinutes: string;
  readonly stepMinutes: string;
  readonly workKinds: { readonly how: "any" | "only" | "none" | "except"; readonly kinds: string };
};

/** `hours` empty: closed. */
export type HolidayDraft = { readonly date: string; readonly name: string; readonly hours: string; readonly knownFrom?: string };

export type TargetsDraft = {
  /** The columns, by the targets' own names. */
  readonly names: readonly string[];
  /** What is typed, by {@link cellOf}; nothing where nothing is promised. */
  readonly cells: Readonly<Record<string, string>>;
};

export type TermsDraft = {
  readonly weekly: Readonly<Record<Weekday, string>>;
  readonly holidays: readonly HolidayDraft[];
  readonly channels: Choice<Channel>;
  readonly severities: Choice<Severity>;
  readonly products: Choice<string>;
  readonly contacts: PlanTerms["contacts"];
  /** How many named callers; nothing: as many as are marked. */
  readonly namedAtMost: string;
  readonly targets: TargetsDraft;
  readonly allowances: readonly AllowanceDraft[];
};

export const cellOf = (name: string, severity: Severity): string => `${name}/${severity}`;

export const anyAdmission: AdmissionDraft = { channels: anyChoice(), products: anyChoice(), severities: anyChoice() };

/** The first of `wanted`, `wanted-2`, `wanted-3`… that is not taken. */
export function freeKey(wanted: string, taken: readonly { readonly key: string }[]): string {
  const isTaken = (key: string): boolean => taken.some((each) => each.key === key);
  if (!isTaken(wanted)) return wanted;
  let number = 2;
  while (isTaken(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

export const newBucket = (taken: readonly BucketDraft[]): BucketDraft => ({
  ...anyAdmission,
  key: freeKey("all", taken),
  amount: "",
  per: "contract_year",
  carries: false,
  carriedAtMost: "",
  limits: [],
});

export const newAllowance = (unit: AllowanceDraft["unit"], taken: readonly AllowanceDraft[]): AllowanceDraft => ({
  key: freeKey({ tickets: "tickets", minutes: "hours", money: "money" }[unit], taken),
  unit,
  buckets: [newBucket([])],
  drawnAt: "opening",
  beyond: "refuse",
  rate: "",
  hourlyRate: "",
  outOfHoursPercent: "100",
  leastMinutes: "1",
  stepMinutes: "1",
  workKinds: { how: "any", kinds: "" },
});
