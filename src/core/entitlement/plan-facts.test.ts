import { expect, test } from "vitest";
import { contract, coverage, facts, gold, lineOf } from "#test/support/entitlement-facts.ts";
import { decide } from "./decide.ts";
import { planOfCandidate } from "./plan-of.ts";

test("COV4: where a plan's new version has begun in one zone and not yet in another, each coverage is under its own", () => {
  const severe = { ...gold, versionId: "gold-2", terms: { ...gold.terms, channels: { only: ["fax"] } as const } };
  const oslo = { ...contract, id: "ct-2", number: "SC-2002", timeZone: "Europe/Oslo" };
  const coverages = [
    coverage({ subject: { kind: "account", accountId: "acc-1", coversSubAccounts: false } }),
    coverage({ id: "cov-2", source: lineOf("ct-2", "SC-2002"), timeZone: "Europe/Oslo" }),
  ];
  const asked = (plans: Parameters<typeof facts>[0] & object) =>
    decide({ channel: "phone" }, facts({ coverages, contracts: [contract, oslo], ...plans })).candidates.map(
      ({ contractNumber, ruledOutBy }) => `${contractNumber} ${ruledOutBy?.rule ?? "holds"}`,
    );
  expect(asked({ plans: [gold, { ...severe, timeZone: "Europe/Oslo" }] })).toEqual(["SC-2001 holds", "SC-2002 ENT5"]);
  expect(asked({ plans: [severe, { ...gold, timeZone: "Europe/London" }] })).toEqual(["SC-2001 holds", "SC-2002 ENT5"]);
  expect(asked({ plans: [gold] })).toEqual(["SC-2002 holds", "SC-2001 holds"]);

  const known = facts({ coverages, contracts: [contract, oslo], plans: [gold, { ...severe, timeZone: "Europe/Oslo" }] });
  const { candidates } = decide({ channel: "phone" }, known);
  expect(candidates.map((one) => planOfCandidate(one, known).versionId)).toEqual([gold.versionId, "gold-2"]);
  const byDefault = { ...candidates[0]!, coverageId: null };
  expect(planOfCandidate(byDefault, known).versionId).toBe(gold.versionId);
  expect(() => planOfCandidate({ ...byDefault, planId: "none" }, known)).toThrow("The facts lack the plan none.");
});
