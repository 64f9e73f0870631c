/** A billing run: contracts a few at a time, each few in a transaction of its own that lands whole documents or none. */

import { inTransaction, type Context, type Shell } from "#platform/context.ts";
import type { Actor } from "#platform/permit.ts";
import { type Bill, drawUp, postBills } from "./bill.ts";
import { type Draft, totalOf } from "./draft.ts";
import type { Posted } from "./post.ts";
import * as store from "./run-store.ts";

export type RunAsked = { readonly id: string; readonly through: string; readonly dryRun: boolean };

/** Few enough that others get their turn several times a second, many enough that a commit costs little of it. */
const contractsAtOnce = 100;
const coveragesAtOnce = 2_000;

/**
 * Bills these contracts through a day; true where it came to its end, false where it was asked to stop, by `isStopping` or on record.
 * What is posted stays posted, and another run goes on from there, whatever ended this one.
 */
export async function carryOut(
  shell: Shell,
  actor: Actor,
  run: RunAsked,
  contracts: readonly store.Weighed[],
  isStopping: () => boolean = () => false,
): Promise<boolean> {
  let batches = 0;
  for (const some of batchesOf(contracts)) {
    if (isStopping()) return false;
    const isAskedToStop = await again(() => inTransaction(shell, actor, (ctx) => billSome(ctx, run, some)));
    if (isAskedToStop) return false;
    batches += 1;
    if (!run.dryRun && isPowerOfFour(batches)) await store.analyseGrown(shell.database.db);
  }
  return true;
}

/** Tables grow most at first: after 1, 4, 16, 64 batches. */
function isPowerOfFour(count: number): boolean {
  return Number.isInteger(Math.log2(count) / 2);
}

/** The same in the caller's transaction: all of it lands, or none. */
export async function carryOutWithin(ctx: Context, run: RunAsked, contracts: readonly store.Weighed[]): Promise<void> {
  for (const some of batchesOf(contracts)) await billSome(ctx, run, some);
}

function* batchesOf(contracts: readonly store.Weighed[]): Generator<string[]> {
  let some: string[] = [];
  let coverages = 0;
  for (const { id, weight } of contracts) {
    if (some.length === contractsAtOnce || (some.length > 0 && coverages + weight > coveragesAtOnce)) {
      yield some;
      some = [];
      coverages = 0;
    }
    some.push(id);
    coverages += weight;
  }
  if (some.length > 0) yield some;
}

const keyTaken = "23505";

/** Once more where somebody who did not hold the contracts posted the same lines: those are there now. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === keyTaken)) throw error;
    return act();
  }
}

/** Bills these contracts in the transaction at hand and notes what came of it; true where the run was asked to stop. */
export async function billSome(
  ctx: Context,
  { id, through, dryRun }: RunAsked,
  contractIds: readonly string[],
): Promise<boolean> {
  const bills = await drawUp(ctx, contractIds, through, { hold: !dryRun });
  const posted = dryRun ? [] : await postBills(ctx, bills, id);
  await store.insertResults(
    ctx.tx,
    bills.flatMap((bill) => resultsOf(id, bill, posted)),
  );
  return store.advance(ctx.tx, id, contractIds.length);
}

/** A result for each account that gets a document, or one that says what stood in the way; none of a contract with nothing new. */
function resultsOf(
  runId: string,
  { contractId, accountId, currency, drafts, problem }: Bill,
  posted: readonly Posted[],
): store.ResultRow[] {
  const about = { runId, contractId, currency, problemCode: problem?.code ?? null, problem: problem?.message ?? null };
  if (problem !== null) {
    const nothing = { charges: 0, credits: 0, chargedMinor: 0n, creditedMinor: 0n, taxMinor: 0n };
    return [{ ...about, accountId, ...nothing, invoiceId: null, creditNoteId: null }];
  }
  const byAccount = Map.groupBy(drafts, (draft) => draft.accountId);
  return Array.from(byAccount, ([account, documents]) => {
    const idOf = (kind: Draft["kind"]) =>
      posted.find((one) => one.contractId === contractId && one.accountId === account && one.kind === kind)?.id ?? null;
    const of = (kind: Draft["kind"]) => documents.find((one) => one.kind === kind)?.lines ?? [];
    const [charges, credits] = [totalOf(of("invoice")), totalOf(of("credit_note"))];
    return {
      ...about,
      accountId: account,
      charges: of("invoice").length,
      credits: of("credit_note").length,
      chargedMinor: charges.netMinor,
      creditedMinor: credits.netMinor,
      taxMinor: charges.taxMinor + credits.taxMinor,
      invoiceId: idOf("invoice"),
      creditNoteId: idOf("credit_note"),
    };
  });
}
