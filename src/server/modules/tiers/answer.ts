/** What people make of a proposal: look at what it would do, take it up, decline it. */

import type { AmendmentPreview, WireChange, WireCovered } from "#api/amendments.ts";
import type { BodyOf } from "#api/endpoint.ts";
import type * as api from "#api/tiers.ts";
import type { CoverageFact } from "#core/amendments/index.ts";
import { phaseOn } from "#core/coverage/in-force.ts";
import { compareText } from "#core/order.ts";
import * as amendments from "#modules/amendments/amendments.ts";
import { loadFacts } from "#modules/contracts/contracts.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { listTierProposals } from "./proposals.ts";
import * as store from "./store.ts";

type Proposal = Awaited<ReturnType<typeof listTierProposals>>["rows"][number];
type Moving = Pick<BodyOf<typeof api.previewTierProposal>, "effectiveOn" | "laterFacts">;

/** What taking it up would do. Throws `not_found`, `conflict` where it is no longer proposed, and what amendments refuse. */
export async function previewTierProposal(ctx: Context, id: string, asked: Moving): Promise<AmendmentPreview> {
  permit(ctx.actor, "contracts.amend");
  const proposal = await proposed(ctx, id);
  return amendments.previewAmendment(ctx, proposal.contractId, { changes: await changesFor(ctx, proposal, asked) });
}

/** Moves what the contract has under its plan to the tier's, by an amendment. Throws what {@link previewTierProposal} throws. */
export async function applyTierProposal(ctx: Context, id: string, asked: BodyOf<typeof api.applyTierProposal>) {
  permit(ctx.actor, "contracts.amend");
  const proposal = await proposed(ctx, id);
  const changes = await changesFor(ctx, proposal, asked);
  const { reason = proposal.text, basis } = asked;
  const { contractId } = proposal;
  return { contractId, ...(await amendments.amendContract(ctx, contractId, { changes, reason, basis })) };
}

/** Throws `not_found`, and `conflict` where it is no longer proposed, or not yet, or was declined already. */
export async function declineTierProposal(ctx: Context, id: string, reason: string): Promise<Proposal> {
  permit(ctx.actor, "tiers.decline");
  const proposal = await proposed(ctx, id);
  if (proposal.state === "declined") throw new Problem("conflict", `${proposal.declined!.by} declined this already.`);
  if (proposal.state === "to_come")
    throw new Problem("conflict", `This is not called for before ${proposal.since}. Look again then.`);
  const governed = await store.selectToday(ctx.tx, proposal.contractId, ctx.now);
  await store.insertDecline(ctx.tx, {
    id: ctx.newId(),
    ruleId: proposal.ruleId,
    contractId: proposal.contractId,
    fromPlanId: proposal.from.planId,
    toPlanId: proposal.to.planId,
    declinedOn: governed,
    reason,
    authorId: ctx.actor.id,
    authorName: ctx.actor.name,
    recordedAt: ctx.now,
  });
  return proposed(ctx, id);
}

async function proposed(ctx: Context, id: string): Promise<Proposal> {
  const contractId = idPattern.exec(id)?.[1];
  if (contractId === undefined) throw new Problem("not_found", "There is no such proposal.");
  const proposal = (await listTierProposals(ctx, { contractId })).rows.find((one) => one.id === id);
  if (proposal === undefined)
    throw new Problem(
      "conflict",
      "This is not proposed any more: what is bought, the plan or the rule has changed. Look at the list anew.",
    );
  return proposal;
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const idPattern = new RegExp(`^${uuid}_(${uuid})_${uuid}$`);

/** One change for each day on which something of the plan begins; most often it is the one day. */
async function changesFor(ctx: Context, proposal: Proposal, { effectiveOn, laterFacts }: Moving): Promise<WireChange[]> {
  const { contractId, from, to, since, state } = proposal;
  const day = effectiveOn ?? (state === "to_come" ? since : await store.selectToday(ctx.tx, contractId, ctx.now));
  const { lines, coverage } = (await loadFacts(ctx, [contractId])).get(contractId)!;
  const numbers = new Map(lines.map(({ id, number }) => [id, number]));
  const moved = coverage.filter((fact) => fact.planId === from.planId && phaseOn(fact, day) !== "ended");
  if (moved.length === 0)
    throw new Problem(
      "refused",
      `From ${day} on nothing of ${proposal.contractNumber} is under ${from.plan}. Choose an earlier day.`,
      {
        errors: [{ pointer: "/body/effectiveOn", message: "Choose an earlier day." }],
      },
    );
  const byDay = Map.groupBy(firstOfEach(moved), ({ startsOn }) => (startsOn > day ? startsOn : day));
  return [...byDay.entries()].map(([on, facts]) => ({
    kind: "move",
    covered: facts.map((fact) => coveredIn(fact, numbers.get(fact.lineId)!)),
    planId: to.planId,
    effectiveOn: on,
    laterFacts,
  }));
}

/** A subject whose days are parted, by a suspension say, moves once: from the first of them on. */
function firstOfEach(facts: readonly CoverageFact[]): CoverageFact[] {
  const ordered = facts.toSorted((a, b) => compareText(a.startsOn, b.startsOn));
  const seen = new Map<string, CoverageFact>();
  for (const fact of ordered) {
    const key = `${fact.lineId} ${JSON.stringify(fact.subject)}`;
    if (!seen.has(key)) seen.set(key, fact);
  }
  return [...seen.values()];
}

function coveredIn({ subject }: CoverageFact, line: string): WireCovered {
  switch (subject.kind) {
    case "asset":
      return { line, assetId: subject.assetId };
    case "product":
      return { line, productId: subject.productId, accountId: subject.accountId };
    case "site":
      return { line, siteId: subject.siteId };
    case "account":
      return { line, accountId: subject.accountId };
  }
}
