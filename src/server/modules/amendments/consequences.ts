/** What follows from a changed contract in other modules: money, budget, work. */

import { maxEffectRows, type AmendmentEffects, type MoneyEffects, type MoneyLine } from "#api/amendment-effects.ts";
import { billingEffects, type BillingEffects } from "#modules/billing/billing.ts";
import { namesOf } from "#modules/contracts/contracts.ts";
import { budgetEffects, rebook, rebookings } from "#modules/projects/projects.ts";
import type { Context } from "#platform/context.ts";
import type { Step } from "./effects.ts";

/** The amendment at hand, and whether it is to last. */
export type Landing = { readonly amendmentId: string; readonly recordedAt: Temporal.Instant; readonly lasts: boolean };

type Consequences = Pick<AmendmentEffects, "money" | "budget" | "workEntries">;

/** Computed from the two contracts, and what was invoiced and worked: in the preview as when it lasts, where work is booked anew, too. */
export async function consequencesOf(ctx: Context, step: Step, landing: Landing): Promise<Consequences> {
  const { before, after, changes } = step;
  const money = await moneyOf(ctx, step, landing.amendmentId);
  const budget = await budgetEffects(ctx, before, after, changes);
  const moves = await rebookings(ctx, before, after, { forUpdate: landing.lasts, changes });
  if (landing.lasts) await rebook(ctx, moves, landing);
  const shown = moves.flatMap((move) => move.shown ?? []);
  return { money, budget, workEntries: { total: shown.length, rows: shown.slice(0, maxEffectRows) } };
}

async function moneyOf(ctx: Context, { before, after, today, changes }: Step, amendmentId: string): Promise<MoneyEffects> {
  const outcome = await billingEffects(ctx, { before, after, through: today, changes });
  const { currency } = after.header;
  if (!outcome.ok) return { ...unknownMoney, currency, problem: outcome.refusal.message };
  const { lines, invoices, creditMinor, chargeMinor, yearlyBeforeMinor, yearlyAfterMinor } = outcome.value;
  return {
    currency,
    lines: { total: lines.length, rows: await moneyLines(ctx, lines.slice(0, maxEffectRows), after, amendmentId) },
    creditMinor: creditMinor.toString(),
    chargeMinor: chargeMinor.toString(),
    invoices: invoices.map(({ beforeMinor, afterMinor, ...period }) => ({
      ...period,
      beforeMinor: beforeMinor.toString(),
      afterMinor: afterMinor.toString(),
    })),
    yearlyBeforeMinor: yearlyBeforeMinor.toString(),
    yearlyAfterMinor: yearlyAfterMinor.toString(),
  };
}

const unknownMoney = {
  lines: { total: 0, rows: [] },
  creditMinor: "0",
  chargeMinor: "0",
  invoices: [],
  yearlyBeforeMinor: "0",
  yearlyAfterMinor: "0",
};

/** The amendment at hand is not named: it has an id of its own in each preview. */
async function moneyLines(
  ctx: Context,
  lines: BillingEffects["lines"],
  { lines: ofContract }: Step["after"],
  amendmentId: string,
): Promise<MoneyLine[]> {
  const numbers = new Map(ofContract.map(({ id, number }) => [id, number]));
  const names = await namesOf(
    ctx.tx,
    lines.map(({ covered }) => covered),
    [],
  );
  return lines.map(({ kind, lineId, covered, period, document, ...line }) => ({
    kind,
    line: numbers.get(lineId) ?? "",
    subject: names.subject(covered).words,
    startsOn: line.startsOn,
    endsBefore: line.endsBefore,
    periodStartsOn: period.startsOn,
    periodEndsBefore: period.endsBefore,
    priceMinor: line.priceMinor.toString(),
    numerator: line.numerator,
    denominator: line.denominator,
    amountMinor: line.amountMinor.toString(),
    amendmentId: line.amendmentId === amendmentId ? null : line.amendmentId,
    document,
  }));
}
