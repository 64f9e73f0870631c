import { describe, expect, test } from "vitest";
import { changeGrammar, changesOf, type Understanding } from "./changes.ts";
import { readClauses } from "./clauses.ts";

const known: Understanding = {
  currency: "GBP",
  laterFacts: undefined,
  accountNamed: (typed) => Promise.resolve(`id of ${typed}`),
};

async function said(line: string, more: Partial<Understanding> = {}) {
  const { clauses } = readClauses(line.split(" "), { ...changeGrammar, overall: {} });
  return (await Promise.all(clauses.map((clause) => changesOf(clause, { ...known, ...more })))).flat();
}

describe("COV8: every change can be said", () => {
  test.each([
    [
      "--remove A tag:T-1 --last-day 2026-03-20",
      [{ kind: "remove", covered: [{ serial: "A" }, { assetTag: "T-1" }], lastDay: "2026-03-20" }],
    ],
    [
      "--add A --from 2026-04-01 --until 2026-12-31 --plan Gold --yearly 1,200.00 --line 3",
      [
        {
          kind: "add",
          line: "3",
          subjects: [{ serial: "A" }],
          plan: "Gold",
          yearlyMinor: "120000",
          startsOn: "2026-04-01",
          endsBefore: "2027-01-01",
        },
      ],
    ],
    [
      "--add account:x --from 2026-04-01 --until open --plan Gold --yearly 90 --new-line 4 --service hardware --sub-accounts",
      [
        {
          kind: "add",
          line: { number: "4", service: "hardware" },
          subjects: [{ accountId: "x", coversSubAccounts: true }],
          plan: "Gold",
          yearlyMinor: "9000",
          startsOn: "2026-04-01",
          endsBefore: null,
        },
      ],
    ],
    [
      "--swap A=B C=tag:D --last-day 2026-03-31",
      [
        { kind: "replace", covered: { serial: "A" }, by: { serial: "B" }, lastDay: "2026-03-31" },
        { kind: "replace", covered: { serial: "C" }, by: { assetTag: "D" }, lastDay: "2026-03-31" },
      ],
    ],
    [
      "--reprice A --line 1 --by-percent=-3.5 --from 2026-04-01",
      [{ kind: "reprice", covered: [{ serial: "A", line: "1" }], byPercent: "-3.5", effectiveOn: "2026-04-01" }],
    ],
    [
      "--reprice A --yearly 0 --from 2026-04-01",
      [{ kind: "reprice", covered: [{ serial: "A" }], yearlyMinor: "0", effectiveOn: "2026-04-01" }],
    ],
    [
      "--move A --plan Silver --from 2026-04-01",
      [{ kind: "move", covered: [{ serial: "A" }], plan: "Silver", effectiveOn: "2026-04-01" }],
    ],
    ["--extend 2027-06-30", [{ kind: "extend", endsBefore: "2027-07-01", carries: "what_runs_to_the_end" }]],
    ["--extend open --carry nothing", [{ kind: "extend", endsBefore: null, carries: "nothing" }]],
    [
      "--shorten 2026-06-30 --agree A,B",
      [{ kind: "shorten", lastDay: "2026-06-30", agreedClamps: [{ serial: "A" }, { serial: "B" }] }],
    ],
    ["--suspend 2026-03-01 --until 2026-03-31", [{ kind: "suspend", startsOn: "2026-03-01", resumesOn: "2026-04-01" }]],
    ["--suspend 2026-03-01", [{ kind: "suspend", startsOn: "2026-03-01", resumesOn: null }]],
    ["--resume 2026-03-11", [{ kind: "resume", effectiveOn: "2026-03-11" }]],
    ["--cancel 2026-06-30", [{ kind: "cancel", lastDay: "2026-06-30" }]],
    ["--transfer CU2 --from 2026-07-01", [{ kind: "transfer", accountId: "id of CU2", effectiveOn: "2026-07-01" }]],
    [
      "--correct A B --from 2026-04-01 --until 2026-04-30 --not-covered",
      [
        { kind: "correct", covered: { serial: "A" }, startsOn: "2026-04-01", endsBefore: "2026-05-01", to: null },
        { kind: "correct", covered: { serial: "B" }, startsOn: "2026-04-01", endsBefore: "2026-05-01", to: null },
      ],
    ],
    [
      "--correct A --from 2026-04-01 --until 2026-04-30 --plan Gold --yearly 100.00",
      [
        {
          kind: "correct",
          covered: { serial: "A" },
          startsOn: "2026-04-01",
          endsBefore: "2026-05-01",
          to: { plan: "Gold", yearlyMinor: "10000" },
        },
      ],
    ],
  ])("%s", async (line, changes) => {
    expect(await said(line)).toEqual(changes);
  });
});

test("COV13: what becomes of later facts is said for every change that may meet some", async () => {
  const changes = await said("--remove A --last-day 2026-03-20 --cancel 2026-06-30 --suspend 2026-03-01", { laterFacts: "keep" });
  expect(changes.map((change) => "laterFacts" in change && change.laterFacts)).toEqual(["keep", "keep", false]);
});

describe("what is not as it must be is told with how to say it", () => {
  test.each([
    ["--remove A --last-day 20.3.2026", '--last-day is "20.3.2026". Write a day of the calendar as 2026-03-20.'],
    ["--remove A --last-day 2026-02-30", "Write a day of the calendar"],
    ["--swap A --last-day 2026-03-20", "Write OLD=NEW"],
    ["--reprice A --from 2026-04-01", "--reprice needs --yearly"],
    ["--reprice A --from 2026-04-01 --yearly 1 --by-percent 2", "one of the two"],
    ["--reprice A --from 2026-04-01 --yearly 12,500", "--yearly: "],
    ["--reprice A --from 2026-04-01 --yearly=-5", "--yearly is less than nothing"],
    ["--move A --plan= --from 2026-04-01", "--plan is empty."],
    ["--correct A --from 2026-04-01 --until 2026-04-30", "--correct needs --plan after it."],
    ["--correct A --from 2026-04-01 --until 2026-04-30 --not-covered --plan Gold", "--not-covered says that there was none"],
    ["--extend 2027-06-30 --carry some", '--carry is "some"'],
    ["--add A --from 2026-04-01 --plan Gold --yearly 1 --line 1 --new-line 2", "a new one is --new-line"],
  ])("%s", async (line, words) => {
    await expect(said(line)).rejects.toThrow(words);
  });
});
