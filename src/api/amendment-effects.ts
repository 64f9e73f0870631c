/** What an amendment changes, as its preview shows it and its reply says it: the same before and after it is recorded (COV8). */

import { z } from "zod";
import { id, isoDate, isoInstant } from "./values.ts";

/** Minor units of the contract's currency, as digits with a sign. */
const minor = z.string().regex(/^-?\d+$/);

/** Days with the same terms. */
export const stretch = z.object({
  startsOn: isoDate,
  endsBefore: isoDate.nullable(),
  accountId: id,
  planId: id,
  plan: z.string(),
  yearlyMinor: minor,
  /** Agreed, and covered for nobody. */
  suspended: z.boolean(),
});

/** All stretches of a subject on its line, before and after, by their first day. */
export const coverageChange = z.object({
  line: z.string(),
  service: z.string(),
  scope: z.enum(["asset", "product", "site", "account"]),
  /** In words: a serial or tag, a product, a site, an account. */
  subject: z.string(),
  assetId: id.nullable(),
  before: z.array(stretch),
  after: z.array(stretch),
});

const days = z.object({ startsOn: isoDate, endsBefore: isoDate.nullable() });
export const contractTerms = days.extend({
  /** The last day covered (COV3). */
  cancelledOn: isoDate.nullable(),
  suspensions: z.array(days),
  accounts: z.array(z.object({ startsOn: isoDate, accountId: id, accountName: z.string() })),
});
const lineDays = days.extend({ number: z.string(), service: z.string() });

/** What is charged or credited: amount = price × numerator / denominator, rounded as PRO1 says. A credit is negative. */
export const moneyLine = z.object({
  kind: z.enum(["charge", "credit"]),
  line: z.string(),
  subject: z.string(),
  startsOn: isoDate,
  endsBefore: isoDate,
  periodStartsOn: isoDate,
  periodEndsBefore: isoDate,
  /** Of the whole period. */
  priceMinor: minor,
  /** Days of the segment, and of the period. */
  numerator: z.number().int(),
  denominator: z.number().int(),
  amountMinor: minor,
  /** null: this one, or none that is on record. */
  amendmentId: id.nullable(),
  /** Where it comes to stand: the next credit note, or the next invoice because its period is due. */
  document: z.enum(["credit_note", "invoice"]),
});

export const moneyEffects = z.object({
  currency: z.string(),
  /** What the next billing run posts because of this, and would not post without. */
  lines: z.object({ total: z.number().int(), rows: z.array(moneyLine) }),
  creditMinor: minor,
  /** What is charged more because of this; negative where it is less, for days due and not invoiced yet. */
  chargeMinor: minor,
  /** The next invoices to come, one a billing period, as they would have been and as they will be. */
  invoices: z.array(z.object({ dueOn: isoDate, startsOn: isoDate, endsBefore: isoDate, beforeMinor: minor, afterMinor: minor })),
  /** What is covered on the day it takes effect, or today if that is later, at its price for a year. */
  yearlyBeforeMinor: minor,
  yearlyAfterMinor: minor,
  /** Why the contract cannot be billed, with the amendment or without; then nothing above is told. */
  problem: z.string().optional(),
});

export const budgetEffects = z.object({
  /** Months that differ, by month. */
  months: z.array(
    z.object({
      /** "2026-03" */
      month: z.string().regex(/^\d{4}-\d{2}$/),
      beforeMinor: minor,
      afterMinor: minor,
      /** null where no hourly rate turns the money into hours. */
      beforeMinutes: z.number().int().nullable(),
      afterMinutes: z.number().int().nullable(),
    }),
  ),
});

const outcome = z.enum(["entitled", "not_entitled", "undecided"]);
/** A decision about a day that changes, decided again (COV10). The one that was made stays as it is. */
export const redecided = z.object({
  decisionId: id,
  /** The ticket that was opened under it; null for a check that was recorded by itself. */
  ticketId: id.nullable(),
  number: z.string().nullable(),
  subject: z.string(),
  status: z.string().nullable(),
  /** The moment that it was about. */
  at: isoInstant,
  outcomeBefore: outcome,
  outcomeAfter: outcome,
  /** The contract or warranty that covered, in words; null where none did. */
  coveredByBefore: z.string().nullable(),
  coveredByAfter: z.string().nullable(),
});

/** Work that would be booked elsewhere (PRJ2). */
export const rebooked = z.object({
  workId: id,
  ticketId: id,
  number: z.string(),
  workedOn: isoDate,
  minutes: z.number().int(),
  /** The contract's number; null: as an exception. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** Rows that a list of effects holds at most; `total` counts all. */
export const maxEffectRows = 200;

export const amendmentEffects = z.object({
  effectiveOn: isoDate,
  coverage: z.object({ total: z.number().int(), rows: z.array(coverageChange) }),
  /** Where the contract's own days, suspensions or accounts change. */
  header: z.object({ before: contractTerms, after: contractTerms }).nullable(),
  lines: z.array(z.object({ before: lineDays.nullable(), after: lineDays.nullable() })),
  money: moneyEffects,
  budget: budgetEffects,
  /** Those whose answer differs; `asked` of them were decided again. */
  tickets: z.object({ asked: z.number().int(), total: z.number().int(), rows: z.array(redecided) }),
  workEntries: z.object({ total: z.number().int(), rows: z.array(rebooked) }),
});
export type AmendmentEffects = z.infer<typeof amendmentEffects>;
export type MoneyEffects = z.infer<typeof moneyEffects>;
export type MoneyLine = z.infer<typeof moneyLine>;
export type BudgetEffects = z.infer<typeof budgetEffects>;
export type Redecided = z.infer<typeof redecided>;
export type Rebooked = z.infer<typeof rebooked>;
