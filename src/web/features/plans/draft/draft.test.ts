import { describe, expect, test } from "vitest";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { draftOf } from "./draft-of.ts";
import { completionsOf, promiseFrom, promiseText } from "./promise-text.ts";
import { quantityFrom, quantityText } from "./quantity-text.ts";
import { fieldOf, termsOf } from "./terms-of.ts";
import { joined, windowsFrom, windowsText } from "./windows.ts";

const any = { channels: "any", products: "any", severities: "any" } as const;

/** Every kind of term that a plan can have. */
const full: PlanTerms = {
  hours: {
    weekly: {
      mon: [
        ["08:00", "12:00"],
        ["13:00", "17:30"],
      ],
      fri: [["22:00", "06:00"]],
      sun: [["00:00", "24:00"]],
    },
    holidays: [
      { date: "12-25", name: "Christmas" },
      { date: "2026-12-24", hours: [["09:00", "12:00"]], knownFrom: "2026-01-01T00:00:00Z" },
    ],
  },
  channels: { only: ["email", "phone"] },
  contacts: "named",
  severities: { only: [1, 2] },
  products: { only: ["11111111-1111-4111-8111-111111111111"] },
  targets: [
    { name: "first_response", severity: 1, unit: "elapsed", amount: 90 },
    { name: "first_response", severity: 2, unit: "working_time", amount: 240 },
    { name: "resolution", severity: 1, unit: "working_days", amount: 2 },
    { name: "resolution", severity: 2, unit: "calendar_days", amount: 3 },
  ],
  allowances: [
    {
      key: "tickets",
      unit: "tickets",
      drawnAt: "resolution",
      beyond: { billMinor: "7550" },
      outOfHoursPercent: 200,
      buckets: [
        {
          ...any,
          key: "all",
          amount: 100,
          per: "contract_year",
          limits: [{ ...any, key: "phone", atMost: 50, channels: { only: ["phone"] } }],
          carryOver: { atMost: 10 },
        },
      ],
    },
    {
      key: "hours",
      unit: "minutes",
      beyond: "count",
      outOfHoursPercent: 150,
      leastMinutes: 15,
      stepMinutes: 5,
      workKinds: { except: ["travel"] },
      buckets: [{ ...any, key: "all", amount: 150, per: "quarter", limits: [], carryOver: "none" }],
    },
    {
      key: "money",
      unit: "money",
      hourlyRateMinor: "9500",
      beyond: "bill",
      outOfHoursPercent: 100,
      leastMinutes: 1,
      stepMinutes: 1,
      workKinds: { only: ["on site"] },
      buckets: [{ ...any, key: "all", amount: 150_000, per: "term", limits: [], carryOver: "none" }],
    },
  ],
};

test("terms shown in the form and read back are the same terms", () => {
  expect(termsOf(draftOf(full))).toEqual({ terms: full, faults: [] });
});

describe("hours as typed", () => {
  test.each([
    ["9-17", "09:00–17:00"],
    ["8:00 to 12.30, 13–17h", "08:00–12:30, 13:00–17:00"],
    ["22:00–06:00", "22:00–06:00"],
    ["0-24", "00:00–24:00"],
    ["24 h", "00:00–24:00"],
    ["0830-1200 and 1300-1700", "08:30–12:00, 13:00–17:00"],
    ["closed", ""],
    ["", ""],
  ])("%s is %s", (typed, shown) => expect(windowsText(windowsFrom(typed)!)).toBe(shown));

  test.each(["9", "9-", "25-26", "09:70–10:00", "24:00–02:00", "9-9", "9-10-11", "noon"])("%s is no hours", (typed) =>
    expect(windowsFrom(typed)).toBeNull(),
  );

  test("windows that touch are one, and none is longer than a day", () => {
    expect(
      joined([
        { from: 540, to: 720 },
        { from: 720, to: 1020 },
        { from: 1200, to: 1260 },
      ]),
    ).toEqual([
      { from: 540, to: 1020 },
      { from: 1200, to: 1260 },
    ]);
    expect(
      joined([
        { from: 0, to: 1440 },
        { from: 1200, to: 1800 },
      ]),
    ).toEqual([{ from: 0, to: 1440 }]);
  });
});

describe("promises as typed", () => {
  test.each([
    ["30 min", "elapsed", 30],
    ["1 h", "elapsed", 60],
    ["1h 30m", "elapsed", 90],
    ["1,5 hours", "elapsed", 90],
    ["1:30", "elapsed", 90],
    ["4 working hours", "working_time", 240],
    ["4 wh", "working_time", 240],
    ["4 h of working time", "working_time", 240],
    ["90 business minutes", "working_time", 90],
    ["2 working days", "working_days", 2],
    ["2wd", "working_days", 2],
    ["3 days", "calendar_days", 3],
    ["3 d", "calendar_days", 3],
  ] as const)("%s", (typed, unit, amount) => {
    expect(promiseFrom(typed)).toEqual({ unit, amount });
    expect(promiseFrom(promiseText({ unit, amount }))).toEqual({ unit, amount });
  });

  test.each(["4", "soon", "1.5 days", "0.01 h", "-3 h", "working"])("%s is no promise", (typed) =>
    expect(promiseFrom(typed)).toBeNull(),
  );

  test("a number alone is completed to what it may mean", () => {
    expect(completionsOf("4")).toEqual(["4 h", "4 min", "4 working hours", "4 working days", "4 days"]);
    expect(completionsOf("four")).toEqual([]);
  });
});

test("amounts are typed in the unit that people think in", () => {
  expect([quantityFrom("40", "minutes"), quantityFrom("7.5", "minutes"), quantityFrom("2:30", "minutes")]).toEqual([
    2400, 450, 150,
  ]);
  expect(quantityFrom("90 min", "minutes")).toBe(90);
  expect(quantityText(150, "minutes")).toBe("2:30");
  expect([quantityFrom("1,500.00", "money"), quantityFrom("1.5", "tickets"), quantityFrom("-1", "tickets")]).toEqual([
    150_000,
    null,
    null,
  ]);
});

test("what cannot be read is told at its field, and a fault of the server's at the cell it is about", () => {
  const draft = draftOf(full);
  const faulty = {
    ...draft,
    weekly: { ...draft.weekly, tue: "nine to five" },
    channels: { how: "only", only: [] } as const,
    targets: { ...draft.targets, cells: { ...draft.targets.cells, "first_response/2": "4" } },
  };
  const { terms, faults } = termsOf(faulty);
  expect(terms).toBeNull();
  expect(faults.map(({ pointer }) => pointer)).toEqual(["/hours/weekly/tue", "/channels", "/targets/first_response/2"]);
  expect(faults[2]?.message).toContain("4 of what?");
  expect(fieldOf("/targets/2/amount", draft)).toBe("/targets/resolution/1");
  expect(fieldOf("/allowances/0/key", draft)).toBe("/allowances/0/key");
});
