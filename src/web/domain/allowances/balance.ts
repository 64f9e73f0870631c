import type { AllowanceBalance } from "#api/allowances.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";

type Admits<T> = "any" | "none" | { readonly only: readonly T[] };

/** Which requests draw on it; products with their names, where they are known. */
export type Admitted = {
  readonly channels: Admits<Channel>;
  readonly products: Admits<string | { readonly name: string }>;
  readonly severities: Admits<Severity>;
};

/** How an allowance stands in a period: a bucket's balance, or with `limit` that of a part of it ("of which at most 50 by phone"). */
export type Balance = Admitted & {
  readonly allowance: string;
  readonly bucket: string;
  readonly limit: string | null;
  readonly unit: "tickets" | "minutes" | "money";
  readonly per: "term" | "contract_year" | "quarter" | "contract_month" | "calendar_month";
  readonly granted: number;
  readonly held: number;
  readonly used: number;
  readonly left: number;
  readonly over: number;
  readonly beyond: "refuse" | "count" | "bill";
  readonly startsOn: string;
  readonly endsBefore: string | null;
  /** What money is in; null for other units. */
  readonly currency?: string | null;
  /** The day by whose end it is used up if use goes on as it did; null where the period ends first. */
  readonly runsOutOn?: string | null;
};

/** The balances of an allowance, each bucket followed by its limits. */
export function balancesOf({ planId, key, unit, beyond, currency, buckets }: AllowanceBalance): Balance[] {
  return buckets.flatMap((bucket) => {
    const { startsOn, endsBefore, per, channels, products, severities } = bucket;
    const shared = { allowance: `${planId}/${key}`, bucket: bucket.key, unit, per, beyond, startsOn, endsBefore, currency };
    const whole: Balance = {
      ...shared,
      limit: null,
      channels,
      products,
      severities,
      granted: bucket.granted,
      held: bucket.held,
      used: bucket.consumed,
      left: bucket.available,
      over: bucket.over,
      runsOutOn: bucket.runsOutOn,
    };
    const limits = bucket.limits.map(({ key: limit, atMost, used, available, ...admitted }) => ({
      ...shared,
      ...admitted,
      limit,
      granted: atMost,
      held: 0,
      used,
      left: available,
      over: 0,
    }));
    return [whole, ...limits];
  });
}
