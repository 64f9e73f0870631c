import type { Bucket } from "#core/allowances/index.ts";
import type { PlanAllowance, PlanTerms, Severity, TargetTerm, TargetUnit } from "#core/entitlement/terms.ts";
import { severities } from "#core/entitlement/terms.ts";

type Promised = { readonly unit: TargetUnit; readonly amount: number };

const minutesPerHour = 60;
const elapsedHours = (hours: number): Promised => ({ unit: "elapsed", amount: hours * minutesPerHour });
const workingHours = (hours: number): Promised => ({ unit: "working_time", amount: hours * minutesPerHour });
const workingDays = (days: number): Promised => ({ unit: "working_days", amount: days });

/** What the books promise for severity 2, by severity: half the time for 1, twice for 3. A 4 gets what a 3 gets. */
const factors: Readonly<Record<Severity, number>> = { 1: 0.5, 2: 1, 3: 2, 4: 2 };

const allDay = [["00:00", "24:00"]] as const;
const week = (opens: string, closes: string): PlanTerms["hours"] => {
  const day = [[opens, closes]] as const;
  return { weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } };
};

/** A promise at each severity. Part of a working day is no unit, so it becomes working time of a day of `dayHours`. */
function atEachSeverity(name: string, promised: Promised, dayHours: number): TargetTerm[] {
  return severities.map((severity) => {
    const amount = promised.amount * factors[severity];
    const whole = Number.isInteger(amount) ? { unit: promised.unit, amount } : workingHours(amount * dayHours);
    return { name, severity, ...whole };
  });
}

const targets = (firstResponse: Promised, resolution: Promised, dayHours: number): TargetTerm[] => [
  ...atEachSeverity("first_response", firstResponse, dayHours),
  ...atEachSeverity("resolution", resolution, dayHours),
];

const anyone = { channels: "any", products: "any", severities: "any" } as const;

/** Drawn on opening, and refused beyond. */
const ticketsAYear = (amount: number, limits: Bucket["limits"] = []): PlanAllowance => ({
  key: "tickets",
  unit: "tickets",
  drawnAt: "opening",
  beyond: "refuse",
  outOfHoursPercent: 100,
  buckets: [{ ...anyone, key: "all", amount, per: "contract_year", limits, carryOver: "none" }],
});

const bronze: PlanTerms = {
  hours: week("09:00", "17:00"),
  channels: { only: ["email", "portal"] },
  contacts: "named",
  severities: "any",
  products: "any",
  targets: targets(workingHours(8), workingDays(5), 8),
  allowances: [ticketsAYear(24)],
};

/** The plans that every installation starts with, by name, as this folder's README tells them. */
export const standardPlans: Readonly<Record<"Gold" | "Silver" | "Bronze" | "Warranty", PlanTerms>> = {
  Gold: {
    hours: { weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay } },
    channels: "any",
    contacts: "any",
    severities: "any",
    products: "any",
    targets: targets(elapsedHours(1), elapsedHours(8), 24),
    allowances: [],
  },
  Silver: {
    hours: week("08:00", "18:00"),
    channels: { only: ["email", "portal", "phone"] },
    contacts: "any",
    severities: "any",
    products: "any",
    targets: targets(workingHours(4), workingDays(2), 10),
    allowances: [ticketsAYear(100, [{ ...anyone, key: "phone", channels: { only: ["phone"] }, atMost: 50 }])],
  },
  Bronze: bronze,
  Warranty: { ...bronze, allowances: [] },
};

/** The day from which the standard plans hold: before any contract that people still ask about. */
export const standardFrom = "1900-01-01";
