/** The terms of budgets: what share of what coverage earns, and what an hour costs, from which month on (PRJ1). */

import type { budgetTerms } from "#api/projects.ts";
import type { z } from "zod";
import { type DatedTerms, type IsoMonth, standingTerms } from "#core/budget/index.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./terms-store.ts";

export type SetTerms = {
  readonly fromMonth: IsoMonth;
  readonly shareBp: number;
  /** Minor units as digits; null: money only. */
  readonly hourlyRateMinor: string | null;
  readonly reason: string;
  readonly laterTerms?: "keep" | "supersede" | undefined;
};

export type ShownTerms = z.output<typeof budgetTerms>;

/**
 * Records other terms for a contract's budget from a month on, and gives all that then stand. Throws `not_found`, and `refused` where
 * terms are recorded for later months and nothing says what becomes of them (COV13).
 */
export async function setBudgetTerms(ctx: Context, contractId: string, input: SetTerms): Promise<ShownTerms[]> {
  permit(ctx.actor, "budgets.set");
  const contract = await store.holdContract(ctx.tx, contractId);
  if (contract === undefined) throw new Problem("not_found", "There is no such contract.");
  const rows = await store.selectTerms(ctx.tx, [contractId], undefined);
  const own = standingTerms(rows.filter((row) => row.contractId !== null));
  const later = own.filter(({ fromMonth }) => fromMonth > input.fromMonth);
  if (later.length > 0 && input.laterTerms === undefined) {
    const months = later.map(({ fromMonth }) => fromMonth).join(", ");
    const detail = `Other terms are recorded from ${months} on. Say whether those are kept or superseded.`;
    throw new Problem("refused", detail, {
      rule: "COV13",
      errors: [{ pointer: "/body/laterTerms", message: "say keep or supersede" }],
    });
  }
  const { laterTerms, hourlyRateMinor, ...terms } = input;
  const made = {
    ...terms,
    id: ctx.newId(),
    contractId,
    hourlyRateMinor: hourlyRateMinor === null ? null : BigInt(hourlyRateMinor),
    supersedesLater: laterTerms === "supersede",
  };
  await store.insertTerms(ctx.tx, made, ctx.actor, after(ctx.now, rows));
  const recorded = await store.selectTerms(ctx.tx, [contractId], undefined);
  return termsStanding(recorded, contractId, contract.currency).map((row) => shownTerms(row, contract.currency));
}

/** What stands for a contract: its own from their first month on, before that its currency's, else what holds for every currency. */
export function termsStanding<T extends store.TermsRow>(rows: readonly T[], contractId: string, currency: string): T[] {
  const own = standingTerms(rows.filter((row) => row.contractId === contractId));
  const ofCurrency = rows.filter((row) => row.contractId === null && row.currency === currency);
  const general = ofCurrency.length > 0 ? ofCurrency : rows.filter((row) => row.contractId === null && row.currency === null);
  const first = own[0]?.fromMonth;
  return [...standingTerms(general).filter(({ fromMonth }) => first === undefined || fromMonth < first), ...own];
}

export function shownTerms(row: store.TermsRow, currency: string): ShownTerms {
  const { id, fromMonth, shareBp, hourlyRateMinor, reason, author } = row;
  return {
    id,
    fromMonth,
    shareBp,
    hourlyRate: hourlyRateMinor === null ? null : { minor: String(hourlyRateMinor), currency },
    own: row.contractId !== null,
    reason,
    author,
    recordedAt: row.recordedAt.toString(),
  };
}

/** Never before what was recorded by somebody who waited less. */
function after(now: Temporal.Instant, rows: readonly store.TermsRow[]): Temporal.Instant {
  const last = rows.at(-1)?.recordedAt;
  return last === undefined || Temporal.Instant.compare(last, now) < 0 ? now : last.add({ microseconds: 1 });
}

/** The terms of each contract, by its id. */
export async function loadTerms(
  ctx: Context,
  contracts: readonly { readonly id: string; readonly currency: string }[],
  knownAt: Temporal.Instant | undefined,
): Promise<Map<string, readonly DatedTerms[]>> {
  const rows = await store.selectTerms(
    ctx.tx,
    contracts.map(({ id }) => id),
    knownAt,
  );
  return new Map(contracts.map(({ id, currency }) => [id, termsStanding(rows, id, currency)]));
}
