/** Entitlement checks on the wire (ENT): questions, decisions, recorded decisions and their replay. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { handlingKind } from "./policy.ts";
import { byId, channel, id, inCountedYears, isoDate, isoInstant, money, severity } from "./values.ts";

/** Questions that one batch may hold: about half a second's work. */
export const maxBatch = 10_000;

const clue = z.string().trim().min(1).max(200);

/** "2026-03-20T23:30:00Z", or a local time without zone, which is the asset's account's; a day alone is its first instant. */
export const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/,
    "write a moment as 2026-03-20T23:30, with Z or +02:00 at its end for a zone of its own",
  )
  .regex(inCountedYears, "ask about a moment of the years 1900 to 2999");

export const question = z.strictObject({
  serial: clue.optional(),
  assetTag: clue.optional(),
  email: clue.optional(),
  phone: clue.optional(),
  contractNumber: clue.optional(),
  account: clue.optional(),
  product: clue.optional(),
  channel: channel.optional(),
  severity: severity.optional(),
  service: clue.optional(),
  at: moment.optional(),
  knownAt: moment.optional(),
  /** Keep the decision so that it can be shown and replayed later (ENT12). */
  record: z.boolean().optional(),
});
export type AskedQuestion = z.infer<typeof question>;

const reason = z.object({ rule: z.string(), text: z.string() });
const scope = z.enum(["asset", "product", "site", "account"]);
const admits = <T extends z.ZodType>(of: T) =>
  z.union([z.literal("any"), z.literal("none"), z.object({ only: z.array(of).min(1) })]);

const source = z.object({
  kind: z.enum(["contract", "warranty", "default_plan"]),
  contractNumber: z.string().optional(),
  lineNumber: z.string().optional(),
  plan: z.string(),
  scope,
  startsOn: isoDate,
  endsBefore: isoDate.nullable(),
});

/** Of one bucket of an allowance, or under one of its limits, in the period that holds the day; in tickets, minutes or minor units. */
export const allowanceLeft = z.object({
  allowance: z.string(),
  bucket: z.string(),
  /** "Of which at most so many": null for the bucket itself. */
  limit: z.string().nullable(),
  unit: z.enum(["tickets", "minutes", "money"]),
  per: z.enum(["term", "contract_year", "quarter", "contract_month", "calendar_month"]),
  channels: admits(channel),
  products: admits(id),
  severities: admits(severity),
  granted: z.number().int(),
  /** Set aside for what is asked or open and draws later. */
  held: z.number().int(),
  used: z.number().int(),
  left: z.number().int(),
  /** Used beyond what was granted. */
  over: z.number().int(),
  /** What becomes of a request for which nothing is left. */
  beyond: z.enum(["refuse", "count", "bill"]),
  startsOn: isoDate,
  /** null: the term of a contract without end. */
  endsBefore: isoDate.nullable(),
});

const candidate = source.extend({
  coverageId: id.nullable(),
  contractId: id.nullable(),
  planId: id,
  tier: z.enum(["asset", "parent_asset", "product", "site", "account", "default_plan"]),
  service: z.string(),
  allowances: z.array(allowanceLeft),
  ruledOutBy: reason.nullable(),
});

const nearMiss = reason.extend({
  change: z.enum(["channel", "contact", "date", "renewal", "severity", "subject"]),
  contractNumber: z.string().optional(),
  from: isoDate.optional(),
  /** What it cost a year and would again, for a renewal. */
  yearly: money.optional(),
});

export const target = z.object({
  name: z.string(),
  severity,
  unit: z.enum(["working_time", "working_days", "calendar_days", "elapsed"]),
  amount: z.number(),
  dueAt: isoInstant,
});

const subject = z.object({
  id,
  accountId: id,
  serial: z.string().nullable(),
  tag: z.string().nullable(),
  productId: id.nullable(),
  productName: z.string().nullable(),
  productPath: z.array(id),
  version: z.string().nullable(),
  siteId: id.nullable(),
  siteName: z.string().nullable(),
  environment: z.string().nullable(),
  status: z.enum(["in_use", "spare", "retired"]),
  ancestorIds: z.array(id),
});

const account = z.object({
  id,
  reference: z.string().nullable(),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  ancestorIds: z.array(id),
});

const contact = z.object({
  id,
  accountId: id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  namedCaller: z.boolean(),
  /** Its place among the account's named callers, the one known longest being 1. */
  namedPlace: z.number().int().optional(),
});

/** What is done with a no (ENT7). To a customer's contact without the handling and the rule behind it. */
const handling = z.object({
  handling: handlingKind.nullable(),
  ruleKey: z.string().nullable(),
  reasons: z.array(reason),
  isServed: z.boolean(),
  awaitsQuote: z.boolean(),
  tellsRequester: z.boolean(),
});

export const decision = z.object({
  /** Present when the decision was recorded. */
  id: id.optional(),
  outcome: z.enum(["entitled", "not_entitled", "undecided"]),
  source: source.nullable(),
  reasons: z.array(reason),
  candidates: z.array(candidate),
  nearMisses: z.array(nearMiss),
  conditions: z.array(z.object({ term: z.enum(["channel", "contact", "severity"]), text: z.string() })),
  targets: z.array(target),
  subject: subject.nullable(),
  account: account.nullable(),
  contact: contact.nullable(),
  didYouMean: z.array(z.object({ serial: z.string(), assetId: id, accountName: z.string(), productName: z.string().nullable() })),
  steps: z.array(reason),
  question: question.omit({ at: true, knownAt: true, record: true }),
  at: isoInstant,
  knownAt: isoInstant,
  /** Null unless it is a no. */
  handling: handling.nullable(),
});
export type DecisionReply = z.infer<typeof decision>;

const mayHold = question
  .extend({
    /** Also hold a unit of the allowance it would draw on, for half an hour, for a ticket to be opened (ALW4). */
    hold: z.boolean().optional(),
  })
  .refine(({ hold, record }) => hold !== true || record === true, {
    path: ["record"],
    message: "a check that holds is kept: ask with record as well",
  })
  .refine(({ hold, at, knownAt }) => hold !== true || (at === undefined && knownAt === undefined), {
    path: ["hold"],
    message: "a check that holds is about now: leave out at and knownAt",
  })
  .refine(({ hold, channel: by, severity: how }) => hold !== true || (by !== undefined && how !== undefined), {
    path: ["hold"],
    message: "say by which channel and at which severity: what is held depends on it",
  });

export const checkEntitlement = endpoint({
  method: "POST",
  path: "/api/v1/entitlement-checks",
  tag: "entitlements",
  summary: "Is it covered? Nothing is written unless `record` is true.",
  body: mayHold,
  reply: decision.extend({
    /** Until when a unit is held; null where nothing was asked to be, or nothing need be. */
    held: z.object({ until: isoInstant }).nullable(),
  }),
  transaction: "none",
});

export const checkEntitlements = endpoint({
  method: "POST",
  path: "/api/v1/entitlement-checks/batch",
  tag: "entitlements",
  summary: "Up to 10,000 questions at once; the decisions come back in the same order.",
  body: z.strictObject({ questions: z.array(question).max(maxBatch, `ask at most ${maxBatch} questions at once`) }),
  reply: z.object({ decisions: z.array(decision) }),
  transaction: "none",
});

export const getDecision = endpoint({
  method: "GET",
  path: "/api/v1/decisions/{id}",
  tag: "entitlements",
  summary: "A recorded decision as it was made.",
  params: byId,
  reply: z.object({ id, decidedAt: isoInstant, decision }),
  problems: ["not_found"],
});

export const replayDecision = endpoint({
  method: "POST",
  path: "/api/v1/decisions/{id}/replay",
  tag: "entitlements",
  summary: "Decides again from the facts kept with the decision, and says whether the answer is the same (ENT13).",
  params: byId,
  reply: z.object({ same: z.boolean(), recorded: decision, replayed: decision }),
  problems: ["not_found"],
  transaction: "read",
});
