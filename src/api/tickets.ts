/** Tickets on the wire (TIC, first floor): opened from a check, kept with their decision and promised targets. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { decision, question } from "./entitlements.ts";
import { byId, channel, id, isoInstant, page, pageQuery, severity } from "./values.ts";

/** A message may hold a long log, not a book. */
export const maxMessageLength = 200_000;

export const ticketStatus = z.enum(["new", "on_hand", "waiting_customer", "waiting_vendor", "solved", "closed", "cancelled"]);
export type TicketStatus = z.infer<typeof ticketStatus>;

/** What a ticket waits for before anybody may work on it (ENT7): cover, or a quote that is approved. */
export const held = z.enum(["not_covered", "quote"]);
export type Held = z.infer<typeof held>;

/** Where a ticket may go from each status (TIC3); from closed and cancelled only within a window. Pages offer these, the server holds to them. */
export const nextStatuses: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ["on_hand", "waiting_customer", "waiting_vendor", "solved", "cancelled"],
  on_hand: ["waiting_customer", "waiting_vendor", "solved", "cancelled"],
  waiting_customer: ["on_hand", "waiting_vendor", "solved", "cancelled"],
  waiting_vendor: ["on_hand", "waiting_customer", "solved", "cancelled"],
  solved: ["on_hand", "closed"],
  closed: ["on_hand"],
  cancelled: ["on_hand"],
};

/** Where a held ticket may go (ENT7): nobody works on it, so it is neither taken on hand nor solved. */
export const nextStatusesHeld: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ["waiting_customer", "cancelled"],
  on_hand: ["new", "waiting_customer", "cancelled"],
  waiting_customer: ["new", "cancelled"],
  waiting_vendor: ["new", "waiting_customer", "cancelled"],
  solved: ["new", "closed"],
  closed: ["new"],
  cancelled: ["new"],
};

export const ticketTarget = z.object({
  name: z.string(),
  state: z.enum(["running", "paused", "met", "met_late", "breached"]),
  /** null while paused. */
  dueAt: isoInstant.nullable(),
  metAt: isoInstant.nullable(),
  startedAt: isoInstant,
  /** In the plan's words, such as "1 h of working time". */
  promise: z.string(),
});

export const ticketRow = z.object({
  id,
  /** As people say it: T-10482. */
  number: z.string(),
  subject: z.string(),
  status: ticketStatus,
  severity,
  channel,
  outcome: z.enum(["entitled", "not_entitled", "undecided"]),
  plan: z.string().nullable(),
  /** What the policy does with a ticket that is not covered (ENT7); null: covered or undecided, and for a customer's contact. */
  handling: z.enum(["observe", "advise", "enforce", "bill"]).nullable(),
  held: held.nullable(),
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  contactName: z.string().nullable(),
  assetId: id.nullable(),
  assetSerial: z.string().nullable(),
  productName: z.string().nullable(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  openedAt: isoInstant,
  changedAt: isoInstant,
  /** The soonest target not yet met, or null when none runs. */
  nextDue: z.object({ name: z.string(), dueAt: isoInstant }).nullable(),
});
export type TicketRow = z.infer<typeof ticketRow>;

export const message = z.object({
  id,
  /** A notice tells the customer about their cover; a note never leaves the desk. */
  kind: z.enum(["description", "reply", "customer_reply", "note", "event", "notice"]),
  body: z.string(),
  authorName: z.string(),
  at: isoInstant,
});

const otherTicket = z.object({ id, number: z.string(), subject: z.string() });

export const ticket = ticketRow.extend({
  contactId: id.nullable(),
  productId: id.nullable(),
  contractNumber: z.string().nullable(),
  messages: z.array(message),
  targets: z.array(ticketTarget),
  decision: decision,
  decisionId: id,
  /** Of several that cover equally, the one that a person chose (ENT4). */
  chosenCoverageId: id.nullable(),
  /** On whose word it is served without cover, and why; null for a customer's contact. */
  overridden: z.object({ byName: z.string(), at: isoInstant, reason: z.string() }).nullable(),
  /** The ticket in which its matter goes on. */
  mergedInto: otherTicket.nullable(),
  /** Those whose matter goes on in this one. */
  merged: z.array(otherTicket),
  /** For `If-Match`. */
  revision: z.number().int(),
});
export type Ticket = z.infer<typeof ticket>;

export const openTicket = endpoint({
  method: "POST",
  path: "/api/v1/tickets",
  tag: "tickets",
  summary: "Opens a ticket: decides who covers it, keeps the decision, starts its clocks.",
  body: z.strictObject({
    question: question.omit({ at: true, knownAt: true, record: true }),
    subject: z.string().trim().min(1, "say in a few words what it is about").max(300),
    description: z.string().max(maxMessageLength).default(""),
    /** How it came. A customer's contact who leaves it out asks through the portal; everybody else says it. */
    channel: channel.optional(),
    severity,
    /** The recorded check that holds a unit of an allowance for it. */
    heldBy: id.optional(),
  }),
  reply: ticket,
  status: 201,
  creates: true,
  problems: ["refused"],
});

export const listTickets = endpoint({
  method: "GET",
  path: "/api/v1/tickets",
  tag: "tickets",
  summary: "Tickets, the most urgent first unless sorted otherwise.",
  query: pageQuery.extend({
    q: z.string().trim().max(200).optional(),
    status: z.enum(["open", "all", ...ticketStatus.options]).default("open"),
    severity: z.coerce.number().pipe(severity).optional(),
    outcome: z.enum(["entitled", "not_entitled", "undecided"]).optional(),
    /** Those that wait for cover, for a quote, or for either. */
    held: z.enum([...held.options, "any"]).optional(),
    accountId: id.optional(),
    assetId: id.optional(),
    assignee: z.enum(["me", "nobody", "anybody"]).default("anybody"),
    sort: z.enum(["urgency", "newest", "changed"]).default("urgency"),
  }),
  reply: page(ticketRow).extend({ total: z.number().int() }),
  problems: ["not_found"],
});

export const getTicket = endpoint({
  method: "GET",
  path: "/api/v1/tickets/{id}",
  tag: "tickets",
  summary: "A ticket by id or by number (T-10482), with its conversation, targets and decision.",
  params: z.object({ id: z.union([id, z.string().regex(/^[Tt]-?\d{1,18}$/)]) }),
  reply: ticket,
  problems: ["not_found"],
});

export const addMessage = endpoint({
  method: "POST",
  path: "/api/v1/tickets/{id}/messages",
  tag: "tickets",
  summary:
    "Replies to the customer, notes what the customer said, or leaves an internal note; may change the status in the same step. The reply is the ticket that has the message: what a customer says on a merged ticket is heard on the one in which it goes on.",
  params: byId,
  body: z.strictObject({
    kind: z.enum(["reply", "customer_reply", "note"]),
    body: z.string().trim().min(1, "write something first").max(maxMessageLength),
    status: ticketStatus.optional(),
  }),
  reply: ticket,
  status: 201,
  creates: true,
  problems: ["not_found", "refused"],
});

/** What a ticket is about, who asks and how: another of these is decided anew (ENT11). What is left out stays as it is. */
export const about = z.strictObject({
  /** An asset or contact of another account goes with the account that it is left for. */
  accountId: id.nullable().optional(),
  contactId: id.nullable().optional(),
  assetId: id.nullable().optional(),
  /** An asset tells its own product. */
  productId: id.nullable().optional(),
  channel: channel.optional(),
  severity: severity.optional(),
});

export const changeTicket = endpoint({
  method: "PATCH",
  path: "/api/v1/tickets/{id}",
  tag: "tickets",
  summary:
    "Changes status, subject, who has it, or what it is about, which is decided anew; needs `If-Match` with the revision last seen.",
  params: byId,
  body: about.extend({
    status: ticketStatus.optional(),
    subject: z.string().trim().min(1).max(300).optional(),
    /** "me", a user's id, or null for nobody. */
    assignee: z.string().nullable().optional(),
    /** Where cover would be another: stay with what it was decided under, or go by the new decision. Asked for where the policy asks. */
    cover: z.enum(["keep", "switch"]).optional(),
  }),
  reply: ticket,
  problems: ["not_found", "stale_version", "version_required", "refused"],
});
