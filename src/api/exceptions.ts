/** Exceptions on the wire (ENT9): what was served without entitlement, and what became of it; and tasks for people. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { handlingKind } from "./policy.ts";
import { byId, id, inCountedYears, isoDate, isoInstant, money, page, pageQuery } from "./values.ts";

const countedDay = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");

/** `covered`: a contract signed or amended later covers it; said when read, or by somebody. */
export const exceptionStatus = z.enum(["open", "renewed", "quoted", "written_off", "covered"]);

export const exceptionRow = z.object({
  id,
  /** "X-1001". */
  number: z.string(),
  status: exceptionStatus,
  ticketId: id,
  ticketNumber: z.string(),
  ticketSubject: z.string(),
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  assetId: id.nullable(),
  serial: z.string().nullable(),
  productName: z.string().nullable(),
  /** Why it was not entitled, in the decision's words. */
  reason: z.string(),
  /** What policy said; enforce or bill: somebody who may served it all the same. */
  handling: handlingKind,
  approvedBy: z.string().nullable(),
  openedAt: isoInstant,
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  minutes: z.number().int(),
  /** The work on its ticket that books to no contract, at the hourly rate of the account's currency; null without a rate, and for who sees hours only. */
  cost: money.nullable(),
  revision: z.number().int(),
});
export type ExceptionRow = z.infer<typeof exceptionRow>;

const exceptionFilter = z.object({
  status: exceptionStatus.optional(),
  accountId: id.optional(),
  /** Days on which it was opened where its account is, both included; in UTC where nobody knows whose it is. */
  from: countedDay.optional(),
  through: countedDay.optional(),
  /** Part of the number, the ticket's number or subject, the serial, or the account's name. */
  q: z.string().trim().max(200).optional(),
  assignee: z.enum(["me", "nobody", "anybody"]).default("anybody"),
  /** "cost": the most work first, for amounts of several currencies cannot be compared. */
  sort: z.enum(["newest", "oldest", "cost", "account"]).default("newest"),
});

export const listExceptions = endpoint({
  method: "GET",
  path: "/api/v1/exceptions",
  tag: "exceptions",
  summary: "What was served without entitlement, what it has cost so far and what became of it.",
  query: pageQuery.extend(exceptionFilter.shape),
  reply: page(exceptionRow).extend({
    total: z.number().int(),
    totalMinutes: z.number().int(),
    /** By currency; empty for who sees hours only. */
    totalCost: z.array(money),
  }),
  problems: ["not_found"],
});

const contractHistory = z.object({
  contractId: id,
  contractNumber: z.string(),
  lineNumber: z.string(),
  plan: z.string(),
  scope: z.enum(["asset", "product", "site", "account"]),
  startsOn: isoDate,
  /** The last day covered; null: open-ended. */
  lastOn: isoDate.nullable(),
  endReason: z.enum(["term", "removed", "cancelled"]),
  yearlyValue: money.nullable(),
  recordedAt: isoInstant,
});

export const exceptionDetail = exceptionRow.extend({
  decisionId: id,
  outcomeNote: z.string(),
  closed: z.object({ at: isoInstant, by: z.string() }).nullable(),
  /** What covers or covered the asset, its site, its product or its account; the latest first. */
  history: z.array(contractHistory),
  /** What made it `covered` when read: the contract. */
  coveredBy: z.object({ contractId: id, contractNumber: z.string() }).nullable(),
  /** The cost as it grew, by month of the work, adding up. */
  growth: z.array(z.object({ month: z.string(), minutes: z.number().int(), cost: money.nullable() })),
  /** The contract whose renewal would cover it, where one ended, what it cost a year, and the sentence of the decision. */
  renewal: z
    .object({
      contractId: id.nullable(),
      contractNumber: z.string().nullable(),
      endedOn: isoDate.nullable(),
      yearly: money.nullable(),
      text: z.string().nullable(),
    })
    .nullable(),
});
export type ExceptionDetail = z.infer<typeof exceptionDetail>;

export const getException = endpoint({
  method: "GET",
  path: "/api/v1/exceptions/{id}",
  tag: "exceptions",
  summary: "An exception by id or number (X-1001), with the contract history of what it is about and how its cost grew.",
  params: z.object({ id: z.string().max(50) }),
  reply: exceptionDetail,
  problems: ["not_found"],
});

export const changeException = endpoint({
  method: "PATCH",
  path: "/api/v1/exceptions/{id}",
  tag: "exceptions",
  summary: "Says what became of an exception, or who works on it. A note goes with whatever became of it.",
  params: byId,
  body: z.strictObject({
    status: exceptionStatus.optional(),
    note: z.string().trim().max(2000).optional(),
    /** "me", a colleague's user id, or null for nobody. */
    assignee: z.string().max(100).nullable().optional(),
  }),
  reply: exceptionDetail,
  problems: ["not_found", "refused", "stale_version", "version_required"],
});

export const exportExceptions = endpoint({
  method: "GET",
  path: "/api/v1/exceptions/export",
  tag: "exceptions",
  summary: "The exceptions that the filter leaves, as CSV or XLSX.",
  query: exceptionFilter.extend({ format: z.enum(["csv", "xlsx"]) }),
  reply: z.unknown(),
  problems: ["too_large"],
});

export const taskKind = z.enum(["renewal", "identify", "undecided"]);

export const taskRow = z.object({
  id,
  /** renewal: win the customer back; identify: find out who asked; undecided: choose between candidates. */
  kind: taskKind,
  status: z.enum(["open", "done"]),
  title: z.string(),
  detail: z.string(),
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  assetId: id.nullable(),
  serial: z.string().nullable(),
  ticketId: id.nullable(),
  ticketNumber: z.string().nullable(),
  exceptionId: id.nullable(),
  exceptionNumber: z.string().nullable(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  dueOn: isoDate.nullable(),
  note: z.string(),
  openedAt: isoInstant,
  done: z.object({ at: isoInstant, by: z.string() }).nullable(),
  revision: z.number().int(),
});
export type TaskRow = z.infer<typeof taskRow>;

export const listTasks = endpoint({
  method: "GET",
  path: "/api/v1/tasks",
  tag: "exceptions",
  summary: "What people are asked to do: the soonest due first.",
  query: pageQuery.extend({
    kind: taskKind.optional(),
    status: z.enum(["open", "done", "all"]).default("open"),
    accountId: id.optional(),
    assignee: z.enum(["me", "nobody", "anybody"]).default("anybody"),
  }),
  reply: page(taskRow).extend({ total: z.number().int() }),
});

export const changeTask = endpoint({
  method: "PATCH",
  path: "/api/v1/tasks/{id}",
  tag: "exceptions",
  summary: "Marks a task done or open again, gives it to somebody, or notes something.",
  params: byId,
  body: z.strictObject({
    done: z.boolean().optional(),
    assignee: z.string().max(100).nullable().optional(),
    note: z.string().trim().max(2000).optional(),
    dueOn: countedDay.nullable().optional(),
  }),
  reply: taskRow,
  problems: ["not_found", "refused", "stale_version", "version_required"],
});
