/** Support projects on the wire: work done, where it is booked (PRJ2), and budgets beside it (PRJ1). */

import { z } from "zod";
import { endpoint, type ReplyOf } from "./endpoint.ts";
import { byId, id, inCountedYears, isoDate, isoInstant, money, page, pageQuery } from "./values.ts";

/** A note says what was done, not how. */
export const maxNoteLength = 2000;
/** Months that one answer tells one by one: ten years. */
export const maxMonths = 120;

/** A calendar month, "2026-03". */
export const isoMonth = z
  .string()
  .regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])$/, "is a month of the years 1900 to 2999, such as 2026-03");
const countedDay = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");
const countedInstant = isoInstant.regex(inCountedYears, "is of the years 1900 to 2999");

/** What a warranty covers belongs to no project; an exception was served though nothing covered it. */
export const bookingKind = z.enum(["project", "warranty", "exception"]);

/** Where a piece of work is booked. */
export const workBooking = z.object({
  kind: bookingKind,
  /** For a project: its contract. */
  contractId: id.nullable(),
  contractNumber: z.string().nullable(),
  /** The day worked, as the contract's zone has it; without a contract, as the account's has. */
  bookedOn: isoDate,
  /** Why there: the rule and the sentence of the decision. */
  rule: z.string(),
  reason: z.string(),
  since: isoInstant,
  /** The amendment that moved it there; null where it was booked so from the start. */
  amendmentId: id.nullable(),
});

export const workEntry = z.object({
  id,
  ticketId: id,
  ticketNumber: z.string(),
  workerId: z.string(),
  workerName: z.string(),
  workedOn: isoDate,
  startedAt: isoInstant.nullable(),
  minutes: z.number().int(),
  /** As plans name kinds of work that draw on allowances, or do not; null where none was named. */
  kind: z.string().nullable(),
  note: z.string(),
  recordedAt: isoInstant,
  recordedByName: z.string(),
  booking: workBooking,
  /** Whether whoever asks may remove it. */
  removable: z.boolean(),
});
export type WorkEntry = z.infer<typeof workEntry>;

/** Work as it was entered, with what it drew of the contract's allowances (ALW5, ALW6). */
export const enteredWork = workEntry.extend({
  draws: z.array(
    z.object({
      /** The allowance's key in its plan. */
      allowance: z.string(),
      unit: z.enum(["minutes", "money"]),
      /** What the work counts for, in whole minutes or minor units. */
      quantity: z.number().int(),
      /** The part that is counted or billed beyond the allowance. */
      over: z.number().int(),
      /** The part for which there is nothing left where the plan refuses more: it was served as an exception. */
      short: z.number().int(),
    }),
  ),
  /** How many other pieces of work now draw otherwise than before. */
  drawnAnew: z.number().int(),
});
export type EnteredWork = z.infer<typeof enteredWork>;

export const listTicketWork = endpoint({
  method: "GET",
  path: "/api/v1/tickets/{id}/work",
  tag: "projects",
  summary: "The work done on a ticket, the latest day first, and which project each piece is booked to.",
  params: byId,
  reply: z.object({ rows: z.array(workEntry), minutes: z.number().int() }),
  problems: ["not_found"],
});

export const addWork = endpoint({
  method: "POST",
  path: "/api/v1/tickets/{id}/work",
  tag: "projects",
  summary: "Enters work done on a ticket; it is booked to the contract that covers the ticket's subject on that day (PRJ2).",
  params: byId,
  body: z
    .strictObject({
      /** "me" or a colleague's user id. */
      worker: z.string().max(100).default("me"),
      /** The day, where no time is known; else leave it out. */
      workedOn: countedDay.optional(),
      /** When it began, where that is known: the contract's zone then tells the day. */
      startedAt: countedInstant.optional(),
      /** Whole minutes, or as typed: "90", "1:30", "1 h 30 min". */
      minutes: z.union([z.number(), z.string().max(40)]),
      /** As plans name kinds of work that draw on allowances, or do not. */
      kind: z.string().trim().min(1).max(60).optional(),
      note: z.string().trim().max(maxNoteLength).default(""),
    })
    .refine(({ workedOn, startedAt }) => (workedOn === undefined) !== (startedAt === undefined), {
      path: ["workedOn"],
      message: "say the day worked, or when the work began: one of the two",
    }),
  reply: enteredWork,
  status: 201,
  creates: true,
  problems: ["not_found", "refused", "conflict"],
});

export const removeWork = endpoint({
  method: "DELETE",
  path: "/api/v1/work-entries/{id}",
  tag: "projects",
  summary: "Removes work that was entered wrongly: it counts no more from now on. One's own, or anybody's for a manager.",
  params: byId,
  problems: ["not_found"],
});

export const listWork = endpoint({
  method: "GET",
  path: "/api/v1/work-entries",
  tag: "projects",
  summary: "Work by day, the latest first: the rows behind a figure of a project or of an account.",
  query: pageQuery.extend({
    contractId: id.optional(),
    accountId: id.optional(),
    booked: z.enum(["any", ...bookingKind.options]).default("any"),
    from: isoMonth.optional(),
    through: isoMonth.optional(),
    knownAt: countedInstant.optional(),
  }),
  reply: page(workEntry),
  problems: ["not_found"],
});

/**
 * Budget beside actual. Money is null for who sees hours only; budget minutes are null where no hourly rate turns the
 * money into hours.
 */
export const budgetFigures = z.object({
  budget: money.nullable(),
  budgetMinutes: z.number().int().nullable(),
  /** The minutes worked, at the hourly rate of their month; null without a rate. */
  actual: money.nullable(),
  actualMinutes: z.number().int(),
});
export type BudgetFigures = z.infer<typeof budgetFigures>;

export const budgetMonth = budgetFigures.extend({ month: isoMonth });
export type BudgetMonth = z.infer<typeof budgetMonth>;

/** A step of the bridge: opening budget + amendments = closing. */
export const bridgeStep = z.object({
  kind: z.enum(["opening", "amendment", "terms"]),
  /** The amendment's, or that of the terms. */
  id,
  /** What was changed: the amendment's kind, such as "remove"; "terms". */
  change: z.string(),
  effectiveOn: isoDate,
  reason: z.string(),
  author: z.string(),
  recordedAt: isoInstant,
  /** What it moved, over the months asked for. */
  budget: money.nullable(),
  budgetMinutes: z.number().int().nullable(),
  months: z.array(z.object({ month: isoMonth, budget: money.nullable(), budgetMinutes: z.number().int().nullable() })),
});
export type BridgeStep = z.infer<typeof bridgeStep>;

export const budgetTerms = z.object({
  id,
  fromMonth: isoMonth,
  /** Hundredths of a percent of what the coverage earns: 6000 is 60 %. */
  shareBp: z.number().int(),
  hourlyRate: money.nullable(),
  /** Whether they are the contract's own, or what its currency has. */
  own: z.boolean(),
  reason: z.string(),
  author: z.string(),
  recordedAt: isoInstant,
});

export const projectRow = z.object({
  /** A project is its contract's, and bears its number. */
  contractId: id,
  contractNumber: z.string(),
  accountId: id,
  accountName: z.string(),
  currency: z.string(),
  /** Over the months asked for. */
  total: budgetFigures,
  /** The part of them up to and including the day asked about. */
  toDate: budgetFigures,
});
export type ProjectRow = z.infer<typeof projectRow>;

const lens = {
  /** The months told of, both included; the calendar year of `at` when left out. */
  from: isoMonth.optional(),
  through: isoMonth.optional(),
  /** The day up to which "to date" reaches; today when left out. */
  at: countedDay.optional(),
  /** Only what was recorded by then counts (COV9). */
  knownAt: countedInstant.optional(),
};

const asked = z.object({ from: isoMonth, through: isoMonth, at: isoDate, knownAt: isoInstant.nullable() });

export const listProjects = endpoint({
  method: "GET",
  path: "/api/v1/projects",
  tag: "projects",
  summary: "Support projects by contract number, budget beside actual.",
  query: pageQuery.extend({ ...lens, q: z.string().trim().max(200).optional(), accountId: id.optional() }),
  reply: page(projectRow).extend({ asked }),
  problems: ["not_found", "refused"],
});

export const getProject = endpoint({
  method: "GET",
  path: "/api/v1/projects/{contractId}",
  tag: "projects",
  summary: "A contract's support project: budget and actual by month, and how the budget came about, amendment by amendment.",
  params: z.object({ contractId: id }),
  query: z.object(lens),
  reply: projectRow.extend({
    timeZone: z.string(),
    asked,
    months: z.array(budgetMonth),
    /** The steps add up to the budget of the months asked for. */
    bridge: z.array(bridgeStep),
    terms: z.array(budgetTerms),
  }),
  problems: ["not_found", "refused"],
});
export type Project = ReplyOf<typeof getProject>;

export const setBudgetTerms = endpoint({
  method: "PUT",
  path: "/api/v1/projects/{contractId}/terms",
  tag: "projects",
  summary: "Records from which month on another share of the coverage, or another hourly rate, makes the budget.",
  params: z.object({ contractId: id }),
  body: z.strictObject({
    fromMonth: isoMonth,
    shareBp: z.number().int().min(0).max(10_000),
    /** Minor units as digits; null: the budget is money only. */
    hourlyRateMinor: z
      .string()
      .regex(/^[1-9]\d{0,11}$/, "is an amount in minor units, such as 9500")
      .nullable(),
    reason: z.string().trim().min(1, "say why").max(maxNoteLength),
    /** Where terms are recorded for later months: whether those stay, or these take their place too (COV13). */
    laterTerms: z.enum(["keep", "supersede"]).optional(),
  }),
  reply: z.object({ terms: z.array(budgetTerms) }),
  problems: ["not_found", "refused"],
});

export const budgetRow = z.object({
  accountId: id,
  accountName: z.string(),
  currency: z.string(),
  total: budgetFigures,
  toDate: budgetFigures,
  /** Work done for the account that nothing covered, over the same months; in no contract's figures. */
  exceptionMinutes: z.number().int(),
  /** At the hourly rate of the currency; null without one, and for who sees hours only. */
  exceptions: money.nullable(),
  contracts: z.array(z.object({ contractId: id, contractNumber: z.string(), total: budgetFigures, toDate: budgetFigures })),
});
export type BudgetRow = z.infer<typeof budgetRow>;

export const listBudgets = endpoint({
  method: "GET",
  path: "/api/v1/budgets",
  tag: "projects",
  summary: "Budget against actual by account and currency, each with its contracts.",
  query: pageQuery.extend({ ...lens, accountId: id.optional() }),
  reply: page(budgetRow).extend({ asked }),
  problems: ["not_found", "refused"],
});
