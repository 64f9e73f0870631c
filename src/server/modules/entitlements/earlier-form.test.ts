// `earlier-form.recorded.json` holds decisions as they were made and kept when tickets were counted: their questions, facts and answers.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import type { Database } from "#platform/db/database.ts";
import type { EarlierFacts, KeptAnswer } from "./earlier-form.ts";
import * as entitlements from "./entitlements.ts";

type Kept = { readonly question: object; readonly facts: EarlierFacts; readonly answer: KeptAnswer };
const kept = JSON.parse(readFileSync(join(import.meta.dirname, "earlier-form.recorded.json"), "utf8")) as readonly Kept[];

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const agent = () => testContext(database, { role: "agent", now: "2026-11-20T10:00:00Z" });

async function keep({ question, facts, answer }: Kept): Promise<string> {
  const ctx = agent();
  const id = ctx.newId();
  await database.db
    .insertInto("decision")
    .values({
      id,
      question: JSON.stringify({ asked: { ...question, record: true }, readIn: null }),
      facts: JSON.stringify(facts),
      answer: JSON.stringify(answer),
      outcome: answer.outcome,
      actor_id: ctx.actor.id,
      decided_at: ctx.now,
    })
    .execute();
  return id;
}

describe("decisions of before there was a ledger", () => {
  test("ENT13: each replays to the answer that was given", async () => {
    expect(kept.map(({ answer }) => answer.outcome)).toEqual([
      "entitled",
      "not_entitled",
      "not_entitled",
      "entitled",
      "entitled",
    ]);
    for (const one of kept) {
      const { same, recorded, replayed } = await entitlements.replayDecision(agent(), await keep(one));
      expect(replayed).toEqual(recorded);
      expect(same).toBe(true);
      expect(recorded.reasons).toEqual(one.answer.reasons);
      expect(recorded.candidates.map(({ ruledOutBy }) => ruledOutBy)).toEqual(
        one.answer.candidates.map(({ ruledOutBy }) => ruledOutBy),
      );
    }
  });

  test("ENT13: an answer that those facts do not give is told apart", async () => {
    const [one] = kept;
    const id = await keep({ ...one!, answer: { ...one!.answer, outcome: "not_entitled" } });
    expect((await entitlements.replayDecision(agent(), id)).same).toBe(false);
  });

  test("ALW3: what was left is told as it is today, bucket by bucket and limit by limit", async () => {
    const { decision } = await entitlements.getDecision(agent(), await keep(kept[1]!));
    expect(decision.candidates[0]?.allowances).toMatchObject([
      { allowance: "tickets", bucket: "all", limit: null, granted: 100, used: 63, left: 37, held: 0, over: 0, beyond: "refuse" },
      { allowance: "tickets", bucket: "all", limit: "phone", channels: { only: ["phone"] }, granted: 50, used: 51, left: 0 },
    ]);
  });
});
