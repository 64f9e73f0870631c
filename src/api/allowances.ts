/** Allowances on the wire: what a contract's plans grant, what is left of it, and what became of it line by line (ALW1–7). */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { byId, channel, id, inCountedYears, isoDate, isoInstant, severity } from "./values.ts";

/** Lines that one statement tells; beyond, the earliest are summed up in its opening. */
export const maxStatementLines = 2000;
/** Units that one person adds or takes at once. */
export const maxUnitsByHand = 1_000_000_000;

/** Whole units: tickets, minutes, or minor units of the currency. */
const units = z.number().int();
const admits = <T extends z.ZodType>(of: T) =>
  z.union([z.literal("any"), z.literal("none"), z.object({ only: z.array(of).min(1) })]);
const admission = {
  channels: admits(channel),
  /** Each stands for its branch of the product tree. */
  products: admits(z.object({ id: z.string(), name: z.string() })),
  severities: admits(severity),
};
export const allowancePeriod = z.enum(["term", "contract_year", "quarter", "contract_month", "calendar_month"]);

const limitBalance = z.object({ key: z.string(), ...admission, atMost: units, used: units, available: units });

/** Units that were granted together and expire together. */
const lotOnWire = z.object({
  id: z.string(),
  kind: z.enum(["period", "carried", "top_up"]),
  startsOn: isoDate,
  endsBefore: isoDate.nullable(),
  granted: units,
  held: units,
  consumed: units,
  available: units,
});

/** One bucket in the period that holds today. */
const bucketBalance = z.object({
  key: z.string(),
  ...admission,
  per: allowancePeriod,
  startsOn: isoDate,
  endsBefore: isoDate.nullable(),
  /** With what was carried over, topped up and adjusted. */
  granted: units,
  held: units,
  consumed: units,
  /** granted − consumed. */
  remaining: units,
  /** granted − held − consumed: what can be drawn. */
  available: units,
  /** Used beyond the allowance. */
  over: units,
  /** What that comes to, in minor units; null where it is not billed. */
  overMinor: z.string().nullable(),
  /** By the end of which day it is used up, if use goes on as it did; null where the period ends first. */
  runsOutOn: isoDate.nullable(),
  /** The parts that are used up, in percent, and since when. */
  alerts: z.array(z.object({ percent: z.union([z.literal(80), z.literal(100)]), on: isoDate })),
  limits: z.array(limitBalance),
  lots: z.array(lotOnWire),
});

/** An allowance of one plan as one contract grants it. */
export const allowanceBalance = z.object({
  contractId: id,
  contractNumber: z.string(),
  accountId: id,
  accountName: z.string(),
  planId: id,
  planName: z.string(),
  /** Names it within its plan. */
  key: z.string(),
  unit: z.enum(["tickets", "minutes", "money"]),
  currency: z.string().length(3),
  /** When a ticket draws; null where work does. */
  drawnAt: z.enum(["opening", "resolution"]).nullable(),
  beyond: z.enum(["refuse", "count", "bill"]),
  timeZone: z.string(),
  today: isoDate,
  buckets: z.array(bucketBalance),
});
export type AllowanceBalance = z.infer<typeof allowanceBalance>;

export const listContractAllowances = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/allowances",
  tag: "allowances",
  summary: "What a contract grants today and what is left of it, by allowance and bucket.",
  params: byId,
  reply: z.object({ rows: z.array(allowanceBalance) }),
  problems: ["not_found"],
});

export const listAccountAllowances = endpoint({
  method: "GET",
  path: "/api/v1/accounts/{id}/allowances",
  tag: "allowances",
  summary: "What an account's contracts grant today and what is left of it.",
  params: byId,
  reply: z.object({ rows: z.array(allowanceBalance) }),
  problems: ["not_found"],
});

const oneAllowance = z.object({ id, planId: id, key: z.string().max(100) });

const statementLine = z.object({
  id: z.string(),
  /** The day on which it counts, in the contract's zone. */
  on: isoDate,
  recordedAt: isoInstant,
  kind: z.enum(["grant", "top_up", "carry_in", "adjust", "expire", "hold", "release", "consume", "give_back"]),
  quantity: units,
  bucket: z.string(),
  lot: z.object({
    id: z.string(),
    kind: z.enum(["period", "carried", "top_up", "beyond"]),
    startsOn: isoDate,
    endsBefore: isoDate.nullable(),
  }),
  /** What it adds to what is available, or takes. */
  change: units,
  /** What it adds to use beyond the allowance, or gives back of it. */
  over: units,
  available: units,
  ticket: z.object({ id, number: z.string(), subject: z.string() }).nullable(),
  work: z.object({ id, note: z.string(), minutes: z.number().int() }).nullable(),
  /** Why, where a person did it, and who; a contact is not told of the desk's. */
  reason: z.string().nullable(),
  by: z.string().nullable(),
});
export type AllowanceStatementLine = z.infer<typeof statementLine>;

export const getAllowanceStatement = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/allowances/{planId}/{key}/statement",
  tag: "allowances",
  summary: "What an allowance granted and what became of it, by the day on which it counts.",
  params: oneAllowance,
  query: z.object({
    /** One of its buckets; all of them when left out. */
    bucket: z.string().max(100).optional(),
    /** The contract's first day when left out. */
    from: isoDate.optional(),
    /** Through the latest line when left out. */
    before: isoDate.optional(),
  }),
  reply: z.object({
    contractNumber: z.string(),
    planName: z.string(),
    unit: z.enum(["tickets", "minutes", "money"]),
    currency: z.string().length(3),
    from: isoDate,
    before: isoDate.nullable(),
    opening: units,
    lines: z.array(statementLine),
    closing: units,
    /** Earlier lines that are summed up in the opening because there are too many. */
    linesLeftOut: z.number().int(),
  }),
  problems: ["not_found"],
});

const reason = z.string().trim().min(1, "say why: the statement shows it").max(500);
const quantity = z.number().int("is a whole number of units").min(-maxUnitsByHand).max(maxUnitsByHand);
const countedDay = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");

export const topUpAllowance = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/allowances/{planId}/{key}/top-ups",
  tag: "allowances",
  summary: "Adds units to a bucket, with an expiry of their own (ALW2).",
  params: oneAllowance,
  body: z.strictObject({
    bucket: z.string().max(100),
    quantity,
    /** The first day on which they are gone; as long as the contract when left out. */
    endsBefore: countedDay.optional(),
    reason,
  }),
  reply: allowanceBalance,
  status: 201,
  creates: true,
  problems: ["not_found", "refused", "conflict"],
});

export const adjustAllowance = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/allowances/{planId}/{key}/adjustments",
  tag: "allowances",
  summary: "Adds units to what was granted together, or takes from it (ALW2).",
  params: oneAllowance,
  body: z.strictObject({ lot: z.string().max(500), quantity, reason }),
  reply: allowanceBalance,
  status: 201,
  creates: true,
  problems: ["not_found", "refused", "conflict"],
});
