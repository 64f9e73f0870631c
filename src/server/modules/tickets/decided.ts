/** What a decision after the opening does to a ticket, as pure steps: anew (ENT11), by a person (ENT4, ENT9), or that it goes on in another. */

import type { Promised } from "./clock.ts";
import { clocksAfter, retargeted } from "./clocks.ts";
import { noticed } from "./acts.ts";
import { refused } from "./status.ts";
import { type About, type Act, type Change, type InHand, revised, settled, type Standing, type Ticket, told } from "./ticket.ts";

/** What was decided anew. */
export type MadeAnew = {
  readonly changes: readonly Change[];
  /** The decision that was made, whether or not the ticket goes by it. */
  readonly decisionId: string;
  /** false: the cover of before is kept. */
  readonly taken: boolean;
  readonly standing: Standing;
  readonly promised: readonly Promised[];
  /** What the customer is told about their cover; null for nothing. */
  readonly notice: string | null;
};

/** A ticket decided anew because something that it is about has changed. */
export type Redecided = MadeAnew & { readonly about: About };

/** About something else, under what was decided anew or kept: its clocks follow (SLA4), and each change is told. */
export function redecided(inHand: InHand, by: Redecided, act: Act, newId: () => string): InHand {
  const ticket: Ticket = { ...inHand.ticket, ...by.about, ...by.standing };
  let now: InHand = { ...inHand, ticket };
  for (const words of changeWords(inHand.ticket, by)) now = told(now, words, act);
  const { decisionId, taken, changes } = by;
  const entry = { decisionId, cause: "changed", taken, changes, coverageId: null, reason: null, ...act } as const;
  const clocks = clocksUnder(inHand, ticket, by.promised, act.at, newId);
  return noticed({ ...now, clocks, decided: [...now.decided, entry] }, by.notice, act.at);
}

/**
 * Reopened by a customer's words, under what was decided anew because what it had drawn could not be drawn again (ALW4): the desk is told
 * why, the customer of their cover.
 */
export function reopenedAnew(inHand: InHand, by: MadeAnew, act: Act, newId: () => string): InHand {
  const { decisionId, taken, changes } = by;
  const entry = { decisionId, cause: "changed", taken, changes, coverageId: null, reason: null, ...act } as const;
  const clocks = clocksUnder(inHand, inHand.ticket, by.promised, act.at, newId);
  const { at } = act;
  const why = { kind: "note", body: notDrawnAgain, authorId: null, authorName: "Support", at } as const;
  const now = noticed({ ...inHand, clocks, decided: [...inHand.decided, entry] }, by.notice, at);
  return settled({ ...now, said: [...now.said, why] }, at);
}

const notDrawnAgain =
  "What this ticket had drawn of an allowance was given back, and could not be drawn again: it was decided anew, as of now. Both decisions are kept.";

/** On its own again: the ticket in which it went on is another customer's by now. */
export function parted(inHand: InHand, act: Act): InHand {
  return told({ ...inHand, ticket: { ...inHand.ticket, mergedInto: null } }, "It goes on by itself again.", act);
}

/** One customer's names are not another's to read: of a ticket that goes to another account they stand with the decision alone. */
function changeWords(before: Ticket, { about, changes }: Redecided): string[] {
  const isElsewhere = before.accountId !== null && about.accountId !== before.accountId;
  const names = ["Account", "Contact", "Asset", "Product"];
  const tellable = changes.filter(({ what }) => !(isElsewhere && names.includes(what)));
  const words = tellable.map(({ what, from, to }) => `${what} changed from ${from ?? "none"} to ${to ?? "none"}.`);
  return isElsewhere ? ["Moved to another account.", ...words] : words;
}

/** Where nothing covers it, what was promised stands. */
function clocksUnder(
  inHand: InHand,
  ticket: Ticket,
  promised: readonly Promised[],
  at: Temporal.Instant,
  newId: () => string,
): InHand["clocks"] {
  return clocksAfter(retargeted(inHand.clocks, ticket, promised, at, newId), inHand.ticket, ticket, at);
}

/** Settled by a person: under the one of the equals that they chose (ENT4). */
export function chosen(
  inHand: InHand,
  choice: { readonly coverageId: string; readonly contractId: string | null; readonly words: string; readonly reason: string },
  promised: readonly Promised[],
  act: Act,
  newId: () => string,
): InHand {
  const { coverageId, contractId, reason, words } = choice;
  const standing = { outcome: "entitled", chosenCoverageId: coverageId, contractId, handling: null, held: null } as const;
  const ticket: Ticket = { ...inHand.ticket, ...standing };
  const { decisionId } = ticket;
  const entry = { decisionId, cause: "chosen", taken: true, changes: [], coverageId, reason, ...act } as const;
  const clocks = clocksUnder(inHand, ticket, promised, act.at, newId);
  return revised({ ...told({ ...inHand, ticket }, words, act), clocks, decided: [...inHand.decided, entry] }, act.at);
}

/** Served all the same, on the word of whoever acts. Throws `refused` (ENT9) unless it is held. */
export function overridden(inHand: InHand, reason: string, notice: string, act: Act): InHand {
  if (inHand.ticket.held === null) throw refused("This ticket is not held: there is nothing to override.", { rule: "ENT9" });
  const ticket: Ticket = { ...inHand.ticket, held: null, overridden: true };
  const { decisionId } = ticket;
  const entry = { decisionId, cause: "overridden", taken: true, changes: [], coverageId: null, reason, ...act } as const;
  const now = told({ ...inHand, ticket, decided: [...inHand.decided, entry] }, "Let through: it is served without cover.", act);
  return revised(noticed(now, notice, act.at), act.at);
}

/** Two tickets that are one matter. */
export type Merged = { readonly from: InHand; readonly into: InHand };

/** The one closed, and both told. `numbers` are as people say them. Throws `refused` (TIC5) where they cannot be one. */
export function merged({ from, into }: Merged, numbers: { readonly from: string; readonly into: string }, act: Act): Merged {
  const ticket: Ticket = { ...from.ticket, status: "closed", statusSince: act.at, mergedInto: into.ticket.id };
  const clocks = clocksAfter(from.clocks, from.ticket, ticket, act.at);
  return {
    from: revised(told({ ...from, ticket, clocks }, `Merged into ${numbers.into}: it goes on there.`, act), act.at),
    into: revised(told(into, `${numbers.from} was merged into this ticket.`, act), act.at),
  };
}
