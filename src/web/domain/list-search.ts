/** What the addresses of lists and records may hold. What cannot be read is left out rather than refused: a link cut short still opens. */

import { z } from "zod";
import { documentKind } from "#api/billing.ts";
import { contractState } from "#api/contracts.ts";
import { exceptionStatus, taskKind } from "#api/exceptions.ts";
import { held, ticketStatus } from "#api/tickets.ts";
import { severity } from "#api/values.ts";

const text = z.string().max(200).optional().catch(undefined);

const listSearch = z.object({
  q: text,
  /** A column's id, with "-" before it for the greatest first. */
  sort: z
    .string()
    .regex(/^-?\w+$/)
    .optional()
    .catch(undefined),
});

export const accountsSearch = listSearch;
export const assetsSearch = listSearch.extend({
  status: z.enum(["in_use", "spare", "retired"]).optional().catch(undefined),
});
export const contractsSearch = listSearch.extend({
  state: contractState.optional().catch(undefined),
  /** Only those that want looking at. */
  attention: z.coerce.string().pipe(z.literal("true")).optional().catch(undefined),
});

const day = z.iso.date().optional().catch(undefined);
const reference = z.uuid().optional().catch(undefined);
const year = z.coerce.number().int().min(1900).max(2999).optional().catch(undefined);

export const invoicesSearch = listSearch.extend({
  kind: documentKind.optional().catch(undefined),
  accountId: reference,
  contractId: reference,
  runId: reference,
  /** Issued on or after, and on or before. */
  from: day,
  through: day,
});

/** The calendar year that budgets are looked at over; this one when left out. */
export const projectsSearch = listSearch.extend({ accountId: reference, year });

/** What is left out is as most people want it: open ones, of anybody, the most urgent first. */
export const ticketsSearch = z.object({
  q: text,
  status: z
    .enum(["all", ...ticketStatus.options])
    .optional()
    .catch(undefined),
  severity: z.coerce.number().pipe(severity).optional().catch(undefined),
  outcome: z.enum(["entitled", "not_entitled", "undecided"]).optional().catch(undefined),
  held: z
    .enum(["any", ...held.options])
    .optional()
    .catch(undefined),
  assignee: z.enum(["me", "nobody"]).optional().catch(undefined),
  accountId: z.uuid().optional().catch(undefined),
  assetId: z.uuid().optional().catch(undefined),
  sort: z.enum(["newest", "changed"]).optional().catch(undefined),
});

const anybodyBut = z.enum(["me", "nobody"]).optional().catch(undefined);

/** Open ones when left out, of anybody, the newest first. */
export const exceptionsSearch = z.object({
  q: text,
  status: z
    .enum(["all", ...exceptionStatus.options])
    .optional()
    .catch(undefined),
  accountId: reference,
  assignee: anybodyBut,
  /** Opened on or after, and on or before. */
  from: day,
  through: day,
  sort: z.enum(["oldest", "cost", "account"]).optional().catch(undefined),
});

/** Open ones when left out, of anybody. */
export const tasksSearch = z.object({
  sort: listSearch.shape.sort,
  status: z.enum(["done", "all"]).optional().catch(undefined),
  kind: taskKind.optional().catch(undefined),
  accountId: reference,
  assignee: anybodyBut,
});

/** Of a statement of an allowance: one bucket, and the days [from, before). */
export const statementSearch = z.object({ bucket: text, from: day, before: day });

/** The lens of a record's timeline: what was known at that moment. */
export const lensSearch = z.object({ knownAt: z.iso.datetime({ offset: true }).optional().catch(undefined) });

/** Both lenses: of which day, and as known when. */
export const lensesSearch = lensSearch.extend({ at: z.iso.date().optional().catch(undefined) });

/** A project: over which year, as known when. */
export const projectSearch = lensSearch.extend({ year });
