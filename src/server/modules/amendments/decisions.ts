/** What was decided about days that an amendment changes, decided again without it and with it (COV10). What was decided stays. */

import { maxEffectRows, type AmendmentEffects, type Redecided } from "#api/amendment-effects.ts";
import type { CoverageChange, Header } from "#core/amendments/index.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import type { Context } from "#platform/context.ts";
import { differingDays } from "./differing.ts";

/** Decisions that are asked again at most: the latest ones. */
const askedAtMost = 500;

/** Decided on what stands, before the amendment is written. */
export type Affected = {
  readonly decisions: readonly entitlements.DecisionAbout[];
  readonly before: readonly entitlements.Said[];
};

export async function decideWithout(ctx: Context, header: Header, changes: readonly CoverageChange[]): Promise<Affected> {
  const about = await aboutOf(ctx, header, changes);
  const decisions = await entitlements.decisionsAbout(ctx, about, askedAtMost);
  return { decisions, before: await entitlements.askAgain(ctx, decisions) };
}

/** Those whose answer differs now that it is written. */
export async function decideWith(ctx: Context, { decisions, before }: Affected): Promise<AmendmentEffects["tickets"]> {
  const after = await entitlements.askAgain(ctx, decisions);
  const differing = decisions
    .map((decision, index) => ({ decision, was: before[index]!, is: after[index]! }))
    .filter(({ was, is }) => was.outcome !== is.outcome || was.coveredBy !== is.coveredBy);
  const shown = differing.slice(0, maxEffectRows);
  const ofDecisions = await tickets.ticketsOfDecisions(
    ctx,
    shown.map(({ decision }) => decision.id),
  );
  const rows = shown.map(({ decision, was, is }): Redecided => {
    const ticket = ofDecisions.get(decision.id);
    return {
      decisionId: decision.id,
      ticketId: ticket?.id ?? null,
      number: ticket?.number.toString() ?? null,
      subject: ticket?.subject ?? "A check",
      status: ticket?.status ?? null,
      at: decision.at,
      outcomeBefore: was.outcome,
      outcomeAfter: is.outcome,
      coveredByBefore: was.coveredBy,
      coveredByAfter: is.coveredBy,
    };
  });
  return { asked: decisions.length, total: differing.length, rows };
}

/**
 * The assets whose coverage changes; and where more than an asset is covered (its parts, a site, a product, an account), all that
 * the accounts asked about: asking once too often shows no difference.
 */
async function aboutOf(ctx: Context, header: Header, changes: readonly CoverageChange[]): Promise<entitlements.About> {
  const differing = changes.map((change) => ({ change, days: differingDays(change) })).filter(({ days }) => days.length > 0);
  const subjects = differing.map(({ change }) => change.subject);
  const assetIds = subjects.flatMap((subject) => (subject.kind === "asset" ? [subject.assetId] : []));
  const wide = subjects.filter((subject) => subject.kind !== "asset" || subject.coversParts);
  const holders = wide.length === 0 ? [] : header.accounts.map(({ accountId }) => accountId);
  const covered = wide.flatMap((subject) => ("accountId" in subject ? [subject.accountId] : []));
  const accountIds = wide.length === 0 ? [] : await accounts.withAccountsBelow(ctx, [...holders, ...covered]);
  const days = new Map(differing.flatMap((one) => one.days).map((range) => [`${range.startsOn} ${range.endsBefore}`, range]));
  return { timeZone: header.timeZone, days: [...days.values()], assetIds, accountIds };
}
