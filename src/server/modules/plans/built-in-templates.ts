/** The templates that every installation starts with: offers that desks commonly make, to be changed to taste. */

import type { Bucket } from "#core/allowances/index.ts";
import {
  type PlanAllowance,
  type PlanTerms,
  type Severity,
  severities,
  type TargetTerm,
  type TargetUnit,
} from "#core/entitlement/terms.ts";
import { nameKey } from "#core/identification/keys.ts";

const hour = 60;
const anyone = { channels: "any", products: "any", severities: "any" } as const;
const allDay = [["00:00", "24:00"]] as const;
const office = [["08:00", "18:00"]] as const;
const long = [["07:00", "22:00"]] as const;
const weekdays = (day: typeof allDay | typeof office | typeof long) => ({ mon: day, tue: day, wed: day, thu: day, fri: day });

/** A promise at severities 1 to 4, in minutes or days. */
type Promised = readonly [unit: TargetUnit, amounts: readonly [number, number, number, number]];

function targets(promises: Readonly<Record<string, Promised>>): TargetTerm[] {
  return Object.entries(promises).flatMap(([name, [unit, amounts]]) =>
    severities.map((severity: Severity) => ({ name, severity, unit, amount: amounts[severity - 1]! })),
  );
}

const bucket = (key: string, amount: number, per: Bucket["per"], more: Partial<Bucket> = {}): Bucket => ({
  ...anyone,
  key,
  amount,
  per,
  limits: [],
  carryOver: "none",
  ...more,
});

const tickets = (buckets: readonly Bucket[]): PlanAllowance => ({
  key: "tickets",
  unit: "tickets",
  drawnAt: "opening",
  beyond: "refuse",
  outOfHoursPercent: 100,
  buckets,
});

/** Work counts in quarters of an hour, at night and on weekends double; travel does not count. */
const minutes = (buckets: readonly Bucket[]): PlanAllowance => ({
  key: "hours",
  unit: "minutes",
  beyond: { billMinor: "12000" },
  outOfHoursPercent: 200,
  workKinds: { except: ["travel"] },
  leastMinutes: 15,
  stepMinutes: 15,
  buckets,
});

const ofAny = { channels: "any", contacts: "any", severities: "any", products: "any" } as const;
const usual = targets({
  first_response: ["working_time", [hour, 4 * hour, 8 * hour, 16 * hour]],
  resolution: ["working_time", [8 * hour, 20 * hour, 50 * hour, 100 * hour]],
});

type Template = { readonly name: string; readonly nameKey: string; readonly description: string; readonly terms: PlanTerms };

const template = (name: string, description: string, terms: PlanTerms): Template => ({
  name,
  nameKey: nameKey(name),
  description,
  terms,
});

export const builtInTemplates: readonly Template[] = [
  template("Always on", "Day and night, every channel, for what must not stand still. Nothing is counted.", {
    ...ofAny,
    hours: { weekly: { ...weekdays(allDay), sat: allDay, sun: allDay } },
    targets: targets({
      first_response: ["elapsed", [15, 60, 4 * hour, 8 * hour]],
      next_update: ["elapsed", [hour, 4 * hour, 24 * hour, 48 * hour]],
      workaround: ["elapsed", [4 * hour, 12 * hour, 48 * hour, 96 * hour]],
      resolution: ["elapsed", [8 * hour, 24 * hour, 96 * hour, 240 * hour]],
    }),
    allowances: [],
  }),
  template("Premium", "Long hours, any channel, 200 tickets a month.", {
    ...ofAny,
    hours: { weekly: { ...weekdays(long), sat: office } },
    targets: usual,
    allowances: [tickets([bucket("all", 200, "calendar_month")])],
  }),
  template("Standard", "Office hours; 50 tickets by phone and 50 by e-mail a month.", {
    ...ofAny,
    hours: { weekly: weekdays(office) },
    channels: { only: ["email", "phone"] },
    targets: usual,
    allowances: [
      tickets([
        bucket("phone", 50, "calendar_month", { channels: { only: ["phone"] } }),
        bucket("email", 50, "calendar_month", { channels: { only: ["email"] } }),
      ]),
    ],
  }),
  template("Bundle of tickets", "25 tickets for the whole term, drawn when they are solved; what is beyond is billed each.", {
    ...ofAny,
    hours: { weekly: weekdays(office) },
    targets: usual,
    allowances: [
      { ...tickets([bucket("all", 25, "term")]), unit: "tickets", drawnAt: "resolution", beyond: { billMinor: "9500" } },
    ],
  }),
  template(
    "Hours",
    "Ten hours of work a month; unused ones are carried over up to twenty. Beyond it work is billed by the hour.",
    {
      ...ofAny,
      hours: { weekly: weekdays(office) },
      contacts: "named",
      targets: usual,
      allowances: [minutes([bucket("work", 10 * hour, "contract_month", { carryOver: { atMost: 20 * hour } })])],
    },
  ),
  template("Budget", "A sum of money a quarter that work is taken from by the hour; what is beyond is billed.", {
    ...ofAny,
    hours: { weekly: weekdays(office) },
    contacts: "named",
    targets: usual,
    allowances: [
      {
        key: "budget",
        unit: "money",
        beyond: "bill",
        hourlyRateMinor: "11000",
        outOfHoursPercent: 150,
        workKinds: "any",
        leastMinutes: 15,
        stepMinutes: 15,
        buckets: [bucket("work", 500_000, "quarter")],
      },
    ],
  }),
  template("Portal only", "Asked through the portal by named callers, in office hours; 24 tickets a contract year.", {
    ...ofAny,
    hours: { weekly: weekdays(office) },
    channels: { only: ["portal"] },
    contacts: "named",
    targets: usual,
    allowances: [tickets([bucket("all", 24, "contract_year")])],
  }),
];
