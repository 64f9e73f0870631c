import { expect, test } from "vitest";
import { coverage, drawn, facts, silver, ticketsAYear } from "#test/support/entitlement-facts.ts";
import { decide } from "./decide.ts";
import type { Plan } from "./terms.ts";

const withVisits: Plan = {
  ...silver,
  terms: { ...silver.terms, allowances: [ticketsAYear(10), { ...ticketsAYear(4), key: "visits" }] },
};

/** What is left of each allowance after so many tickets. */
function leftAfter(units: number): number[] {
  const lots = drawn(withVisits, [{ channel: "phone", units }]);
  const coverages = [coverage({ planId: withVisits.id })];
  return decide({}, facts({ plans: [withVisits], coverages, lots })).candidates[0]!.allowances.map(({ left }) => left);
}

test("ENT6: a candidate tells what is left of every allowance, as the ledger has it now", () => {
  expect([0, 1, 10, 0].map(leftAfter)).toEqual([
    [10, 4],
    [9, 4],
    [0, 4],
    [10, 4],
  ]);
});
