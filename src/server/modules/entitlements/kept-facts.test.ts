import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import type { Database } from "#platform/db/database.ts";
import * as entitlements from "./entitlements.ts";
import { factsFrom, keptFacts, type KeptFacts } from "./kept-facts.ts";
import { selectDecision } from "./store.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

async function recorded() {
  const ctx = testContext(database, { role: "agent", now: "2026-03-10T09:00:00Z" });
  const { id } = await entitlements.checkEntitlement(ctx, { assetTag: "NG-2", channel: "email", severity: 3, record: true });
  const { facts } = await database.db.selectFrom("decision").where("id", "=", id!).select("facts").executeTakeFirstOrThrow();
  return { ctx, id: id!, kept: facts as KeptFacts };
}

test("ENT13: a decision is kept with the versions of the plans that it went by, and is read with their terms", async () => {
  const { ctx, id, kept } = await recorded();
  expect(kept.plans.length).toBeGreaterThan(0);
  expect(kept.plans.filter((plan) => "terms" in plan)).toEqual([]);
  const { facts } = (await selectDecision(database.db, id))!;
  expect(facts.plans.map(({ terms }) => terms.channels)).not.toContain(undefined);
  expect(keptFacts(facts)).toEqual(kept);
  expect((await entitlements.replayDecision(ctx, id)).same).toBe(true);
});

test("ENT13: a later version of the plan changes nothing of what was decided", async () => {
  const { ctx, id } = await recorded();
  const before = (await selectDecision(database.db, id))!;
  const { planId } = before.answer.candidates[0]!;
  const terms = { ...before.facts.plans[0]!.terms, channels: "none" };
  await sql`
    insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
    select ${ctx.newId()}, plan_id, max(version) + 1, max(effective_on), ${JSON.stringify(terms)}, ${ctx.now}
    from plan_version where plan_id = ${planId} group by plan_id`.execute(database.db);
  expect(await selectDecision(database.db, id)).toEqual(before);
  expect((await entitlements.replayDecision(ctx, id)).same).toBe(true);
});

test("facts that were kept with all their terms are read as they are; a version that is not on record is named", async () => {
  const { id, kept } = await recorded();
  const { facts } = (await selectDecision(database.db, id))!;
  expect(factsFrom(facts, new Map())).toEqual(facts);
  expect(() => factsFrom(kept, new Map())).toThrow(kept.plans[0]!.name);
});

test("ENT13: a decision that was kept with all its terms replays to the same, beside one that was not", async () => {
  const { ctx, id } = await recorded();
  const { facts } = (await selectDecision(database.db, id))!;
  const whole = ctx.newId();
  await sql`
    insert into decision (id, question, facts, answer, handled, outcome, account_id, asset_id, contract_id, actor_id, decided_at)
    select ${whole}, question, ${JSON.stringify(facts)}, answer, handled, outcome, account_id, asset_id, contract_id, actor_id, decided_at
    from decision where id = ${id}`.execute(database.db);
  expect((await entitlements.replayDecision(ctx, whole)).same).toBe(true);
  const both = await entitlements.decisionsFor(ctx, [id, whole]);
  expect({ ...both.get(whole), id }).toEqual(both.get(id));
});
