/** Books at random, and questions about them, for the laws of the entitlement check. Small enough that everything collides. */

import fc from "fast-check";
import { plusDays } from "#core/coverage/days.ts";
import type { Coverage, Subject } from "#core/coverage/coverage.ts";
import type { ClueFact, ContractFact, Facts, Question } from "#core/entitlement/facts.ts";
import { channels, severities } from "#core/entitlement/terms.ts";
import {
  bronze,
  clue,
  coverage,
  drawn,
  facts,
  gold,
  halden,
  juno,
  lineOf,
  northgate,
  server,
  silver,
  warranty,
} from "./entitlement-facts.ts";

const contracts: readonly ContractFact[] = ["1", "2", "3"].map((n) => ({
  id: `ct-${n}`,
  number: `SC-200${n}`,
  startsOn: "2025-10-01",
  endsBefore: n === "3" ? null : "2027-10-01",
  accountId: "acc-1",
  timeZone: "Europe/London",
}));

const below = { ...northgate, ancestorIds: ["acc-0"] };
const part = { ...server, ancestorIds: ["asset-rack"] };
/** Of the same key as the server's serial, at another account. */
const twin = { ...server, id: "asset-2", accountId: "acc-2", serial: "PHH-68634F", tag: "T-2", productPath: [], siteId: null };

const subjects: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({
    kind: fc.constant("asset"),
    assetId: fc.constantFrom("asset-1", "asset-rack", "asset-9"),
    coversParts: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("product"),
    productId: fc.constantFrom("prod-switch", "prod-cisco", "prod-hpe"),
    accountId: fc.constantFrom("acc-1", "acc-0"),
    coversSubAccounts: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("site"), siteId: fc.constantFrom("site-hq", "site-depot") }),
  fc.record({ kind: fc.constant("account"), accountId: fc.constantFrom("acc-1", "acc-0"), coversSubAccounts: fc.boolean() }),
) as fc.Arbitrary<Subject>;

const coverages: fc.Arbitrary<Coverage> = fc
  .record({
    subject: subjects,
    contract: fc.option(fc.constantFrom(...contracts), { freq: 4 }),
    line: fc.constantFrom("1", "2", "10"),
    plan: fc.constantFrom(gold, silver, bronze, warranty),
    start: fc.integer({ min: -400, max: 20 }),
    days: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 4 }),
    service: fc.constantFrom("support", "support", "hardware"),
    endReason: fc.constantFrom("term", "removed", "cancelled"),
    timeZone: fc.constantFrom("Europe/London", "Pacific/Auckland", "America/Los_Angeles"),
  })
  .map(({ contract, line, plan, start, days, ...rest }) => {
    const startsOn = plusDays("2026-03-18", start);
    const source = contract === null ? ({ kind: "warranty" } as const) : lineOf(contract.id, contract.number, line);
    return coverage({ ...rest, source, planId: plan.id, startsOn, endsBefore: days === null ? null : plusDays(startsOn, days) });
  });

const clues: fc.Arbitrary<readonly ClueFact[]> = fc.subarray<ClueFact>([
  clue("serial", "PHH68634F", ["acc-1", "acc-2"]),
  clue("assetTag", "CU1000-001", ["acc-1"]),
  clue("email", "juno@northgate.example", ["acc-1"]),
  clue("phone", "+44 20 7946 3050", ["acc-1", "acc-2"]),
  clue("contractNumber", "SC-2001", ["acc-1"]),
  clue("account", "Nobody", []),
]);

export const books: fc.Arbitrary<Facts> = fc
  .record({
    clues,
    coverages: fc.array(coverages, { maxLength: 8 }),
    lots: fc
      .array(
        fc.record({
          contract: fc.constantFrom(...contracts.slice(0, 2)),
          plan: fc.constantFrom(silver, bronze),
          draws: fc.array(fc.record({ channel: fc.constantFrom(...channels), units: fc.integer({ min: 1, max: 60 }) }), {
            maxLength: 4,
          }),
          on: fc.constantFrom("2025-12-24", "2026-03-01"),
        }),
        { maxLength: 3 },
      )
      .map((all) => {
        const once = new Map(all.map((one) => [`${one.contract.id} ${one.plan.id}`, one]));
        return [...once.values()].flatMap(({ plan, draws, ...of }) => drawn(plan, draws, of));
      }),
    coveredAssets: fc.constantFrom(0, 3),
    defaultPlanId: fc.constantFrom(null, "plan-bronze"),
    defaultRanking: fc.boolean(),
  })
  .map(({ defaultRanking: asIs, coverages: some, ...rest }) => {
    const asks = (kinds: readonly ClueFact["clue"][]): boolean => rest.clues.some((one) => kinds.includes(one.clue));
    const base = facts({
      ...rest,
      accounts: [below, halden],
      assets: asks(["serial"]) ? [part, twin] : asks(["assetTag"]) ? [part] : [],
      contacts: asks(["email", "phone"])
        ? [juno, { ...juno, id: "con-9", accountId: "acc-2", email: null, namedCaller: false }]
        : [],
      coverages: some.map((one, index) => ({ ...one, id: `cov-${index}` })),
      contracts,
    });
    return asIs ? base : { ...base, ranking: { scopes: base.ranking.scopes.toReversed(), sources: ["warranty", "contract"] } };
  });

export const questions: fc.Arbitrary<Question> = fc
  .record({
    channel: fc.option(fc.constantFrom(...channels), { nil: undefined }),
    severity: fc.option(fc.constantFrom(...severities), { nil: undefined }),
    service: fc.option(fc.constantFrom("support", "hardware"), { nil: undefined, freq: 2 }),
  })
  .map((asked) => JSON.parse(JSON.stringify(asked)) as Question);
