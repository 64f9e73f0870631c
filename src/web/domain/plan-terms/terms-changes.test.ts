import { expect, test } from "vitest";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { allowanceDetails, allowanceWords } from "./allowance-words.ts";
import { termsChanges } from "./terms-changes.ts";

const any = { channels: "any", products: "any", severities: "any" } as const;
const office = { weekly: { mon: [["09:00", "17:00"]] } } as const;

const tickets = (amount: number, phone: number): PlanTerms["allowances"][number] => ({
  key: "tickets",
  unit: "tickets",
  drawnAt: "opening",
  beyond: "refuse",
  outOfHoursPercent: 100,
  buckets: [
    {
      ...any,
      key: "all",
      amount,
      per: "contract_year",
      carryOver: "none",
      limits: [{ ...any, key: "phone", atMost: phone, channels: { only: ["phone"] } }],
    },
  ],
});

const before: PlanTerms = {
  ...any,
  hours: office,
  contacts: "any",
  targets: [{ name: "resolution", severity: 1, unit: "working_days", amount: 1 }],
  allowances: [tickets(100, 50)],
};

test("ALW1: an allowance is said as people say it, and how it is drawn, counted and exceeded beside it", () => {
  expect(allowanceWords(tickets(100, 50))).toBe("100 tickets a contract year, of which at most 50 by phone");
  expect(allowanceDetails(tickets(1, 1))).toEqual(["Drawn when a ticket is opened.", "Nothing beyond it."]);
  const hours: PlanTerms["allowances"][number] = {
    key: "hours",
    unit: "minutes",
    beyond: { billMinor: "7550" },
    outOfHoursPercent: 200,
    leastMinutes: 15,
    stepMinutes: 1,
    workKinds: { except: ["travel"] },
    buckets: [{ ...any, key: "all", amount: 2430, per: "quarter", limits: [], carryOver: { atMost: 600 } }],
  };
  expect(allowanceWords(hours)).toBe("40 h 30 min a quarter");
  expect(allowanceDetails(hours)).toEqual([
    "Drawn by the day on which work is done.",
    "What is left is carried over, up to 10 h.",
    "What is beyond it is billed at 75.50 an hour.",
    "Out of hours it counts for 200 %.",
    "A piece of work counts as at least 15 min.",
    "All work draws on it but travel.",
  ]);
});

test("what changed between two versions is told term by term; the same terms tell nothing", () => {
  expect(termsChanges(before, before)).toEqual([]);
  const after: PlanTerms = {
    ...before,
    contacts: "named",
    hours: { ...office, holidays: [{ date: "12-25", name: "Christmas" }] },
    targets: [
      { name: "resolution", severity: 1, unit: "elapsed", amount: 240 },
      { name: "workaround", severity: 1, unit: "elapsed", amount: 60 },
    ],
    allowances: [],
  };
  expect(termsChanges(before, after)).toEqual([
    { what: "Who may ask", before: "any contact of the account", after: "named callers only" },
    { what: "Holiday 12-25", before: null, after: "Christmas: closed" },
    { what: "Resolution at severity 1", before: "1 working day", after: "4 h" },
    { what: "Workaround at severity 1", before: null, after: "1 h" },
    {
      what: "Allowance “tickets”",
      before: "100 tickets a contract year, of which at most 50 by phone. Drawn when a ticket is opened. Nothing beyond it.",
      after: null,
    },
  ]);
});

test("as many other products are a change too", () => {
  const withProduct = (id: string): PlanTerms => ({ ...before, products: { only: [id] } });
  expect(termsChanges(withProduct("a"), withProduct("b"))).toEqual([
    { what: "Products", before: "1 product", after: "1 other product instead" },
  ]);
});
