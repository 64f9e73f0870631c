import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { available, foldLots } from "#core/allowances/index.ts";
import { nothing } from "#core/allowances/lot.ts";
import { plusDays } from "#core/coverage/days.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { newId } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, type Granted, tenTickets } from "#test/support/granting.ts";
import * as allowances from "./allowances.ts";
import { selectEntries, selectLots } from "./read-store.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const byPhone = { severity: 3, productPath: [], isOutOfHours: false } as const;
const bucket = tenTickets.buckets[0]!;

const terms = fc
  .record({
    amount: fc.integer({ min: 0, max: 4 }),
    per: fc.constantFrom("term", "contract_year", "quarter", "contract_month", "calendar_month"),
    atMost: fc.integer({ min: 0, max: 3 }),
    carried: fc.option(fc.integer({ min: 1, max: 5 })),
    drawnAt: fc.constantFrom("opening", "resolution"),
    beyond: fc.constantFrom("refuse" as const, "count" as const, { billMinor: "500" }),
  })
  .map(({ amount, per, atMost, carried, drawnAt, beyond }) => ({
    ...tenTickets,
    drawnAt,
    beyond,
    buckets: [
      {
        ...bucket,
        amount,
        per,
        carryOver: carried === null || per === "term" ? ("none" as const) : { atMost: carried },
        limits: [{ ...bucket, key: "phone", channels: { only: ["phone"] as ["phone"] }, atMost }],
      },
    ],
  }));

const kinds = ["asked", "opened", "resolved", "cancelled", "reopened", "merged", "left", "re_pointed"] as const;
const act = fc.record({
  step: fc.integer({ min: 0, max: 25 }),
  ticket: fc.integer({ min: 0, max: 4 }),
  kind: fc.constantFrom(...kinds, ...kinds, "top_up" as const, "adjust" as const, "hand_over" as const),
  channel: fc.constantFrom("phone" as const, "email" as const),
  where: fc.constantFrom("here" as const, "here" as const, "elsewhere" as const, "nowhere" as const),
  quantity: fc.integer({ min: -3, max: 5 }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const nameOf = ({ contractId, planId }: Granted) => ({ contractId, planId, key: "tickets" });
const idOf = ({ contractId, planId }: Granted) => `${contractId}/${planId}/tickets`;

async function perform(
  ctx: Context,
  { kind, channel, quantity, ticket: n }: Act,
  cover: Granted | null,
  tickets: readonly string[],
) {
  const ticket = tickets[n]!;
  if (kind === "hand_over") return allowances.handOver(ctx, ticket, tickets[(n + 1) % tickets.length]!, ctx.newId());
  if (kind === "top_up") {
    if (cover === null) return;
    return allowances.topUpAllowance(ctx, { ...nameOf(cover), bucket: "all", quantity, reason: "bought" });
  }
  if (kind === "adjust") {
    if (cover === null) return;
    const [balance] = await allowances.contractAllowances(ctx, cover.contractId);
    const lot = balance?.buckets[0]?.lots[0]?.id ?? "none";
    return allowances.adjustAllowance(ctx, { ...nameOf(cover), lot, quantity, reason: "counted wrongly" });
  }
  const event = ctx.newId();
  const told = kind === "re_pointed" ? { kind, stage: "open" as const } : { kind };
  const use = { id: ticket, cover, request: { ...byPhone, channel } };
  return allowances.happen(ctx, use, { ...told, event, at: ctx.now });
}

test("ALW2: after a random year the stored balances are the fold of the entries, and nothing is below zero", async () => {
  await fc.assert(
    fc.asyncProperty(terms, fc.array(act, { minLength: 5, maxLength: 30 }), async (granted, acts) => {
      const [here, elsewhere] = [await grant(database, [granted]), await grant(database, [tenTickets])];
      const covers = { here, elsewhere, nowhere: null };
      const tickets = Array.from({ length: 5 }, () => newId());
      let day = "2026-01-01";
      for (const one of acts) {
        day = plusDays(day, one.step) < "2027-02-01" ? plusDays(day, one.step) : day;
        const options = { role: "manager", now: `${day}T12:00:00Z` } as const;
        await inTestTransaction(database, options, (ctx) => perform(ctx, one, covers[one.where], tickets)).catch(
          (error: unknown) => {
            if (!(error instanceof Problem) || !["refused", "not_found"].includes(error.code)) throw error;
          },
        );
      }
      for (const cover of [here, elsewhere]) await expectFolded(cover);
    }),
    { numRuns: 25 },
  );
}, 120_000);

async function expectFolded(cover: Granted): Promise<void> {
  const { tx } = testContext(database);
  const folded = foldLots(await selectEntries(tx, idOf(cover)));
  const lots = (await selectLots(tx, [idOf(cover)])).get(idOf(cover)) ?? [];
  for (const { id, granted, expired, held, consumed } of lots)
    expect({ id, granted, expired, held, consumed }).toEqual({ id, ...(folded.get(id) ?? nothing) });
  const overdrawn = lots.filter((lot) => lot.kind !== "beyond" && available(lot) < 0);
  expect(overdrawn).toEqual([]);
  expect([...folded.keys()].toSorted()).toEqual(
    lots
      .map(({ id }) => id)
      .filter((id) => folded.has(id))
      .toSorted(),
  );
}
