import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAllowance } from "#core/allowances/index.ts";
import { makeCalendar } from "#core/calendar/index.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";
import { ensureStandardPlans, listPlans } from "./plans.ts";
import { standardPlans } from "./standard.ts";

const promised = (plan: PlanTerms, name: string) =>
  plan.targets.filter((target) => target.name === name).map(({ severity, unit, amount }) => [severity, unit, amount]);

describe("the standard plans", () => {
  test("SLA1: Gold promises 1 h and 8 h at severity 2; 1 halves, 3 doubles, 4 is as 3", () => {
    expect(promised(standardPlans.Gold, "first_response")).toEqual([
      [1, "elapsed", 30],
      [2, "elapsed", 60],
      [3, "elapsed", 120],
      [4, "elapsed", 120],
    ]);
    expect(promised(standardPlans.Gold, "resolution")).toEqual([
      [1, "elapsed", 240],
      [2, "elapsed", 480],
      [3, "elapsed", 960],
      [4, "elapsed", 960],
    ]);
  });

  test("SLA1: Silver promises 4 working hours and 2 working days", () => {
    expect(promised(standardPlans.Silver, "first_response")).toEqual([
      [1, "working_time", 120],
      [2, "working_time", 240],
      [3, "working_time", 480],
      [4, "working_time", 480],
    ]);
    expect(promised(standardPlans.Silver, "resolution")).toEqual([
      [1, "working_days", 1],
      [2, "working_days", 2],
      [3, "working_days", 4],
      [4, "working_days", 4],
    ]);
  });

  test("SLA1: Bronze promises 8 working hours and 5 working days; half of five days is 20 working hours", () => {
    expect(promised(standardPlans.Bronze, "first_response")).toEqual([
      [1, "working_time", 240],
      [2, "working_time", 480],
      [3, "working_time", 960],
      [4, "working_time", 960],
    ]);
    expect(promised(standardPlans.Bronze, "resolution")).toEqual([
      [1, "working_time", 1200],
      [2, "working_days", 5],
      [3, "working_days", 10],
      [4, "working_days", 10],
    ]);
  });

  test("Silver grants 100 tickets a contract year, of which 50 by phone; Bronze 24; Gold and Warranty count none", () => {
    const year = { per: "contract_year", channels: "any", products: "any", severities: "any", carryOver: "none" };
    expect(standardPlans.Silver.allowances).toMatchObject([
      {
        unit: "tickets",
        drawnAt: "opening",
        beyond: "refuse",
        buckets: [{ ...year, amount: 100, limits: [{ channels: { only: ["phone"] }, atMost: 50 }] }],
      },
    ]);
    expect(standardPlans.Bronze.allowances).toMatchObject([{ unit: "tickets", buckets: [{ ...year, amount: 24, limits: [] }] }]);
    for (const { allowances } of Object.values(standardPlans))
      for (const { key: _, ...terms } of allowances) expect(checkAllowance(terms).ok).toBe(true);
    expect(standardPlans.Gold.allowances).toEqual([]);
    expect(standardPlans.Warranty).toEqual({ ...standardPlans.Bronze, allowances: [] });
  });

  test("CAL5: the hours of each make a calendar anywhere", () => {
    for (const { hours } of Object.values(standardPlans)) {
      for (const timeZone of ["Europe/London", "Asia/Kolkata", "America/Los_Angeles"])
        expect(makeCalendar({ ...hours, timeZone }).ok).toBe(true);
    }
  });
});

describe("an installation", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
    await recordSmallRegister(server.database);
  });
  afterAll(() => server.close());

  test("lists its plans by name, with the terms in force and the contracts that name them", async () => {
    const { status, body } = await (await server.as("agent")).send("GET", "/api/v1/plans");
    expect(status).toBe(200);
    expect(
      body.rows.map(({ name, contracts, version }: { name: string; contracts: number; version: number }) => [
        name,
        contracts,
        version,
      ]),
    ).toEqual([
      ["Bronze", 1, 1],
      ["Gold", 2, 1],
      ["Silver", 2, 1],
      ["Warranty", 0, 1],
    ]);
    expect(body.rows[1].terms).toEqual(standardPlans.Gold);
  });

  test("SEC: staff read plans, contacts do not", async () => {
    for (const role of ["finance", "sales", "manager", "auditor", "administrator"] as const)
      expect((await (await server.as(role)).send("GET", "/api/v1/plans")).status, role).toBe(200);
    expect((await (await server.as("contact", small.harbor)).send("GET", "/api/v1/plans")).status).toBe(403);
    expect((await server.anonymous.send("GET", "/api/v1/plans")).status).toBe(401);
  });

  test("SLA4: what people have changed stays as it is at the next start, and later terms hold from their day", async () => {
    const after = await inTestTransaction(server.database, { now: "2026-07-01T00:00:00Z" }, async (ctx) => {
      const gold = (await listPlans(ctx)).find(({ name }) => name === "Gold")!;
      const insert = (version: number, effective_on: string) =>
        ctx.tx
          .insertInto("plan_version")
          .values({
            id: ctx.newId(),
            plan_id: gold.id,
            version,
            effective_on,
            terms: JSON.stringify({ ...gold.terms, contacts: "named" }),
            recorded_at: ctx.now,
          })
          .execute();
      await insert(2, "2026-07-01");
      await insert(3, "2026-07-02");
      await ctx.tx.updateTable("setting").set({ default_plan_id: gold.id }).execute();
      await ensureStandardPlans(ctx);
      expect(await ctx.tx.selectFrom("setting").selectAll().execute()).toMatchObject([{ default_plan_id: gold.id }]);
      return listPlans(ctx);
    });
    expect(after).toHaveLength(4);
    expect(after.find(({ name }) => name === "Gold")).toMatchObject({ version: 2, terms: { contacts: "named" } });
  });
});
