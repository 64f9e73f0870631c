/** Deciding a ticket anew because something that it is about has changed (ENT11). */

import * as entitlements from "#modules/entitlements/entitlements.ts";
import * as policies from "#modules/policies/policies.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { type AskedAbout, turned } from "./about.ts";
import { coverOf, covering, equalsOf } from "./cover.ts";
import type { MadeAnew, Redecided } from "./decided.ts";
import { eventOf } from "./ledger.ts";
import { selectMadeLast } from "./list-store.ts";
import { standsBy } from "./standing.ts";
import { statusWords } from "./status.ts";
import type { InHand, Standing, Ticket } from "./ticket.ts";

export type CoverKept = "keep" | "switch";

export type Anew = {
  /** Whether outcome or cover would be another. */
  readonly differs: boolean;
  /** The new decision. */
  readonly recorded: entitlements.Recorded;
  /** By the new decision, and with the cover of before. */
  readonly ways: Readonly<Record<CoverKept, Redecided>>;
};

/**
 * The decision about the ticket turned to what is asked, made and recorded as of its opening, or of its reopening where it was then
 * decided anew, by what is known now; its own use of an allowance does not stand in its way. null where nothing changes. Throws `refused` (ENT11) for what does not go together.
 */
export async function decideAnew(ctx: Context, { ticket }: InHand, to: AskedAbout): Promise<Anew | null> {
  const before = await entitlements.recordedFor(ctx, ticket.decisionId);
  const turnedTo = await turned(ctx, ticket, to, await questionOf(ctx, ticket));
  if (turnedTo === null) return null;
  const { about, changes, question } = turnedTo;
  const recorded = await entitlements.decideAndRecord(ctx, question, { useId: ticket.id });
  const { standing, promised, notice } = standsBy(recorded, about.severity, ticket);
  const common = { about, changes, decisionId: recorded.id };
  const kept = coverOf(before.decision, before.basis.facts, about.severity, ticket.chosenCoverageId);
  return {
    differs: isOther({ standing: ticket, made: before }, { standing, made: recorded }),
    recorded,
    ways: {
      switch: { ...common, taken: true, standing, promised, notice },
      keep: { ...common, taken: false, standing: standingOf(ticket), promised: kept.promised, notice: null },
    },
  };
}

/**
 * The decision about a ticket as it is, made and recorded as of now, as for a new one: what entitles it is drawn with it (ALW3). It is
 * asked as the desk asks, whoever acts.
 */
export async function decideForNow(ctx: Context, ticket: Ticket): Promise<MadeAnew> {
  const { at: _, ...question } = await questionOf(ctx, ticket);
  const desk = { ...ctx, actor: { ...ctx.actor, contactId: null } };
  const event = eventOf("reopened", { revision: ticket.revision + 1 });
  const draw = { useId: ticket.id, kind: "opened", event } as const;
  const { channel, severity } = ticket;
  const recorded = await entitlements.decideAndRecord(desk, { ...question, channel, severity }, { draw });
  const changes = [{ what: "Status", from: statusWords[ticket.status], to: "reopened" }];
  return { changes, decisionId: recorded.id, taken: true, ...standsBy(recorded, severity) };
}

/** The question that was last asked about a ticket, with its moment. */
async function questionOf(ctx: Context, ticket: Ticket): Promise<entitlements.AskedQuestion> {
  const { basis } = await entitlements.recordedFor(ctx, await selectMadeLast(ctx.tx, ticket));
  const { record: _, knownAt: __, ...question } = basis.asked;
  return { ...question, at: basis.facts.at };
}

/** Which of the two ways is gone. Throws `refused` (ENT11) where cover would be another, the policy asks, and nobody has said. */
export async function wayOf(ctx: Context, { differs, ways }: Anew, cover: CoverKept | undefined): Promise<Redecided> {
  if (!differs) return ways.switch;
  const way = await policies.coverOnRedecision(ctx, cover ?? null);
  if (way !== "ask") return ways[way];
  const message = "say whether it stays under its cover (keep) or goes by the new decision (switch)";
  throw new Problem("refused", `Its cover would be another: ${message}.`, {
    rule: "ENT11",
    errors: [{ pointer: "/body/cover", message }],
  });
}

function standingOf(ticket: Ticket): Standing {
  const { decisionId, outcome, contractId, chosenCoverageId, handling, held, overridden } = ticket;
  return { decisionId, outcome, contractId, chosenCoverageId, handling, held, overridden };
}

type Covered = { readonly standing: Standing; readonly made: entitlements.Recorded };

function isOther(was: Covered, is: Covered): boolean {
  if (was.standing.outcome !== is.standing.outcome) return true;
  return was.standing.outcome === "undecided" ? equalsNamed(was) !== equalsNamed(is) : coverNamed(was) !== coverNamed(is);
}

/** The contract and the plan by which it is covered. */
function coverNamed({ standing: { chosenCoverageId }, made: { decision, basis } }: Covered): string | null {
  const found = covering(decision, basis.facts, chosenCoverageId);
  return found && `${found.candidate.contractId} ${found.plan.id}`;
}

function equalsNamed({ made: { decision } }: Covered): string {
  return equalsOf(decision)
    .map(({ coverageId }) => coverageId)
    .toSorted()
    .join();
}
