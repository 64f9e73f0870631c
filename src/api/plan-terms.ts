/** A plan's terms on the wire: what may be written down. Whether it makes sense is core's to say, with every fault and its place. */

import { z } from "zod";
import { channel, severity } from "./values.ts";

/** Longer lists are slips: a desk names dozens of products, not thousands. */
const maxListed = 500;
const maxTargets = 200;
const maxAllowances = 20;
const maxHolidays = 1000;

/** ENT5: any, only these, or none. */
export const admits = <T extends z.ZodType>(of: T) =>
  z.union([z.literal("any"), z.literal("none"), z.strictObject({ only: z.array(of).min(1).max(maxListed) })]);

const timeOfDay = z.string().max(5);
const openWindow = z.tuple([timeOfDay, timeOfDay]);
const windows = z.array(openWindow).max(48);

/** Opening hours as business calendars have them (CAL1), without the zone: it is the account's. */
const hours = z.strictObject({
  weekly: z.strictObject({
    mon: windows.optional(),
    tue: windows.optional(),
    wed: windows.optional(),
    thu: windows.optional(),
    fri: windows.optional(),
    sat: windows.optional(),
    sun: windows.optional(),
  }),
  holidays: z
    .array(
      z.strictObject({
        /** "2026-12-25", or "12-25" for every year. */
        date: z.string().max(10),
        hours: windows.optional(),
        name: z.string().max(200).optional(),
        knownFrom: z.string().max(40).optional(),
      }),
    )
    .max(maxHolidays)
    .optional(),
});

const targetTerm = z.strictObject({
  /** "first_response", "next_update", "workaround", "resolution", or a name of the plan's own. */
  name: z.string().max(100),
  severity,
  unit: z.enum(["working_time", "working_days", "calendar_days", "elapsed"]),
  /** Minutes for working_time and elapsed, days for working_days and calendar_days. */
  amount: z.number(),
});

const key = z.string().max(60);
const productId = z.uuid();
const admission = { channels: admits(channel), products: admits(productId), severities: admits(severity) };
const bucket = z.strictObject({
  key,
  ...admission,
  /** In tickets, minutes, or minor units of the contract's currency. */
  amount: z.number(),
  per: z.enum(["term", "contract_year", "quarter", "contract_month", "calendar_month"]),
  /** "Of which at most so many by phone". */
  limits: z.array(z.strictObject({ key, ...admission, atMost: z.number() })).max(maxAllowances),
  carryOver: z.union([z.literal("none"), z.strictObject({ atMost: z.number() })]),
});
const minorDigits = z.string().max(20);
const overage = z.union([z.literal("refuse"), z.literal("count"), z.strictObject({ billMinor: minorDigits })]);
const kindOfWork = z.string().min(1).max(100);
const shared = {
  /** Names it within the plan, in every version. */
  key,
  buckets: z.array(bucket).max(maxAllowances),
  /** What a unit out of hours counts for: 200 is double (ALW7). */
  outOfHoursPercent: z.number(),
};
const ofWork = {
  ...shared,
  workKinds: z.union([admits(kindOfWork), z.strictObject({ except: z.array(kindOfWork).min(1).max(maxListed) })]),
  leastMinutes: z.number(),
  stepMinutes: z.number(),
};

/** What a plan grants by period (ALW1): tickets, minutes of work, or money. */
export const planAllowance = z.discriminatedUnion("unit", [
  z.strictObject({ ...shared, unit: z.literal("tickets"), drawnAt: z.enum(["opening", "resolution"]), beyond: overage }),
  z.strictObject({ ...ofWork, unit: z.literal("minutes"), beyond: overage }),
  z.strictObject({
    ...ofWork,
    unit: z.literal("money"),
    hourlyRateMinor: minorDigits,
    beyond: z.enum(["refuse", "count", "bill"]),
  }),
]);

export const planTerms = z.strictObject({
  hours,
  channels: admits(channel),
  /** "named": only contacts marked as named callers may ask. */
  contacts: z.enum(["any", "named", "none"]),
  /** So many named callers an account may have, where only they may ask; left out: as many as are marked. */
  namedAtMost: z.number().optional(),
  severities: admits(severity),
  /** Product ids, each standing for its branch of the product tree. */
  products: admits(productId),
  targets: z.array(targetTerm).max(maxTargets),
  allowances: z.array(planAllowance).max(maxAllowances),
});
export type WirePlanTerms = z.infer<typeof planTerms>;
