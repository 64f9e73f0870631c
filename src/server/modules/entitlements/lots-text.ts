/** What the ledger of allowances holds (ALW2): asked for as JSON within a record, read, and as it was on a day. */

import type { LotBalance, LotKind } from "#core/allowances/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { LotsFact } from "#core/entitlement/facts.ts";

/** What the ledger holds of one allowance. */
export type Ledgered = Omit<LotsFact, "lots"> & { readonly lots: readonly LedgeredLot[] };

/** The balance of a lot as it is stored now (`on` null), or what the entries of one day add to it. */
type LedgeredLot = LotBalance & { readonly on: IsoDate | null };

const lot =
  "allowance.plan_id, allowance.key, lot.id, lot.kind, lot.bucket_key, lot.limit_key, lot.starts_on, lot.ends_before, lot.granted_on";

/**
 * The SQL of the lots of allowances that a condition on `allowance` admits, as they are now: of each bucket those of the last two
 * periods of which there are any, and what was topped up. Null where there are none.
 */
export function lotsNow(condition: string): string {
  return `(select json_agg(json_build_array(${lot}, granted, expired, held, consumed, null))::text
        from allowance cross join lateral (
          select *, dense_rank() over (partition by bucket_key, kind = 'top_up' order by starts_on desc) as newest
          from allowance_lot where allowance_id = allowance.id) lot
        where ${condition} and (newest <= 2 or kind = 'top_up'))`;
}

/** The SQL of all that the ledger says of such lots, day by day; of what was recorded by `knownAt`, where that is given. */
export function lotsByDay(condition: string, knownAt: string | null): string {
  const sum = (...kinds: readonly string[]): string =>
    `sum(case ${kinds.map((kind) => (kind.startsWith("-") ? `when kind = '${kind.slice(1)}' then -quantity` : `when kind = '${kind}' then quantity`)).join(" ")} else 0 end)`;
  return `(select json_agg(json_build_array(${lot}, entry.granted, entry.expired, entry.held, entry.consumed, on_day))::text
        from allowance cross join lateral (
          select lot_id, on_day, ${sum("grant", "top_up", "carry_in", "adjust")} as granted, ${sum("expire")} as expired,
            ${sum("hold", "-release")} as held, ${sum("consume", "-give_back")} as consumed
          from allowance_entry where allowance_id = allowance.id${knownAt === null ? "" : ` and recorded_at <= ${knownAt}`}
          group by lot_id, on_day) entry
        cross join lateral (select * from allowance_lot where id = lot_id limit 1) lot
        where ${condition})`;
}

type LotValues = readonly [
  planId: string,
  key: string,
  id: string,
  kind: LotKind,
  bucketKey: string,
  limitKey: string | null,
  startsOn: IsoDate,
  endsBefore: IsoDate | null,
  grantedOn: IsoDate,
  granted: number,
  expired: number,
  held: number,
  consumed: number,
  on: IsoDate | null,
];

/** Reads what either of them brings for a contract, allowance by allowance. */
export function readLots(contractId: string, text: string | null): readonly Ledgered[] {
  if (!text) return nothing;
  const ledgered = new Map<string, { contractId: string; planId: string; key: string; lots: LedgeredLot[] }>();
  for (const [planId, key, ...values] of JSON.parse(text) as LotValues[]) {
    const name = `${planId}/${key}`;
    let one = ledgered.get(name);
    if (one === undefined) ledgered.set(name, (one = { contractId, planId, key, lots: [] }));
    const [id, kind, bucketKey, limitKey, startsOn, endsBefore, grantedOn, granted, expired, held, consumed, on] = values;
    const days = { startsOn, endsBefore, grantedOn };
    one.lots.push({ id, kind, bucketKey, limitKey, ...days, granted, expired, held, consumed, on });
  }
  return [...ledgered.values()];
}

const nothing: readonly never[] = [];

/**
 * What the ledger held on a day: what is stored, or by the entries that count on that day or before; all of them where `isPast`
 * says no. Of each bucket the last two periods, and what was topped up and has not ended. The same object for all who ask about
 * one day, so that what follows from it need be reckoned once.
 */
export function lotsAsOf(ledgered: Ledgered, on: IsoDate, isPast: boolean): LotsFact {
  const before = lastAsked.get(ledgered);
  if (before?.on === on && before.isPast === isPast) return before.fact;
  const fact = standingOn(ledgered, on, isPast);
  lastAsked.set(ledgered, { on, isPast, fact });
  return fact;
}

const lastAsked = new WeakMap<Ledgered, { readonly on: IsoDate; readonly isPast: boolean; readonly fact: LotsFact }>();

function standingOn({ lots, ...allowance }: Ledgered, on: IsoDate, isPast: boolean): LotsFact {
  const standing = new Map<string, LotBalance>();
  for (const { on: day, ...lot } of lots) {
    if (day !== null && isPast && day > on) continue;
    const before = standing.get(lot.id);
    standing.set(lot.id, before === undefined ? lot : sumOf(before, lot));
  }
  return { ...allowance, lots: latest([...standing.values()], on) };
}

function sumOf(a: LotBalance, b: LotBalance): LotBalance {
  return {
    ...a,
    granted: a.granted + b.granted,
    expired: a.expired + b.expired,
    held: a.held + b.held,
    consumed: a.consumed + b.consumed,
  };
}

function latest(lots: readonly LotBalance[], on: IsoDate): LotBalance[] {
  const begun = new Map<string, IsoDate[]>();
  for (const { kind, bucketKey, startsOn } of lots) {
    if (kind === "top_up") continue;
    const days = begun.get(bucketKey);
    if (days === undefined) begun.set(bucketKey, [startsOn]);
    else if (!days.includes(startsOn)) days.push(startsOn);
  }
  if (lots.every(({ kind }) => kind !== "top_up") && [...begun.values()].every((days) => days.length <= 2)) return [...lots];
  const since = new Map([...begun].map(([key, days]) => [key, days.toSorted().at(-2) ?? ""]));
  return lots.filter(({ kind, bucketKey, startsOn, endsBefore }) =>
    kind === "top_up" ? endsBefore === null || endsBefore > on : startsOn >= since.get(bucketKey)!,
  );
}
