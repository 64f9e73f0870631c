/** What the tier rules propose: reckoned from coverage whenever it is read, so that nothing waits for a job. */

import type { TierProposalRow } from "#api/tiers.ts";
import { nextTierChange, proposeTier, type Purchase, type TierProposal, type TierRule } from "#core/tiers/index.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { coreRule, planNames } from "./rules.ts";
import * as store from "./store.ts";

const states: readonly TierProposalRow["state"][] = ["open", "to_come", "declined"];

/** Open ones first, then those to come by what is recorded already, then those declined; each by account. */
export async function listTierProposals(ctx: Context, scope: store.Scope): Promise<{ rows: TierProposalRow[] }> {
  permit(ctx.actor, "tiers.read");
  const names = await planNames(ctx);
  const declines = await store.selectDeclines(ctx.tx);
  const rows: TierProposalRow[] = [];
  for (const rule of (await store.selectRules(ctx.tx)).filter(({ active }) => active))
    rows.push(...(await proposalsOf(ctx, rule, scope, names, declines)));
  return { rows: rows.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state)) };
}

async function proposalsOf(
  ctx: Context,
  rule: store.RuleRow,
  scope: store.Scope,
  names: ReadonlyMap<string, string>,
  declines: readonly store.DeclineRow[],
): Promise<TierProposalRow[]> {
  const governed = (await store.selectGoverned(ctx.tx, rule.counts, scope, ctx.now)).filter(({ planId }) => moves(rule, planId));
  if (governed.length === 0) return [];
  const bought = Map.groupBy(await store.selectBought(ctx.tx, rule.counts, scope), ({ accountId }) => accountId);
  // What is bought of other products was left out where it was read.
  const counting: TierRule = { ...coreRule(rule, names), counts: "any" };
  return governed.flatMap((contract) => {
    const purchases = (bought.get(contract.accountId) ?? []).map((row) => ({ ...row, productPath: [] }));
    return proposalFor(rule, counting, contract, purchases, declines) ?? [];
  });
}

/** A rule speaks for contracts under the plans of its tiers, and those that it names. */
function moves({ moves: named, tiers }: store.RuleRow, planId: string): boolean {
  return named === "any" || named.only.includes(planId) || tiers.some((tier) => tier.planId === planId);
}

function proposalFor(
  rule: store.RuleRow,
  counting: TierRule,
  contract: store.GovernedRow,
  purchases: readonly Purchase[],
  declines: readonly store.DeclineRow[],
): TierProposalRow | null {
  const { today, planId } = contract;
  const now = proposeTier(counting, purchases, today, { templateId: planId, declinedId: null });
  const proposed = now ?? proposalToCome(counting, purchases, contract);
  if (proposed === null) return null;
  const to = proposed.to.template;
  const declined = now === null ? undefined : declines.find((one) => isStill(one, rule, contract, to.id, proposed.since));
  return {
    id: `${rule.id}_${contract.contractId}_${planId}`,
    ruleId: rule.id,
    ruleKey: rule.key,
    noun: rule.noun,
    accountId: contract.accountId,
    accountName: contract.accountName,
    contractId: contract.contractId,
    contractNumber: contract.contractNumber,
    from: { planId, plan: contract.plan },
    to: { planId: to.id, plan: to.name, atLeast: proposed.to.atLeast },
    quantity: proposed.quantity,
    text: proposed.text,
    since: proposed.since,
    state: now === null ? "to_come" : declined === undefined ? "open" : "declined",
    covered: contract.covered,
    declined: declined ? { at: declined.recordedAt.toString(), by: declined.authorName, reason: declined.reason } : null,
  };
}

/** What the next change recorded already will call for, where the contract still has something to move by then. */
function proposalToCome(counting: TierRule, purchases: readonly Purchase[], contract: store.GovernedRow): TierProposal | null {
  const { today, planId, endsBefore } = contract;
  const change = nextTierChange(counting, purchases, today);
  if (change === null || (endsBefore !== null && change.on >= endsBefore)) return null;
  return proposeTier(counting, purchases, change.on, { templateId: planId, declinedId: null });
}

/** Whether this was declined, and the same has been called for ever since. */
function isStill(
  decline: store.DeclineRow,
  rule: store.RuleRow,
  { contractId, planId }: store.GovernedRow,
  toPlanId: string,
  since: string,
): boolean {
  return (
    decline.ruleId === rule.id &&
    decline.contractId === contractId &&
    decline.fromPlanId === planId &&
    decline.toPlanId === toPlanId &&
    decline.declinedOn >= since
  );
}
