/** Which contracts a customer has had, and over which months, by how their support has gone. */

import type { History } from "./companies.ts";
import type { Random } from "./random.ts";

export type PlanName = "Gold" | "Silver" | "Bronze";

/** One contract of a chain. Months are counted from the first of this month. */
export type Term = {
  readonly plan: PlanName;
  readonly from: number;
  readonly months: number;
  /** Days from today of its last covered day, when it is cancelled before its time. */
  readonly cancelledIn?: number;
  /** Nobody has signed it yet. */
  readonly draft?: true;
};

/** The customer's main contracts, one after the other. */
export function mainTerms(history: History, random: Random): Term[] {
  const year = 12;
  const yearly = (from: number, plans: readonly PlanName[]): Term[] =>
    plans.map((plan, index) => ({ plan, from: from + index * year, months: year }));
  const plan = random.weighted<PlanName>([
    ["Gold", 3],
    ["Silver", 4],
    ["Bronze", 3],
  ]);
  switch (history) {
    case "steady": {
      const start = -random.int(26, 35);
      const terms = yearly(start, [plan, plan, plan]);
      // What ends within a quarter has its renewal on somebody's desk already.
      return start + 3 * year <= 3 ? [...terms, { plan, from: start + 3 * year, months: year, draft: true }] : terms;
    }
    case "upgraded":
      return yearly(-random.int(27, 33), ["Bronze", "Silver", "Gold"]);
    case "lapsed":
      return yearly(-random.int(26, 28), [plan, plan]);
    case "cancelled":
    case "leaving":
      return [
        { plan, from: -28, months: year },
        { plan, from: -16, months: 2 * year, cancelledIn: history === "leaving" ? 24 : -35 },
      ];
    case "gap":
      return [...yearly(-30, [plan, plan]), { plan, from: -6 + random.int(1, 2), months: year }];
    case "new":
      return [{ plan, from: -random.int(3, 7), months: year }];
    case "sites":
      return yearly(-random.int(25, 31), ["Silver", "Silver", "Silver"]);
    case "group":
      return yearly(-random.int(26, 32), [plan, plan, plan]);
  }
}

/** The contracts for the business software, beside the main ones. */
export function softwareTerms(random: Random): Term[] {
  const start = -random.int(16, 23);
  const plan = random.pick<PlanName>(["Gold", "Silver"]);
  return [
    { plan, from: start, months: 12 },
    { plan, from: start + 12, months: 12 },
  ];
}
