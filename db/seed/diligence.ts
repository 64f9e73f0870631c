/** How the desk came to rely on its records: serials seen, contracts compared with finance, and a policy that grew stricter step by step. */

import { defaultPolicy, type Policy } from "#core/policy/index.ts";
import { verifyAssets } from "#modules/assets/assets.ts";
import { reconcileContracts } from "#modules/contracts/contracts.ts";
import * as exceptions from "#modules/exceptions/exceptions.ts";
import * as policies from "#modules/policies/policies.ts";
import type { Context } from "#platform/context.ts";
import type { Actor } from "#platform/permit.ts";
import type { Customer, Draw } from "./estate.ts";
import type { Happening } from "./happenings.ts";
import type { Colleague, People } from "./people.ts";
import { makeRandom, type Random } from "./random.ts";

/** Something that people did at an instant. */
export type Duty = { readonly at: Temporal.Instant; readonly carryOut: (ctx: Context) => Promise<void> };

/** Months of looking after the records; before that nobody did. */
const months = 14;
/** Of ten customers, how many in a hundred of their assets were seen by now, and of their contracts compared each quarter. */
const care = [98, 95, 90, 85, 60, 45, 30, 15, 5, 0] as const;

/** All of it in order of time, to be done between contracts and tickets as these happen. */
export function drawDuties(
  { now }: Draw,
  customers: readonly Customer[],
  happenings: readonly Happening[],
  people: People,
): Duty[] {
  const random = makeRandom(8_204);
  const contracts = happenings.flatMap((happening) => happening.contracts).filter(({ signedOn }) => signedOn !== null);
  const careOf = new Map(customers.map(({ account }, index) => [account.id, care[index % care.length]!]));
  const monthly = Array.from({ length: months }, (_, index) => index).flatMap((ago): Duty[] => {
    const at = now.subtract({ hours: (ago * 30 + 2) * 24 });
    const seen = customers.flatMap(({ account, assets }) =>
      assets.filter(() => random.chance(careOf.get(account.id)! / 100 / 6)).map(({ id }) => id),
    );
    const compared = contracts.filter(({ accountId }) => ago % 3 === 1 && random.chance(careOf.get(accountId)! / 100));
    return [
      { at, carryOut: (ctx) => see({ ...ctx, actor: asAgent(random, people.agents) }, seen) },
      {
        at,
        carryOut: (ctx) =>
          reconcileContracts(
            { ...ctx, actor: people.finance },
            compared.map(({ id }) => id),
            { note: "Quarterly comparison with the ledger" },
          ),
      },
    ];
  });
  return [...monthly, ...policySteps(now, customers, people.manager)].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** Weeks after which most exceptions have come to something. */
const settledAfterWeeks = 6;
/** And after which all have. */
const longSettledDays = 120;
const outcomes = [
  ["renewed", "Renewed from the day after the old term"],
  ["renewed", "Added to the contract with the next amendment"],
  ["quoted", "Quoted and paid by the hour"],
  ["written_off", "Too small to chase"],
] as const;

/** What became of the exceptions of two years, as it is known by now; the youngest are still open. */
export async function workThroughExceptions(ctx: Context, { now }: Draw): Promise<void> {
  const random = makeRandom(4_409);
  const through = now
    .subtract({ hours: settledAfterWeeks * 7 * 24 })
    .toZonedDateTimeISO("UTC")
    .toPlainDate()
    .toString();
  const asked = { status: "open", through, assignee: "anybody", sort: "oldest", limit: 200 } as const;
  const { rows } = await exceptions.listExceptions(ctx, asked);
  for (const { id, revision, openedAt } of rows) {
    const isOld = openedAt < now.subtract({ hours: longSettledDays * 24 }).toString();
    if (!isOld && random.chance(0.15)) continue;
    const [status, note] = random.pick(outcomes);
    const at = Temporal.Instant.from(openedAt).add({ hours: random.int(5, 40) * 24 });
    await exceptions.changeException({ ...ctx, now: at }, id, revision, { status, note });
  }
}

async function see(ctx: Context, assetIds: readonly string[]): Promise<void> {
  await verifyAssets(ctx, { assetIds, serials: [], note: "Read off the device during a call" });
}

function asAgent(random: Random, agents: readonly Colleague[]): Actor {
  return { kind: "user", ...random.pick(agents), role: "agent", accountId: null, contactId: null };
}

/** Look first, then tell, then refuse where the records can be relied on. */
function policySteps(now: Temporal.Instant, customers: readonly Customer[], manager: Actor): Duty[] {
  const rule = { accounts: "any", plans: "any", channels: "any", severities: "any", confidence: "any" } as const;
  const strategic = { ...rule, key: "Strategic accounts", handling: "observe" } as const;
  const some = [customers[1]!.account.id, customers[4]!.account.id] as const;
  const look: Policy = { ...defaultPolicy, otherwise: "observe", graceDays: 30 };
  const tell: Policy = { ...look, otherwise: "advise", rules: [{ ...strategic, accounts: { only: some } }] };
  const strict: Policy = {
    ...tell,
    rules: [
      ...tell.rules,
      { ...rule, key: "Strict where records are good", handling: "enforce", confidence: { fromBp: 9000, below: "advise" } },
      { ...rule, key: "Calls without cover", channels: { only: ["phone"] }, severities: { only: [3, 4] }, handling: "bill" },
    ],
  };
  const step = (daysAgo: number, policy: Policy, reason: string): Duty => ({
    at: now.subtract({ hours: daysAgo * 24 }),
    carryOut: async (ctx) => {
      const then = { ...ctx, actor: manager };
      const { version } = await policies.getPolicy(then);
      await policies.changePolicy(then, version, { policy, reason });
    },
  });
  return [
    step(330, look, "We look first: everything is served, and what was not covered is recorded"),
    step(170, tell, "The records are good enough to tell customers and renewals"),
    step(12, strict, "Strict where at least nine tenths of the records hold; calls about small things against a quote"),
    ...customers.slice(0, 6).map(({ account }, index): Duty => goodwill(now, account.id, manager, 40_000n * BigInt(index + 1))),
  ];
}

function goodwill(now: Temporal.Instant, accountId: string, manager: Actor, budgetMinor: bigint): Duty {
  return {
    at: now.subtract({ hours: 160 * 24 }),
    carryOut: async (ctx) => {
      await policies.setGoodwill({ ...ctx, actor: manager }, accountId, 0, { budgetMinor, reason: "Agreed for the year" });
    },
  };
}
