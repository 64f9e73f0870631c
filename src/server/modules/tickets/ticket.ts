/** A ticket in hand: what it is, what it carries of its decision, and what is said and decided in an act on it. */

import type { Held, TicketStatus } from "#api/tickets.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";
import type { Handling } from "#core/policy/index.ts";
import { type Clock, dueWhileRunning, readFace } from "./clock.ts";

/** What a ticket is about, who asks and how: another of these is decided anew (ENT11). */
export type About = {
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly assetId: string | null;
  readonly productId: string | null;
  readonly channel: Channel;
  readonly severity: Severity;
};

/** What a ticket carries of what was decided about it. */
export type Standing = {
  readonly decisionId: string;
  readonly outcome: "entitled" | "not_entitled" | "undecided";
  /** What it was found, or settled, to be entitled under. */
  readonly contractId: string | null;
  /** Of several equals, the one that a person chose (ENT4). */
  readonly chosenCoverageId: string | null;
  /** What the policy does with its no (ENT7); null without one. */
  readonly handling: Handling | null;
  /** What it waits for before anybody may work on it. */
  readonly held: Held | null;
  /** Served all the same, on a lead's word (ENT9). */
  readonly overridden: boolean;
};

export type Ticket = About &
  Standing & {
    readonly id: string;
    readonly subject: string;
    readonly status: TicketStatus;
    readonly statusSince: Temporal.Instant;
    readonly assigneeId: string | null;
    /** The ticket in which its matter goes on. */
    readonly mergedInto: string | null;
    readonly openedAt: Temporal.Instant;
    readonly openedBy: string;
    readonly changedAt: Temporal.Instant;
    readonly revision: number;
    /** The soonest target that runs, whether or not it has passed. */
    readonly nextDueAt: Temporal.Instant | null;
  };

export type MessageKind = "description" | "reply" | "customer_reply" | "note" | "event" | "notice";
/** What was said or what happened; its place in the conversation is its place in the list. */
export type Said = {
  readonly kind: MessageKind;
  readonly body: string;
  readonly authorId: string | null;
  readonly authorName: string;
  readonly at: Temporal.Instant;
};

/** Something that was changed of a ticket, by the names of what was and what is. */
export type Change = { readonly what: string; readonly from: string | null; readonly to: string | null };

/** A decision about a ticket, by the engine or by a person (ENT11). */
export type Decided = {
  readonly decisionId: string;
  readonly cause: "opened" | "changed" | "chosen" | "overridden";
  /** false: the cover of before was kept. */
  readonly taken: boolean;
  readonly changes: readonly Change[];
  readonly coverageId: string | null;
  /** Of a person who decided. */
  readonly reason: string | null;
  readonly authorId: string | null;
  readonly authorName: string;
  readonly at: Temporal.Instant;
};

/** Whether it is a decision of the engine about what the ticket is about then; people decide by the one that is there. */
export const isMade = ({ cause }: Pick<Decided, "cause">): boolean => cause === "opened" || cause === "changed";

/** A ticket in hand: with its clocks, and what is said and decided in this act. */
export type InHand = {
  readonly ticket: Ticket;
  readonly clocks: readonly Clock[];
  readonly said: readonly Said[];
  readonly decided: readonly Decided[];
};

/** Who acts, and when. */
export type Act = { readonly authorId: string | null; readonly authorName: string; readonly at: Temporal.Instant };

/** With an event told in the conversation. */
export function told(inHand: InHand, body: string, act: Act): InHand {
  return { ...inHand, said: [...inHand.said, { kind: "event", body, ...act }] };
}

/** As a new revision. */
export function revised(inHand: InHand, at: Temporal.Instant): InHand {
  const { ticket } = inHand;
  return settled({ ...inHand, ticket: { ...ticket, changedAt: at, revision: ticket.revision + 1 } }, at);
}

/** With the soonest due of its running clocks, by which lists sort. */
export function settled(inHand: InHand, at: Temporal.Instant): InHand {
  const dues = inHand.clocks.map((clock) => dueWhileRunning(readFace(clock, at))).filter((due) => due !== null);
  const nextDueAt = dues.toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null;
  return { ...inHand, ticket: { ...inHand.ticket, nextDueAt } };
}
