/** Documents from drafts: numbered, written whole, never to be changed. */

import type { BillingSettings, DocumentKind } from "#api/billing.ts";
import { plusDays } from "#core/coverage/days.ts";
import { dateInZone } from "#core/time/zone.ts";
import type { Context } from "#platform/context.ts";
import { type Draft, totalOf } from "./draft.ts";
import { lineRowsOf } from "./line-rows.ts";
import * as store from "./post-store.ts";
import { readSettings } from "./settings.ts";

export type Posted = Pick<Draft, "kind" | "contractId" | "accountId"> & { readonly id: string; readonly number: string };

/** Which run makes them, and why, where it is goodwill. */
export type Occasion = { readonly runId: string | null; readonly reason: string | null };

const prefixes: Readonly<Record<DocumentKind, string>> = { invoice: "INV", credit_note: "CN" };
const digits = 6;

/**
 * Posts the drafts, dated today by the issuer's calendar, in their order. Their numbers follow the last of their series, which nobody
 * else takes until this transaction ends: do it as late in it as can be. Their contracts are held already.
 */
export async function postDrafts(ctx: Context, drafts: readonly Draft[], occasion: Occasion): Promise<Posted[]> {
  if (drafts.length === 0) return [];
  const settings = await readSettings(ctx);
  const issuedOn = dateInZone(ctx.now, settings.timeZone).toString();
  const seriesOf = ({ kind }: Draft) => `${prefixes[kind]}-${issuedOn.slice(0, 4)}`;
  const wanted = Map.groupBy(drafts, seriesOf);
  const next = await store.takeNumbers(ctx.tx, new Map(Array.from(wanted, ([series, { length }]) => [series, length])));
  const documents = drafts.map((draft) => {
    const series = seriesOf(draft);
    const ordinal = next.get(series)!;
    next.set(series, ordinal + 1);
    const number = `${series}-${String(ordinal).padStart(digits, "0")}`;
    return { draft, row: { ...documentOf(ctx, draft, settings, issuedOn), ...occasion, series, ordinal, number } };
  });
  await store.insertDocuments(
    ctx.tx,
    documents.map(({ row }) => row),
    { actor: ctx.actor, at: ctx.now },
  );
  await store.insertLines(
    ctx.tx,
    documents.flatMap(({ draft, row }) => lineRowsOf(draft, row.id, ctx.newId)),
  );
  return documents.map(({ row: { id, number, kind, contractId, accountId } }) => ({ id, number, kind, contractId, accountId }));
}

function documentOf(
  ctx: Context,
  { lines, ...draft }: Draft,
  { paymentDays, timeZone: _, ...supplier }: BillingSettings,
  issuedOn: string,
) {
  const starts = lines.map(({ startsOn }) => startsOn);
  const ends = lines.map(({ endsBefore }) => endsBefore);
  return {
    id: ctx.newId(),
    ...draft,
    ...totalOf(lines),
    issuedOn,
    payableBy: draft.kind === "invoice" ? plusDays(issuedOn, paymentDays) : null,
    startsOn: starts.reduce((a, b) => (a < b ? a : b)),
    endsBefore: ends.reduce((a, b) => (a > b ? a : b)),
    lines: lines.length,
    supplier,
  };
}
