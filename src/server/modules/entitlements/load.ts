/** Asks the register for what a set of questions needs: one statement, whether the questions are one or a thousand. */

import { CompiledQuery, sql } from "kysely";
import { nearSerials } from "#core/identification/near.ts";
import type { Facts } from "#core/entitlement/facts.ts";
import type { Context } from "#platform/context.ts";
import type { Db } from "#platform/db/database.ts";
import { accountScope } from "#platform/permit.ts";
import type { Asked } from "./asked.ts";
import { asksOfPast, isBySerial, loadBySerial } from "./by-serial.ts";
import { clueKeys } from "./clue-keys.ts";
import { type Extract, extractOf, type Loaded } from "./extract.ts";
import { factsStatement, type Row } from "./facts-sql.ts";
import { daysAround, type Moment } from "./moment.ts";
import { loadPlans, noPlans, type Plans } from "./plan-terms.ts";
import { Together } from "./together.ts";

/** As many as come together at a busy desk; a batch has more. */
const fewQuestions = 20;

/** The plans as they were last seen. Each answer of the register tells whether they have changed since. */
let plans: Plans = noPlans;

type Single = { readonly ctx: Context; readonly asked: Asked };

/** By the pool that they are asked of: questions by serial, and others. */
const singles = new WeakMap<Db, { readonly bySerial: Together<Single, Loaded>; readonly others: Together<Single, Loaded> }>();

/**
 * What the register holds for one question, as it is known now. Questions that arrive together are asked together, which
 * under load is most of the speed of a check; each finds its own in the answer.
 */
export function loadSingle(ctx: Context, asked: Asked): Promise<Loaded> {
  if (ctx.tx.isTransaction || accountScope(ctx.actor) !== undefined) return loadExtract(ctx, [asked], null);
  let together = singles.get(ctx.tx);
  if (together === undefined)
    singles.set(ctx.tx, (together = { bySerial: new Together(loadTogether), others: new Together(loadTogether) }));
  return (isBySerial(ctx, asked) ? together.bySerial : together.others).ask({ ctx, asked });
}

function loadTogether(several: readonly Single[]): Promise<Loaded> {
  // They have all but the same instant, and differ in nothing else that loading knows of.
  return load(
    several[0]!.ctx,
    several.map(({ asked }) => asked),
    null,
  );
}

/** What the register holds for questions of which all or none go the short way (`isBySerial`), as known at `knownAt` (null: now). */
export async function load(ctx: Context, asked: readonly Asked[], knownAt: Temporal.Instant | null): Promise<Loaded> {
  return (isBySerial(ctx, asked[0]!) && (await loadBySerial(ctx, asked))) || loadExtract(ctx, asked, knownAt);
}

/** What the register holds for the questions, as known at `knownAt` (null: now), and the plans. */
export async function loadExtract(ctx: Context, asked: readonly Asked[], knownAt: Temporal.Instant | null): Promise<Loaded> {
  const keys = clueKeys(asked.map(({ question }) => question));
  const span = daysOf(asked, ctx.now);
  const byDay = knownAt !== null || asked.some((one) => asksOfPast(one, ctx.now));
  const scope = accountScope(ctx.actor) ?? null;
  const ask = async (known: Plans, climbs: boolean): Promise<Extract> => {
    const allowances = { planIds: known.withAllowances, ...span, byDay };
    const { text, values } = factsStatement({ keys, scope, knownAt: knownAt?.toString() ?? null, allowances, climbs });
    const { rows } = await ctx.tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
    return extractOf(rows);
  };
  // Few things have something above them: for a few questions it is worth finding out first.
  let climbs = asked.length > fewQuestions;
  let known = plans;
  let extract = await ask(known, climbs);
  if (extract.state !== known.state) plans = known = await loadPlans(ctx.tx, extract.state);
  else if (climbs || !extract.hasAbove) return { extract, plans: known };
  // New plans may bring allowances, whose lots were not asked for; and what is above may cover as well.
  climbs ||= extract.hasAbove;
  extract = await ask(known, climbs);
  return { extract, plans: known };
}

function daysOf(asked: readonly Asked[], now: Temporal.Instant): { from: string; to: string } {
  const present: Moment = { kind: "instant", instant: now };
  let { from, to } = daysAround(asked[0]?.at ?? present, 0);
  for (const { at } of asked.slice(1)) {
    const span = daysAround(at ?? present, 0);
    if (span.from < from) from = span.from;
    if (span.to > to) to = span.to;
  }
  return { from, to };
}

/** Serials alike enough to be looked at one by one. */
const maxAlike = 40;
/** Serials that share enough of their letters to be compared: where numbers only count up, that is nearly all of them. */
const maxLookedAt = 2000;
/** Serials offered for one that is not known. */
const maxOffered = 5;

type Alike = {
  readonly wanted: string;
  readonly key: string;
  readonly serial: string;
  readonly assetId: string;
  readonly accountName: string;
  readonly productName: string | null;
};

/** For each key of an unknown serial the known ones that are near it, nearest first (COV12). */
export async function loadSimilar(ctx: Context, keys: readonly string[]): Promise<Map<string, Facts["similarSerials"]>> {
  const scope = accountScope(ctx.actor);
  const { rows } = await sql<Alike>`
    select k.key as wanted, s.serial_key as key, s.serial, s.id as "assetId", a.name as "accountName", p.name as "productName"
    from unnest(${keys}::text[]) k (key)
    cross join lateral (
      select * from (
        select id, serial, serial_key, account_id, product_id from asset
        where serial_key % k.key ${scope === undefined ? sql`` : sql`and account_id = ${scope}`} limit ${maxLookedAt}
      ) alike
      order by similarity(serial_key, k.key) desc, serial_key limit ${maxAlike}
    ) s
    join account a on a.id = s.account_id left join product p on p.id = s.product_id`.execute(ctx.tx);
  const byWanted = Map.groupBy(rows, ({ wanted }) => wanted);
  return new Map([...byWanted].map(([wanted, alike]) => [wanted, nearest(wanted, alike)]));
}

function nearest(wanted: string, alike: readonly Alike[]): Facts["similarSerials"] {
  const order = nearSerials(
    wanted,
    alike.map(({ key }) => key),
  );
  return [...new Set(order)]
    .flatMap((key) => alike.filter((one) => one.key === key))
    .slice(0, maxOffered)
    .map(({ serial, assetId, accountName, productName }) => ({ serial, assetId, accountName, productName }));
}

/** How many assets of each account are covered by lines of their own on its day, by those of one contract where one is named. Counting ends at a thousand: more would tell a reader nothing. */
export async function loadCoveredAssets(
  ctx: Context,
  days: readonly { readonly accountId: string; readonly contractId: string | null; readonly day: string }[],
  knownAt: Temporal.Instant | null,
): Promise<number[]> {
  const { rows } = await sql<{ covered: number }>`
    select (select count(distinct subject_id)::int from (
        select subject_id from coverage
        where account_id = d.account_id and subject_kind = 'asset' and valid @> d.day
          and (d.contract_id is null or contract_id = d.contract_id)
          and ${knownAt === null ? sql`upper_inf(recorded)` : sql`recorded @> ${knownAt}::timestamptz`}
        limit 1000) counted) as covered
    from unnest(${days.map(({ accountId }) => accountId)}::uuid[], ${days.map(({ contractId }) => contractId)}::uuid[],
      ${days.map(({ day }) => day)}::date[]) with ordinality as d (account_id, contract_id, day, place)
    order by place`.execute(ctx.tx);
  return rows.map(({ covered }) => covered);
}
