import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy, type Policy, type PolicyRule } from "#core/policy/index.ts";
import { recordAccounts } from "#modules/accounts/accounts.ts";
import { verifyAssets } from "#modules/assets/assets.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import { listPlans } from "#modules/plans/plans.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { counting } from "#test/support/statements.ts";
import * as policies from "./policies.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const now = "2026-04-15T10:00:00Z";
const agent = () => testContext(database, { role: "agent", now });
const ask = (asked: entitlements.AskedQuestion) => entitlements.checkEntitlement(agent(), asked);
const rule = (key: string, changes: Partial<PolicyRule> = {}): PolicyRule => ({
  key,
  accounts: "any",
  plans: "any",
  channels: "any",
  severities: "any",
  handling: "enforce",
  confidence: "any",
  ...changes,
});

/** Sets the policy as a manager does, on top of whatever is in force. */
async function set(changes: Partial<Policy>): Promise<void> {
  await inTestTransaction(database, { role: "manager", now }, async (ctx) => {
    const { version } = await policies.getPolicy(ctx);
    await policies.changePolicy(ctx, version, { policy: { ...defaultPolicy, ...changes }, reason: "Tried" });
  });
}

/** A part of N1, which no contract covers by itself; Harbor's only asset, whose contract ended on 31 March. */
const [bare, ended] = [{ serial: "KLO-10011" }, { serial: "HAR-33001" }];

describe("what is done with a no", () => {
  test("ENT7: advise until somebody sets a policy; a yes is not handled", async () => {
    const handling = { handling: "advise", ruleKey: null, isServed: true, awaitsQuote: false, tellsRequester: true };
    expect((await ask(bare)).handling).toMatchObject(handling);
    expect((await ask({ serial: "PHH68634F" })).handling).toBeNull();
    expect((await ask({ email: "nobody@example.com" })).handling).toMatchObject(handling);
  });

  test("ENT7: what is set holds for the very next question, whoever set it; it is what the rule says of account, channel and severity", async () => {
    const phones = rule("هاتف", { channels: { only: ["phone"] }, handling: "bill" });
    await set({ rules: [phones, rule("harbor", { accounts: { only: [small.harbor] } })] });
    expect((await ask({ ...bare, channel: "phone" })).handling).toMatchObject({
      handling: "bill",
      ruleKey: "هاتف",
      awaitsQuote: true,
    });
    expect((await ask({ ...bare, channel: "phone", severity: 1 })).handling).toMatchObject({
      handling: "advise",
      isServed: true,
    });
    expect((await ask(ended)).handling).toMatchObject({ handling: "enforce", ruleKey: "harbor", isServed: false });
    expect((await ask(bare)).handling).toMatchObject({ handling: "advise", ruleKey: null });
    // Another process has set one meanwhile.
    await sql`
      insert into policy_version (id, version, policy, reason, author_id, author_name, recorded_at)
      select ${agent().newId()}::uuid, max(version) + 1, ${JSON.stringify({ ...defaultPolicy, otherwise: "observe" })}::jsonb, 'x', 'x', 'x', ${now}
      from policy_version`.execute(database.db);
    expect((await ask(ended)).handling).toMatchObject({ handling: "observe", ruleKey: null, tellsRequester: false });
  });

  test("ENT7: grace counts from the first day without the cover that ended last, in the account's zone", async () => {
    await set({ otherwise: "enforce", graceDays: 15 });
    const on = async (at: string) => (await ask({ ...ended, at })).handling?.handling;
    expect(await on("2026-04-15T23:00")).toBe("advise");
    expect(await on("2026-04-16T00:00")).toBe("enforce");
    expect((await ask(bare)).handling?.handling).toBe("enforce");
    expect((await ask({ ...ended, at: "2026-04-16", severity: 1 })).handling?.handling).toBe("advise");
  });

  test("ENT7: a rule by plan is by the one under which it would have been covered: in force and not as asked, else the last", async () => {
    const plans = new Map((await listPlans(agent())).map(({ name, id }) => [name, id]));
    const byPlan = (name: string) => rule(name, { plans: { only: [plans.get(name)!] } });
    await set({ rules: [byPlan("Bronze"), byPlan("Silver")], otherwise: "observe" });
    const ruleOf = async (asked: entitlements.AskedQuestion) => (await ask(asked)).handling?.ruleKey;
    expect(await ruleOf({ serial: "ORB-77001", channel: "phone" })).toBe("Bronze");
    expect(await ruleOf(ended)).toBe("Silver");
    expect(await ruleOf({ email: "nobody@example.com" })).toBeNull();
  });

  test("ENT8: a rule from some confidence on follows what is verified", async () => {
    await set({ rules: [rule("strict", { confidence: { fromBp: 5000, below: "advise" } })] });
    expect((await ask(ended)).handling?.handling).toBe("advise");
    await verifyAssets(testContext(database, { role: "agent", now }), { assetIds: [small.p1], serials: [], note: "" });
    expect((await ask(ended)).handling?.handling).toBe("enforce");
    expect((await ask(bare)).handling?.handling).toBe("advise");
  });
});

describe("what it costs", () => {
  test("ENT12: where every answer is yes nothing is asked of the policy; for many accounts as little as for one", async () => {
    await set({ rules: [rule("strict", { confidence: { fromBp: 1, below: "advise" } })] });
    const [yes, no, other] = await Promise.all([ask({ serial: "PHH68634F" }), ask(bare), ask(ended)]);
    const statementsFor = async (decisions: Parameters<typeof policies.handle>[1]) => {
      const { ctx, statements } = counting(agent());
      await policies.handle(ctx, decisions, { isKept: true });
      return statements();
    };
    expect(await statementsFor([yes, yes])).toBe(0);
    expect(await statementsFor([yes, no])).toBe(await statementsFor([no, other, yes, no]));
    expect(await statementsFor([no, other])).toBeLessThanOrEqual(3);
  });

  test("ENT7: two thousand rules are taken and the one that fits is found; more are refused", async () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      rule(`r${index}`, { accounts: { only: [index === 1999 ? small.harbor : small.retail] }, handling: "bill" }),
    );
    await set({ rules: many });
    expect((await ask(ended)).handling?.ruleKey).toBe("r1999");
  });
});

describe("what is kept", () => {
  test("ENT13: a recorded no keeps what policy was told; another policy can be tried on it; a yes keeps nothing", async () => {
    await inTestTransaction(database, { role: "manager", now }, async (ctx) => {
      const { version } = await policies.getGoodwill(ctx, small.harbor);
      await policies.setGoodwill(ctx, small.harbor, version, { budgetMinor: 50_000n, reason: "A good customer" });
    });
    await set({ rules: [rule("strict", { severities: { only: [3] } })] });
    const { id } = await ask({ ...ended, severity: 3, channel: "email", record: true });
    const row = await database.db.selectFrom("decision").where("id", "=", id!).select("handled").executeTakeFirstOrThrow();
    const kept = row.handled as policies.KeptHandling;
    expect(kept).toMatchObject({
      request: {
        on: "2026-04-15",
        accountId: small.harbor,
        channel: "email",
        severity: 3,
        endedBefore: "2026-04-01",
        goodwill: { budgetMinor: "50000", spentMinor: "0", currency: expect.any(String) },
      },
      policyVersionId: (await policies.getPolicy(testContext(database, { role: "manager", now }))).id,
      handled: { handling: "enforce", ruleKey: "strict" },
    });
    expect(policies.handleAgain({ ...defaultPolicy, otherwise: "observe" }, kept).handling).toBe("observe");
    expect((await entitlements.getDecision(agent(), id!)).decision.handling).toMatchObject({
      handling: "enforce",
      ruleKey: "strict",
    });
    const yes = await ask({ serial: "PHH68634F", record: true });
    const { handled } = await database.db
      .selectFrom("decision")
      .where("id", "=", yes.id!)
      .select("handled")
      .executeTakeFirstOrThrow();
    expect(handled).toBeNull();
  });

  test("ENT11: keep, switch or ask, as the policy says now", async () => {
    await set({ onRedecision: "keep" });
    expect(await policies.coverOnRedecision(agent(), "switch")).toBe("keep");
    await set({});
    expect(await policies.coverOnRedecision(agent(), null)).toBe("ask");
    expect(await policies.coverOnRedecision(agent(), "switch")).toBe("switch");
  });

  test("the policy names its accounts, in whatever letters", async () => {
    const arabic = agent().newId();
    await inTestTransaction(database, { role: "administrator", now }, (ctx) =>
      recordAccounts(ctx, [
        { id: arabic, reference: "AR1", name: "شركة الميناء", parentId: null, timeZone: "Asia/Dubai", currency: "USD" },
      ]),
    );
    await set({ rules: [rule("ميناء", { accounts: { only: [arabic] } })] });
    const { names } = await policies.getPolicy(testContext(database, { role: "manager", now }));
    expect(names).toEqual([{ id: arabic, name: "شركة الميناء" }]);
    expect((await ask({ account: "شركة الميناء" })).handling).toMatchObject({ handling: "enforce", ruleKey: "ميناء" });
  });
});
