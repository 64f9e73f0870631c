/** Contracts brought up to a day: what is due through it and not invoiced is drafted, and posted unless only looked at. */

import type { ContractFacts } from "#core/amendments/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Refusal } from "#core/outcome.ts";
import { billedBeyond } from "#modules/allowances/allowances.ts";
import { loadFacts } from "#modules/contracts/contracts.ts";
import type { Context } from "#platform/context.ts";
import { type Billed, type Draft, draftsOf } from "./draft.ts";
import { issuedCharges } from "./issued.ts";
import { postDrafts, type Posted } from "./post.ts";
import { taxRates } from "./rates.ts";

/** What came of one contract: the documents it takes, or what stands in the way of all of them. */
export type Bill = {
  readonly contractId: string;
  /** Whose contract it is at the end, for a problem that concerns no document. */
  readonly accountId: string;
  readonly currency: string;
  readonly drafts: readonly Draft[];
  readonly problem: Refusal | null;
};

/**
 * The bills of these contracts through a day, that day included; contracts in the order of their ids. With `hold` they are held until
 * the transaction ends, so that what is posted is what is due, whoever bills at the same time.
 */
export async function drawUp(
  ctx: Context,
  contractIds: readonly string[],
  through: IsoDate,
  { hold }: { readonly hold: boolean },
): Promise<Bill[]> {
  const facts = await loadFacts(ctx, contractIds, { forUpdate: hold });
  const issued = await issuedCharges(ctx.tx, contractIds);
  const beyond = Map.groupBy(await billedBeyond(ctx, contractIds), ({ contractId }) => contractId);
  const taxBpOf = await taxRates(ctx.tx, contractIds);
  return Array.from(facts.values(), (one) => {
    const { contractId } = one.header;
    const used = beyond.get(contractId) ?? [];
    return billOf({ facts: one, issued: issued.get(contractId) ?? [], beyond: used, taxBpOf }, through);
  });
}

function billOf(billed: Billed, through: IsoDate): Bill {
  const { contractId, currency } = billed.facts.header;
  const drafts = draftsOf(billed, through);
  const about = { contractId, accountId: lastAccount(billed.facts), currency };
  return drafts.ok ? { ...about, drafts: drafts.value, problem: null } : { ...about, drafts: [], problem: drafts.refusal };
}

function lastAccount({ header }: ContractFacts): string {
  return header.accounts.at(-1)!.accountId;
}

/** Posts what the bills come to, of held contracts. */
export async function postBills(ctx: Context, bills: readonly Bill[], runId: string | null): Promise<Posted[]> {
  return postDrafts(
    ctx,
    bills.flatMap(({ drafts }) => drafts),
    { runId, reason: null },
  );
}
