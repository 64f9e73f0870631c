/** An amendment carried out in the transaction at hand: what the preview then rolls back, and the commit keeps. */

import { hash } from "node:crypto";
import type { AmendmentEffects } from "#api/amendment-effects.ts";
import type { WireChange } from "#api/amendments.ts";
import { amend, amendAll, type Amended, type ContractFacts } from "#core/amendments/index.ts";
import { listInvoices } from "#modules/billing/billing.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { consequencesOf } from "./consequences.ts";
import { decideWith, decideWithout } from "./decisions.ts";
import { changedCoverage, shownChanges } from "./effects.ts";
import { problemOf } from "./refuse.ts";
import { resolve } from "./resolve.ts";
import { type Head, selectHead } from "./store.ts";

/** Changes that land together, or an amendment to take back; and why. */
export type Wanted = {
  readonly changes?: readonly WireChange[] | undefined;
  readonly reverse?: string | undefined;
  readonly reason: string;
};

export type CarriedOut = {
  readonly amendmentId: string;
  readonly effects: AmendmentEffects;
  /** What stood before it, as far as another preview is to be told from this one. */
  readonly basis: Basis;
};
export type Basis = {
  /** When the latest amendment was recorded, and the latest document posted; "" for none. */
  readonly amendedAt: string;
  readonly postedAt: string;
  readonly digest: string;
};

/**
 * Holds the contract, decides the amendment on what stands, writes it, and says what it changed. Throws `not_found`; `conflict`
 * for a draft, which is changed by signing it differently; `refused` as core refuses it, and where another contract covers the same (COV2).
 */
export async function carryOut(
  ctx: Context,
  contractId: string,
  wanted: Wanted,
  { lasts }: { readonly lasts: boolean },
): Promise<CarriedOut> {
  const before = (await contracts.loadFacts(ctx, [contractId], { forUpdate: true })).get(contractId);
  const head = await selectHead(ctx.tx, contractId, ctx.now);
  if (before === undefined || head === undefined) throw new Problem("not_found", "There is no such contract.");
  if (head.signedOn === null) {
    throw new Problem(
      "conflict",
      `Contract ${head.number} is a draft: nothing is agreed yet that could be amended. Change the draft, or sign it.`,
    );
  }
  const amended = await decide(ctx, before, head, wanted);
  const changes = changedCoverage(before, amended);
  const affected = await decideWithout(ctx, before.header, changes);
  const { reason: _, ...payload } = wanted;
  const { state, recordedAt } = await written(ctx, amended, payload);
  const step = { before, after: state, changes, today: head.today };
  const { id: amendmentId, effectiveOn } = amended.recorded;
  const effects: AmendmentEffects = {
    effectiveOn,
    ...(await shownChanges(ctx, step, amended)),
    ...(await consequencesOf(ctx, step, { amendmentId, recordedAt, lasts })),
    tickets: await decideWith(ctx, affected),
  };
  return { amendmentId, effects, basis: await basisOf(ctx, head, effects) };
}

async function decide(ctx: Context, before: ContractFacts, head: Head, { changes, reverse, reason }: Wanted): Promise<Amended> {
  if ((changes === undefined) === (reverse === undefined)) {
    const message = "Say what changes, or which amendment is taken back: one of the two.";
    throw new Problem("validation_failed", message, { errors: [{ pointer: "/body", message }] });
  }
  const signature = { id: ctx.newId(), reason, author: ctx.actor.id };
  const resolved = await resolve(ctx, before, changes ?? [], head.withdrawn);
  const outcome =
    reverse === undefined
      ? amendAll(before, { ...signature, changes: resolved.changes })
      : amend(before, { ...signature, kind: "reverse", amendmentId: reverse });
  if (outcome.ok) return outcome.value;
  throw await problemOf(ctx, before, outcome.refusal, resolved.origin);
}

async function written(ctx: Context, amended: Amended, payload: unknown): Promise<contracts.Written> {
  const { header, lines } = amended.state;
  contracts.refuseElsewhere(await contracts.coveredElsewhere(ctx, header.contractId, amended.opened, lines));
  return contracts.writeAmended(ctx, amended, payload).catch(contracts.refuseRace);
}

async function basisOf(ctx: Context, { id, revision, latestAt }: Head, effects: AmendmentEffects): Promise<Basis> {
  const digest = hash("sha256", JSON.stringify([revision, effects]), "base64url");
  const [latest] = (await listInvoices(ctx, { contractId: id, limit: 1 })).rows;
  return { amendedAt: latestAt?.toString() ?? "", postedAt: latest?.postedAt ?? "", digest };
}
