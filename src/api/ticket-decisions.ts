/** What is decided about a ticket after it was opened: anew (ENT11), by a person (ENT4, ENT9), or that it goes on in another. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { decision } from "./entitlements.ts";
import { about, held, ticket, ticketRow, ticketTarget } from "./tickets.ts";
import { byId, id, isoInstant } from "./values.ts";

/** How a ticket stands by a decision. */
const standing = z.object({
  decision,
  outcome: ticketRow.shape.outcome,
  plan: ticketRow.shape.plan,
  contractNumber: z.string().nullable(),
  targets: z.array(ticketTarget),
  handling: ticketRow.shape.handling,
  held: held.nullable(),
});
export type TicketStanding = z.infer<typeof standing>;

export const redecideTicket = endpoint({
  method: "POST",
  path: "/api/v1/tickets/{id}/redecision",
  tag: "tickets",
  summary: "Shows what a change of what a ticket is about would decide, before anything is saved (ENT11).",
  params: byId,
  body: about,
  reply: z.object({
    /** Whether outcome or cover would be another. */
    differs: z.boolean(),
    /** What the policy says of another cover; with "ask" the change must say `cover`. */
    policy: z.enum(["keep", "switch", "ask"]),
    before: standing,
    /** By the new decision. */
    switched: standing,
    /** With the cover kept; the same as `switched` where it does not differ. */
    kept: standing,
  }),
  problems: ["not_found", "refused"],
});

export const listTicketDecisions = endpoint({
  method: "GET",
  path: "/api/v1/tickets/{id}/decisions",
  tag: "tickets",
  summary: "What was decided about a ticket, by the engine or by a person, the first first (ENT11).",
  params: byId,
  reply: z.object({
    rows: z.array(
      z.object({
        ordinal: z.number().int(),
        cause: z.enum(["opened", "changed", "chosen", "overridden"]),
        /** false: the cover of before was kept. */
        taken: z.boolean(),
        /** What was changed of the ticket, by the names of what was and is. */
        changes: z.array(z.object({ what: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
        reason: z.string().nullable(),
        at: isoInstant,
        byName: z.string(),
        chosenCoverageId: id.nullable(),
        decisionId: id,
        decision,
      }),
    ),
  }),
  problems: ["not_found"],
});

export const mergeTicket = endpoint({
  method: "POST",
  path: "/api/v1/tickets/{id}/merge",
  tag: "tickets",
  summary: "Closes a ticket whose matter goes on in another of the same account; what it drew of an allowance is given back.",
  params: byId,
  body: z.strictObject({
    /** By id or number. */
    into: z.union([id, z.string().regex(/^[Tt]-?\d{1,18}$/)]),
  }),
  reply: ticket,
  problems: ["not_found", "refused"],
});

const why = z.string().trim().min(1, "say why").max(2000);

export const overrideTicket = endpoint({
  method: "POST",
  path: "/api/v1/tickets/{id}/override",
  tag: "tickets",
  summary: "Lets a held ticket be served all the same, as an exception on the caller's word (ENT9).",
  params: byId,
  body: z.strictObject({ reason: why }),
  reply: ticket,
  problems: ["not_found", "refused"],
});

export const chooseCover = endpoint({
  method: "POST",
  path: "/api/v1/tickets/{id}/choice",
  tag: "tickets",
  summary: "Settles an undecided ticket: which of the equals covers it (ENT4).",
  params: byId,
  body: z.strictObject({ coverageId: id, reason: why }),
  reply: ticket,
  problems: ["not_found", "refused"],
});
