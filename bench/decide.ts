/** One decision in core, with nothing to be loaded: twenty candidates, each at a moment of its own. */

import { decide, type Facts, type Question } from "#core/index.ts";
import { defaultRanking } from "#core/entitlement/facts.ts";
import { standardPlans } from "#modules/plans/standard.ts";

const candidates = 20;
const decisions = 1000;
const rounds = 100;
const goalMicros = 20;

const [account, asset] = ["01980000-0000-7000-8000-000000000001", "01980000-0000-7000-8000-000000000002"];
const first = Temporal.Instant.from("2026-03-20T09:30:00Z");
const numbered = (n: number): string => `01980000-0000-7000-8000-1${String(n).padStart(11, "0")}`;
const plans = Object.entries(standardPlans).map(([name, terms]) => ({ id: name, versionId: name, name, version: 1, terms }));

/** Years of one contract after the other, of which one holds on the day. */
const years = Array.from({ length: candidates }, (_, n) => ({
  id: numbered(n),
  number: `C-${1000 + n}`,
  startsOn: `${2016 + n}-01-01`,
  endsBefore: `${2017 + n}-01-01`,
  accountId: account,
  timeZone: "Europe/London",
}));

const facts: Facts = {
  at: first.toString(),
  knownAt: first.toString(),
  clues: [{ clue: "serial", value: "KLO10011", matches: 1, accountIds: [account] }],
  accounts: [{ id: account, reference: null, name: "Northgate", timeZone: "Europe/London", currency: "GBP", ancestorIds: [] }],
  assets: [
    {
      id: asset, accountId: account, serial: "KLO10011", tag: null, productId: null, productName: null, productPath: [],
      version: null, siteId: null, siteName: null, environment: null, status: "in_use", ancestorIds: [],
    },
  ],
  contacts: [],
  productPath: [],
  coverages: years.map(({ id, number, startsOn, endsBefore, timeZone }, n) => ({
    id: numbered(100 + n),
    source: { kind: "contract", contractId: id, contractNumber: number, lineNumber: "1" },
    subject: { kind: "asset", assetId: asset, coversParts: false },
    service: "support",
    planId: plans[n % plans.length]!.name,
    startsOn,
    endsBefore,
    endReason: "term",
    timeZone,
  })),
  contracts: years,
  plans,
  coveredAssets: 0,
  lots: [],
  defaultPlanId: null,
  ranking: defaultRanking,
  similarSerials: [],
}; // oxfmt-ignore

/** Microseconds for one decision: the best of several rounds, for what else the machine does only ever slows it down. */
export function decideBench(): { name: string; value: number; goal: number } {
  const question: Question = { serial: "KLO10011", severity: 2 };
  const moments = Array.from({ length: decisions }, (_, n) => {
    const at = first.add({ milliseconds: n * 997 }).toString();
    return { ...facts, at, knownAt: at };
  });
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    for (const one of moments) if (decide(question, one).outcome !== "entitled") throw new Error("It is covered on that day.");
    best = Math.min(best, ((performance.now() - began) * 1000) / decisions);
  }
  return { name: `decide among ${candidates} candidates`, value: best, goal: goalMicros };
}
