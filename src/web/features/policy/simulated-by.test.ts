import { expect, test } from "vitest";
import type { ReplayDifference } from "#api/replays.ts";
import { simulatedBy } from "./simulated-by.ts";

type Handling = ReplayDifference["before"]["handling"];

function difference(before: Handling, after: Handling, more: Partial<ReplayDifference> = {}): ReplayDifference {
  const said = (handling: Handling) => ({ outcome: "not_entitled" as const, coveredBy: null, handling });
  return {
    decisionId: "0199c2a0-0000-7000-8000-000000000000",
    decidedAt: "2026-08-01T10:00:00Z",
    accountName: "Northgate",
    serial: null,
    ticket: { id: "0199c2a0-0000-7000-8000-000000000001", number: "T-1", subject: "It beeps" },
    before: said(before),
    after: said(after),
    reason: "",
    cost: null,
    wrongly: false,
    ...more,
  };
}

test("ENT3: refused, waiting, wrongly and served are counted by ticket; cost is summed in each currency", () => {
  const { refused, awaiting, wrongly, served, cost } = simulatedBy([
    difference("advise", "enforce", { cost: { minor: "9007199254740993", currency: "GBP" }, wrongly: true }),
    difference("observe", "enforce", { cost: { minor: "7", currency: "GBP" } }),
    difference("advise", "bill", { cost: { minor: "250", currency: "EUR" } }),
    difference("advise", "enforce", { ticket: null, cost: { minor: "1", currency: "GBP" } }),
    difference("enforce", "advise"),
    difference("bill", "enforce"),
  ]);
  expect([refused.length, awaiting.length, wrongly.length, served.length]).toEqual([3, 1, 1, 1]);
  expect(cost).toEqual([
    { currency: "GBP", minor: "9007199254741000" },
    { currency: "EUR", minor: "250" },
  ]);
});
