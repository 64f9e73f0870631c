/** Deciding with a draw: what entitles is drawn in the same transaction, else it is decided again by what is left (ALW3, ALW8). */

import type { Decision } from "#core/entitlement/decision.ts";
import { identify } from "#core/entitlement/identify.ts";
import { planOfCandidate } from "#core/entitlement/plan-of.ts";
import { isClosed } from "#core/entitlement/targets.ts";
import * as allowances from "#modules/allowances/allowances.ts";
import type { Context } from "#platform/context.ts";
import { accountScope } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { answerOn, type Basis } from "./answer.ts";
import { selectDecision } from "./store.ts";
import { selectTaken, withoutTaken } from "./taken.ts";
import { winnerOf } from "./winner.ts";

/** What draws: a check that holds, or a ticket that is opened, perhaps on what a check held for it. */
export type Draw = {
  /** The id of the decision, or of the ticket. */
  readonly useId: string;
  readonly kind: "asked" | "opened";
  /** What is told twice by one event is taken once (ALW2). */
  readonly event: string;
  /** The recorded check that holds for it. */
  readonly heldBy?: string | undefined;
};

export type Drawn = { readonly decision: Decision; readonly basis: Basis; readonly heldUntil: Temporal.Instant | null };

/** Others may have taken what is left of one after the other; beyond, the crowd is too great. */
const attempts = 10;

/**
 * Decides on the basis that `basisNow` brings, and draws on what entitles. Where less is left than the decision supposed, it is
 * brought anew and decided again: what is short is held until the transaction ends, so that nobody else takes of it meanwhile.
 */
export async function decideDrawing(ctx: Context, basisNow: () => Promise<Basis>, draw: Draw): Promise<Drawn> {
  const { useId, heldBy, event } = draw;
  const mayTake = heldBy !== undefined && (await isTheirs(ctx, heldBy));
  const isHandedOver = mayTake && (await allowances.handOver(ctx, heldBy, useId, `${event}, as held`));
  const own = isHandedOver ? ((await selectTaken(ctx.tx, [useId])).get(useId) ?? []) : [];
  const happening = isHandedOver
    ? ({ kind: "re_pointed", stage: "open", event } as const)
    : ({ kind: draw.kind, event } as const);
  let isReleased = false;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { facts, ...asked } = await basisNow();
    const basis = drawing({ ...asked, facts: withoutTaken(facts, own) });
    const decision = answerOn(basis);
    if (!isReleased && isShortForWhatIsHeld(decision)) {
      isReleased = true;
      if (await allowances.releaseOverdue(ctx)) continue;
    }
    const use = useOf({ decision, basis }, useId);
    if (!isHandedOver && !drawsTickets(use)) return { decision, basis, heldUntil: null };
    const { short, heldUntil } = await allowances.happen(ctx, use, { ...happening, at: Temporal.Instant.from(basis.facts.at) });
    if (short === 0) return { decision, basis, heldUntil };
  }
  throw new Problem("conflict", "Many people draw on the same allowance at this moment. Try again.");
}

/** A customer's contact takes over only what is held for their own account: of another's they are told nothing, and it stays as it is. */
async function isTheirs(ctx: Context, heldBy: string): Promise<boolean> {
  const scope = accountScope(ctx.actor);
  return scope === undefined || (await selectDecision(ctx.tx, heldBy))?.answer.account?.id === scope;
}

/** The basis of what draws at once, as it stands. */
export function drawing(basis: Basis): Basis {
  return { ...basis, facts: { ...basis.facts, draws: true } };
}

export function drawsTickets({ cover }: allowances.Use): boolean {
  return cover !== null && cover.terms.allowances.some(({ unit }) => unit === "tickets");
}

/** Whether something is ruled out, or counted beyond, by an allowance of which part is held: by a check, perhaps, whose time is over. */
function isShortForWhatIsHeld(decision: Decision): boolean {
  const short =
    decision.outcome === "entitled"
      ? (winnerOf(decision)?.allowances.filter(({ left }) => left <= 0) ?? [])
      : decision.candidates.flatMap(({ ruledOutBy, allowances: left }) => (ruledOutBy?.rule === "ALW3" ? left : []));
  return short.some(({ held }) => held > 0);
}

/**
 * What a ticket, or a check that holds, draws by a decision: on what covers it, or on the coverage that a person chose among equals; for
 * what it is about, in or out of hours as it was at the moment asked about.
 */
export function useOf(
  { decision, basis }: { readonly decision: Decision; readonly basis: Basis },
  useId: string,
  chosenCoverageId: string | null = null,
): allowances.Use {
  const { facts } = basis;
  const { channel = null, severity = null } = decision.question;
  const { productPath } = identify(decision.question, facts).inquiry;
  const request = { channel, severity, productPath };
  const winner =
    chosenCoverageId === null
      ? winnerOf(decision)
      : decision.candidates.find(({ coverageId }) => coverageId === chosenCoverageId);
  const contract = facts.contracts.find(({ id }) => id === winner?.contractId);
  if (winner === undefined || contract === undefined)
    return { id: useId, cover: null, request: { ...request, isOutOfHours: false } };
  const plan = planOfCandidate(winner, facts);
  const { id: contractId, startsOn, endsBefore, timeZone } = contract;
  const opening = { at: facts.at, knownAt: facts.knownAt, timeZone: decision.account?.timeZone ?? timeZone };
  return {
    id: useId,
    cover: { contractId, planId: plan.id, terms: plan.terms, anchorOn: startsOn, startsOn, endsBefore, timeZone },
    request: { ...request, isOutOfHours: isClosed(plan, opening) },
  };
}
