// Several people at once, on connections of their own: one is first, and the others are told so.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Problem } from "#platform/problem.ts";
import { inTestTransaction, testActor, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { type Context, inTransaction } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { addPlanVersion, changeRanking, createPlan, ensureStandardPlans, getPlan, getRanking, listPlans } from "./plans.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await inTestTransaction(database, { role: "administrator" }, ensureStandardPlans);
});
afterAll(() => database.close());

const people = 8;

/** What became of the same act by several people at once: "done", or the problem's code. */
async function atOnce(act: (ctx: Context, person: number) => Promise<unknown>): Promise<string[]> {
  const shell = testShell(database);
  const outcomes = await Promise.allSettled(
    Array.from({ length: people }, (_, person) => inTransaction(shell, testActor("manager"), (ctx) => act(ctx, person))),
  );
  return outcomes
    .map((one) => (one.status === "fulfilled" ? "done" : one.reason instanceof Problem ? one.reason.code : String(one.reason)))
    .toSorted();
}

const oneOnly = (code: string) => ["done", ...Array<string>(people - 1).fill(code)].toSorted();

test("SLA4: of several versions given at once one is recorded", async () => {
  const gold = await inTestTransaction(database, {}, async (ctx) => (await listPlans(ctx)).find(({ name }) => name === "Gold")!);
  const terms = gold.terms as Parameters<typeof addPlanVersion>[3]["terms"];
  const outcomes = await atOnce((ctx, person) =>
    addPlanVersion(ctx, gold.id, gold.revision, { effectiveOn: "2999-01-01", terms, reason: `By ${person}`, kind: "change" }),
  );
  expect(outcomes).toEqual(oneOnly("stale_version"));
  const { revision, versions } = await inTestTransaction(database, {}, (ctx) => getPlan(ctx, gold.id));
  expect([revision, versions.length]).toEqual([gold.revision + 1, 2]);
});

test("ENT3: of several orders given at once one is recorded", async () => {
  const { version, scopes, sources } = await inTestTransaction(database, {}, getRanking);
  const outcomes = await atOnce((ctx, person) => changeRanking(ctx, version, { scopes, sources, reason: `By ${person}` }));
  expect(outcomes).toEqual(oneOnly("stale_version"));
  expect((await inTestTransaction(database, {}, getRanking)).history).toHaveLength(2);
});

test("of several plans of one name made at once one is made", async () => {
  const { terms } = await inTestTransaction(database, {}, async (ctx) => (await listPlans(ctx))[0]!);
  const body = { name: "Tin", terms, reason: "made" } as Parameters<typeof createPlan>[1];
  expect(await atOnce((ctx) => createPlan(ctx, body))).toEqual(oneOnly("conflict"));
});
