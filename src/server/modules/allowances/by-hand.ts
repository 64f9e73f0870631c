/** What people add to an allowance, or take from it (ALW2). */

import type { AllowanceBalance } from "#api/allowances.ts";
import { adjust, type Allowance, dayFor, lotsOn, topUp } from "#core/allowances/index.ts";
import { lotEntries } from "#core/allowances/difference.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { phaseOn } from "#core/coverage/in-force.ts";
import type { Outcome, Refusal } from "#core/outcome.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { balancesOf, findAllowance, permitContract } from "./balances.ts";
import { type Book, openBook, withWritten } from "./book.ts";
import * as store from "./book-store.ts";
import { write } from "./happen.ts";
import { type AllowanceName, isOfTickets } from "./use.ts";
import { workChanged } from "./work.ts";

type ByHand = AllowanceName & { readonly quantity: number; readonly reason: string };

/** Adds units to a bucket, with an expiry of their own. Throws `not_found`, and `refused` (ALW2) with what to do instead. */
export async function topUpAllowance(
  ctx: Context,
  asked: ByHand & { readonly bucket: string; readonly endsBefore?: IsoDate | undefined },
): Promise<AllowanceBalance> {
  return written(ctx, asked, (book, on) => {
    const { bucket: bucketKey, quantity, reason, endsBefore = null } = asked;
    const { entry, lot } = valueOf(topUp(book.allowance, { bucketKey, quantity, reason, endsBefore, event: ctx.newId(), on }), {
      bucketKey: "bucket",
    });
    return withWritten(book, { entries: [entry], lots: [...book.lots, lot] });
  });
}

/** Adds units to a lot, or takes some that nobody uses. Throws as {@link topUpAllowance} does. */
export async function adjustAllowance(ctx: Context, asked: ByHand & { readonly lot: string }): Promise<AllowanceBalance> {
  return written(ctx, asked, (book, on) => {
    const given = new Map(book.lots.map((lot) => [lot.id, lot]));
    const standing = lotsOn(book.allowance, book.lots, on);
    const lot = standing.get(asked.lot);
    if (lot === undefined)
      throw refused({
        code: "no_such_lot",
        message: "There are no such units. They are listed with the balance.",
        path: ["lot"],
      });
    const cause = { event: ctx.newId(), on };
    const adjusted = valueOf(adjust(lot, { ...cause, quantity: asked.quantity, reason: asked.reason }));
    const lots = standing.set(lot.id, adjusted.lot);
    const granted = lotEntries(given, lotsOn(book.allowance, book.lots, on).values(), cause);
    return withWritten(book, { entries: [...granted, adjusted.entry], lots: [...lots.values()] });
  });
}

async function written(ctx: Context, name: AllowanceName, change: (book: Book, on: IsoDate) => Book): Promise<AllowanceBalance> {
  permit(ctx.actor, "allowances.correct");
  await permitContract(ctx, name.contractId);
  const { allowance, granting } = await findAllowance(ctx, name);
  const on = dayFor(allowance, ctx.now.toString());
  if (phaseOn(allowance, on) !== "in_force") throw refused({ code: "ended", message: outside(allowance) });
  await store.holdAllowances(ctx.tx, [name]);
  const { lots } = await store.readAllTaken(ctx.tx, [allowance.id]);
  await write(ctx, [change(openBook(allowance, lots.map(store.lotOf)), on)]);
  // Work that was beyond may now draw what was added.
  if (!isOfTickets(allowance)) await workChanged(ctx, [name.contractId]);
  const [balance] = await balancesOf(ctx, [
    { ...granting, terms: { allowances: granting.terms.allowances.filter(({ key }) => key === name.key) } },
  ]);
  return balance!;
}

function outside({ startsOn, endsBefore }: Allowance): string {
  return endsBefore === null
    ? `The contract begins on ${startsOn}. Add units from then on.`
    : `The contract grants from ${startsOn} up to, not including, ${endsBefore}. Extend it first.`;
}

function valueOf<T>(outcome: Outcome<T>, renamed: Readonly<Record<string, string>> = {}): T {
  if (outcome.ok) return outcome.value;
  throw refused({ ...outcome.refusal, path: (outcome.refusal.path ?? []).map((step) => renamed[step] ?? step) });
}

function refused({ code, message, path = [] }: Refusal): Problem {
  const errors = path.length === 0 ? [] : [{ pointer: `/body/${path.join("/")}`, message }];
  return new Problem("refused", message, { rule: "ALW2", refusal: code, ...(errors.length > 0 && { errors }) });
}
