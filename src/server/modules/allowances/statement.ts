/** What an allowance granted and what became of it, line by line. */

import { type AllowanceStatementLine, maxStatementLines } from "#api/allowances.ts";
import { lotsOn, statement, type StatementLine } from "#core/allowances/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Context } from "#platform/context.ts";
import { findAllowance, permitContract } from "./balances.ts";
import * as store from "./read-store.ts";
import type { AllowanceName } from "./use.ts";

export type StatementAsked = AllowanceName & {
  readonly bucket?: string | undefined;
  readonly from?: IsoDate | undefined;
  readonly before?: IsoDate | undefined;
};

/** After every day that a line may count on. */
const endOfDays = "9999-12-31";

/**
 * The lines of [from, before) by the day on which they count. A contact reads what happened to their account's units, and not what
 * the desk said of it. Throws `not_found`.
 */
export async function allowanceStatement(ctx: Context, asked: StatementAsked) {
  await permitContract(ctx, asked.contractId);
  const { granting, allowance } = await findAllowance(ctx, asked);
  const { from = granting.startsOn, before, bucket = null } = asked;
  const entries = await store.selectEntries(ctx.tx, allowance.id);
  const lots = (await store.selectLots(ctx.tx, [allowance.id])).get(allowance.id) ?? [];
  const told = statement(entries, lotsOn(allowance, lots, granting.today).values(), {
    bucketKey: bucket,
    from,
    before: before ?? endOfDays,
  });
  const lines = told.lines.slice(-maxStatementLines);
  const leftOut = told.lines.length - lines.length;
  const uses = await store.selectUses(
    ctx.tx,
    lines.flatMap(({ entry }) => entry.useId ?? []),
  );
  return {
    contractNumber: granting.contractNumber,
    planName: granting.planName,
    unit: allowance.terms.unit,
    currency: granting.currency,
    from,
    before: before ?? null,
    opening: leftOut === 0 ? told.opening : told.lines[leftOut - 1]!.available,
    lines: lines.map((line) => lineOf(ctx, line, uses)),
    closing: told.closing,
    linesLeftOut: leftOut,
  };
}

function lineOf(ctx: Context, line: StatementLine, uses: ReadonlyMap<string, store.UseRow>): AllowanceStatementLine {
  const entry = line.entry as store.EntryRow;
  const { id, startsOn, endsBefore, bucketKey, kind } = line.lot;
  const isContact = ctx.actor.role === "contact";
  const use = entry.useId === null ? undefined : uses.get(entry.useId);
  const seen = use !== undefined && isContact && use.accountId !== ctx.actor.accountId ? undefined : use;
  const isTold = !isContact || entry.actorId === ctx.actor.id;
  return {
    id: entry.id,
    on: entry.on,
    recordedAt: entry.recordedAt.toString(),
    kind: entry.kind,
    quantity: entry.quantity,
    bucket: bucketKey,
    // Lines under a limit are told once, of the bucket.
    lot: { id, kind: kind as Exclude<typeof kind, "limit">, startsOn, endsBefore },
    change: line.change,
    over: line.over,
    available: line.available,
    ticket: seen === undefined ? null : { id: seen.ticketId, number: `T-${seen.ticketNumber}`, subject: seen.subject },
    work: seen?.minutes == null ? null : { id: seen.useId, note: isContact ? "" : seen.note!, minutes: seen.minutes },
    reason: isTold ? entry.reason : null,
    by: isTold ? entry.actorName : null,
  };
}
