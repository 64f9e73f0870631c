/** Budget against actual by account, each with its contracts, and what was done for it without cover (PRJ1, ENT9). */

import { z } from "zod";
import type { BudgetRow } from "#api/projects.ts";
import { budgetOf, type DatedTerms } from "#core/budget/index.ts";
import { compareText } from "#core/order.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import * as store from "./budget-store.ts";
import { costedIn, type Figures, figuresToDate, monthFigures, moneyFor, sumOfFigures, tellerFor } from "./figures.ts";
import { type Lens, type LensAsked, lensOf } from "./lens.ts";
import { termsStanding } from "./terms.ts";
import { selectTerms } from "./terms-store.ts";

export type BudgetsAsked = LensAsked & {
  readonly accountId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const place = z.tuple([z.string(), z.uuid()]);

/**
 * Accounts by name, a row for each of their currencies. A contract's figures are those of the days on which the account holds it; work
 * without cover is in no contract's. Throws `refused` as {@link lensOf} does.
 */
export async function listBudgets(ctx: Context, query: BudgetsAsked): Promise<Page<BudgetRow> & { asked: Lens["asked"] }> {
  permit(ctx.actor, "projects.read");
  const lens = lensOf(ctx, query);
  const filter = { accountId: query.accountId, after: readCursor(query.cursor, place), limit: query.limit + 1 };
  const found = await store.selectAccounts(ctx.tx, filter);
  const page = pageOf(
    found,
    query.limit,
    (last) => [last.nameKey, last.id],
    (account) => account,
  );
  return { rows: await rowsOf(ctx, page.rows, lens), nextCursor: page.nextCursor, asked: lens.asked };
}

type Part = { readonly contract: store.ContractRow; readonly total: Figures; readonly toDate: Figures };

async function rowsOf(ctx: Context, accounts: readonly store.AccountRow[], lens: Lens): Promise<BudgetRow[]> {
  const { span, at, knownAt } = lens;
  const accountIds = accounts.map(({ id }) => id);
  const earnings = await store.selectEarnings(ctx.tx, { accountIds }, span, knownAt);
  const worked = await store.selectWorked(ctx.tx, { accountIds }, span, at, knownAt);
  const ids = [...new Set([...earnings, ...worked].flatMap(({ contractId }) => contractId ?? []))];
  const contracts = await store.selectContracts(ctx.tx, { ids, limit: ids.length }, ctx.now);
  const rows = await selectTerms(ctx.tx, ids, knownAt);
  const earned = Map.groupBy(earnings, keyOf);
  const done = Map.groupBy(worked, keyOf);
  return accounts.flatMap((account) => {
    const parts = contracts.flatMap((contract): Part[] => {
      const key = keyOf({ accountId: account.id, contractId: contract.id });
      const [days, work] = [earned.get(key) ?? [], done.get(key) ?? []];
      if (days.length === 0 && work.length === 0) return [];
      const terms = termsStanding(rows, contract.id, contract.currency);
      const total = sumOfFigures(monthFigures(budgetOf(days, terms, span), work, terms));
      return [{ contract, total, toDate: sumOfFigures(figuresToDate(days, work, terms, span, at)) }];
    });
    const exceptions = done.get(keyOf({ accountId: account.id, contractId: null })) ?? [];
    return rowsOfAccount(ctx, account, parts, exceptions, termsStanding(rows, "", account.currency));
  });
}

function keyOf({ accountId, contractId }: { readonly accountId: string; readonly contractId: string | null }): string {
  return `${accountId} ${contractId}`;
}

/** A row for each currency, the account's own first: what was done without cover is counted in that. */
function rowsOfAccount(
  ctx: Context,
  account: store.AccountRow,
  parts: readonly Part[],
  exceptions: readonly store.WorkedMonth[],
  terms: readonly DatedTerms[],
): BudgetRow[] {
  const others = new Set(parts.map(({ contract }) => contract.currency).filter((currency) => currency !== account.currency));
  return [account.currency, ...[...others].toSorted(compareText)].flatMap((currency) => {
    const own = parts.filter(({ contract }) => contract.currency === currency);
    const without = currency === account.currency ? exceptions : [];
    if (own.length === 0 && without.length === 0) return [];
    const tell = tellerFor(ctx, currency);
    const costs = without.map(({ month, minutes }) => ({ minor: 0n, minutes: 0n, ...costedIn(month, minutes, terms) }));
    const { workedMinor, workedMinutes } = sumOfFigures(costs);
    return [
      {
        accountId: account.id,
        accountName: account.name,
        currency,
        total: tell(sumOfFigures(own.map(({ total }) => total))),
        toDate: tell(sumOfFigures(own.map(({ toDate }) => toDate))),
        exceptionMinutes: workedMinutes,
        exceptions: moneyFor(ctx, currency)(workedMinor),
        contracts: own.map(({ contract, total, toDate }) => ({
          contractId: contract.id,
          contractNumber: contract.number,
          total: tell(total),
          toDate: tell(toDate),
        })),
      },
    ];
  });
}
