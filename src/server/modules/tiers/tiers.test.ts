// "500 computers or more: Premium; fewer: Standard", from the rule to the contract, over HTTP.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amendContract } from "#modules/amendments/amendments.ts";
import { createPlan, ensureStandardPlans, listPlanTemplates } from "#modules/plans/plans.ts";
import * as products from "#modules/products/products.ts";
import type { Context } from "#platform/context.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { type Estate, recordEstate } from "#test/support/estate.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import * as tiers from "./tiers.ts";

let server: TestServer;
let manager: Client;
let plans: Record<"Premium" | "Standard", string>;
let computer: string;
let laptop: string;
let grown: Estate;
let small: Estate;
let ruleId: string;

/** A day on which somebody does something. */
const on = <T>(day: string, act: (ctx: Context) => Promise<T>): Promise<T> =>
  inTestTransaction(server.database, { role: "administrator", now: `${day}T12:00:00Z` }, act);

beforeAll(async () => {
  server = await testServer();
  manager = await server.as("manager");
  await on("2026-01-01", async (ctx) => {
    await ensureStandardPlans(ctx);
    [computer, laptop] = [ctx.newId(), ctx.newId()];
    const product = (id: string, name: string, parentId: string | null) =>
      ({ id, parentId, kind: "hardware", maker: "Helixon", name, slug: null, partNumber: null, category: null }) as const;
    await products.recordProducts(ctx, [product(computer, "Computers", null), product(laptop, "HX Note 14", computer)]);
    const templates = (await listPlanTemplates(ctx)).rows;
    const make = async (name: string) => {
      const template = templates.find((one) => one.name === name)!;
      return (await createPlan(ctx, { name, templateId: template.id, reason: "made" })).id;
    };
    plans = { Premium: await make("Premium"), Standard: await make("Standard") };
    grown = await recordEstate(ctx, { prefix: "GROWN", count: 480, uncovered: 32 });
    small = await recordEstate(ctx, { prefix: "SMALL", count: 20 });
    await ctx.tx.updateTable("asset").set({ product_id: laptop }).execute();
    const rule = await tiers.createTierRule(ctx, {
      key: "computers",
      noun: "computers",
      counts: { only: [computer] },
      moves: "any",
      active: true,
      tiers: [
        { atLeast: 0, planId: plans.Standard },
        { atLeast: 500, planId: plans.Premium },
      ],
    });
    ruleId = rule.id;
  });
});
afterAll(() => server.close());

const proposals = (day: string, scope: { accountId?: string; contractId?: string } = {}) =>
  on(day, async (ctx) => (await tiers.listTierProposals(ctx, scope)).rows);
const ofGrown = async (day: string) => (await proposals(day, { accountId: grown.accountId }))[0];
const plansOf = (contractId: string, day: string) =>
  on(day, async (ctx) => {
    const { rows } = await sql<{ held: string }>`
      select concat(count(*), ' ', plan.name) as held from coverage join plan on plan.id = coverage.plan_id
      where contract_id = ${contractId} and upper_inf(recorded) and valid @> ${day}::date
      group by plan.name order by plan.name`.execute(ctx.tx);
    return rows.map(({ held }) => held);
  });

describe("what is proposed", () => {
  test("ALW9: a contract under another plan than its quantity calls for, in words, with what would move", async () => {
    expect(await proposals("2026-02-01")).toMatchObject([
      {
        ruleKey: "computers",
        accountName: "GROWN Works",
        contractNumber: "GROWN-C",
        from: { plan: "Gold" },
        to: { plan: "Standard", atLeast: 0 },
        quantity: 480,
        text: "480 computers since 1 January 2026, fewer than 500: Standard.",
        state: "open",
        covered: 480,
        declined: null,
      },
      { accountName: "SMALL Works", quantity: 20, to: { plan: "Standard" } },
    ]);
    expect(await proposals("2026-02-01", { contractId: small.contractId })).toHaveLength(1);
    expect(await proposals("2025-12-31"), "nothing is bought yet").toEqual([]);
  });

  test("ALW9: is looked at, then taken up by an amendment that moves what is under the plan", async () => {
    const { id } = (await ofGrown("2026-02-01"))!;
    const preview = await on("2026-02-01", (ctx) => tiers.previewTierProposal(ctx, id, {}));
    expect(preview.effects.effectiveOn).toBe("2026-02-01");
    expect(preview.effects.coverage.total).toBe(480);
    expect(await plansOf(grown.contractId, "2026-02-01")).toEqual(["480 Gold"]);
    const { amendment, effects } = await on("2026-02-01", (ctx) => tiers.applyTierProposal(ctx, id, { basis: preview.basis }));
    expect(effects).toEqual(preview.effects);
    expect(amendment).toMatchObject({
      kind: "move",
      effectiveOn: "2026-02-01",
      reason: "480 computers since 1 January 2026, fewer than 500: Standard.",
    });
    expect(await plansOf(grown.contractId, "2026-01-31")).toEqual(["480 Gold"]);
    expect(await plansOf(grown.contractId, "2026-02-01")).toEqual(["480 Standard"]);
    expect(await ofGrown("2026-02-01")).toBeUndefined();
    await expect(on("2026-02-01", (ctx) => tiers.applyTierProposal(ctx, id, {}))).rejects.toMatchObject({ code: "conflict" });
  });

  test("ALW9: when more is bought the line is crossed: foretold, proposed on the day, and applied from a day on", async () => {
    await on("2026-03-02", (ctx) =>
      amendContract(ctx, grown.contractId, {
        changes: [
          {
            kind: "add",
            line: "1",
            subjects: grown.assetIds.slice(480).map((assetId) => ({ assetId })),
            plan: "Standard",
            yearlyMinor: "120000",
            startsOn: "2026-06-01",
          },
        ],
        reason: "32 more",
      }),
    );
    expect(await ofGrown("2026-03-02")).toMatchObject({
      state: "to_come",
      since: "2026-06-01",
      quantity: 512,
      to: { plan: "Premium" },
    });
    const proposed = (await ofGrown("2026-06-15"))!;
    expect(proposed).toMatchObject({
      state: "open",
      text: "512 computers since 1 June 2026, 500 or more: Premium.",
      covered: 512,
    });
    await on("2026-06-15", (ctx) =>
      tiers.applyTierProposal(ctx, proposed.id, { effectiveOn: "2026-07-01", reason: "Agreed by phone" }),
    );
    expect(await plansOf(grown.contractId, "2026-06-30")).toEqual(["512 Standard"]);
    expect(await plansOf(grown.contractId, "2026-07-01")).toEqual(["512 Premium"]);
    expect(await ofGrown("2026-07-01")).toBeUndefined();
  });

  test("ALW9: what was declined is asked again only after another tier was called for meanwhile", async () => {
    const remove = (day: string, from: number, to: number) =>
      on(day, (ctx) =>
        amendContract(ctx, grown.contractId, {
          changes: [
            {
              kind: "remove",
              covered: grown.assetIds.slice(from, to).map((assetId) => ({ assetId })),
              lastDay: day,
            },
          ],
          reason: "Sold",
        }),
      );
    await remove("2026-08-31", 480, 512);
    const fewer = (await ofGrown("2026-09-01"))!;
    expect(fewer).toMatchObject({ state: "open", text: "480 computers since 1 September 2026, fewer than 500: Standard." });
    const declined = await on("2026-09-02", (ctx) => tiers.declineTierProposal(ctx, fewer.id, "They will grow again"));
    expect(declined).toMatchObject({ state: "declined", declined: { reason: "They will grow again", by: "Test administrator" } });
    await expect(on("2026-09-02", (ctx) => tiers.declineTierProposal(ctx, fewer.id, "Again"))).rejects.toMatchObject({
      code: "conflict",
    });
    await remove("2026-09-30", 470, 480);
    expect((await ofGrown("2026-10-15"))!.state, "fewer still, and the same tier").toBe("declined");
    await on("2026-10-16", (ctx) =>
      amendContract(ctx, grown.contractId, {
        changes: [
          {
            kind: "add",
            line: "1",
            subjects: grown.assetIds.slice(470).map((assetId) => ({ assetId })),
            plan: "Premium",
            yearlyMinor: "120000",
            startsOn: "2026-10-16",
            endsBefore: "2026-11-01",
          },
        ],
        reason: "For two weeks",
      }),
    );
    expect((await ofGrown("2026-10-20"))?.state, "Premium is called for and held; Standard comes").toBe("to_come");
    expect(await ofGrown("2026-11-02")).toMatchObject({ state: "open", quantity: 470, to: { plan: "Standard" } });
  });

  test("COV13: what amendments refuse is passed on, with the choice that is needed", async () => {
    const { id } = (await proposals("2026-03-01", { contractId: small.contractId }))[0]!;
    await on("2026-03-01", (ctx) =>
      amendContract(ctx, small.contractId, {
        changes: [{ kind: "move", covered: [{ assetId: small.assetIds[0]! }], plan: "Silver", effectiveOn: "2026-10-01" }],
        reason: "Agreed for October",
      }),
    );
    const refused = on("2026-03-01", (ctx) => tiers.previewTierProposal(ctx, id, { effectiveOn: "2026-04-01" }));
    await expect(refused).rejects.toMatchObject({ code: "refused", extra: { refusal: "later_facts" } });
    const kept = await on("2026-03-01", (ctx) =>
      tiers.previewTierProposal(ctx, id, { effectiveOn: "2026-04-01", laterFacts: "keep" }),
    );
    expect(kept.effects.coverage.total).toBe(20);
    const late = on("2026-03-01", (ctx) => tiers.previewTierProposal(ctx, id, { effectiveOn: "2027-04-01" }));
    await expect(late).rejects.toMatchObject({ code: "refused" });
  });
});

describe("tier rules over HTTP", () => {
  const rules = "/api/v1/tier-rules";
  const rule = () => ({
    key: "printers",
    noun: "printers",
    counts: { only: [laptop] },
    tiers: [{ atLeast: 10, planId: plans.Premium }],
  });

  test("ALW9: are made and changed by whoever saw them last, and refused with every fault", async () => {
    const made = await manager.send("POST", rules, rule());
    expect(made).toMatchObject({ status: 201, body: { active: true, moves: "any", revision: 1, tiers: [{ plan: "Premium" }] } });
    const change = (body: object, revision = 1) =>
      manager.send("PUT", `${rules}/${made.body.id}`, { ...rule(), ...body }, { "if-match": `"${revision}"` });
    expect((await change({ active: false, moves: { only: [plans.Standard] } })).body).toMatchObject({
      active: false,
      revision: 2,
    });
    expect(await change({})).toMatchObject({ status: 412, body: { currentVersion: 2 } });
    expect(await change({ key: "computers" }, 2)).toMatchObject({ status: 409, body: { errors: [{ pointer: "/body/key" }] } });
    expect(await manager.send("POST", rules, rule())).toMatchObject({ status: 409 });
    const wrong = await change(
      { counts: { only: [plans.Premium] }, moves: { only: [laptop] }, tiers: [{ atLeast: 1, planId: laptop }] },
      2,
    );
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "/body/tiers/0/planId",
      "/body/moves/only/0",
      "/body/counts/only/0",
    ]);
    expect((await change({ tiers: [] }, 2)).body).toMatchObject({ rule: "ALW9", errors: [{ pointer: "/body/tiers" }] });
    expect((await change({ counts: "none" }, 2)).status).toBe(422);
    expect((await manager.send("PUT", `${rules}/${laptop}`, rule(), { "if-match": `"1"` })).status).toBe(404);
    expect((await manager.send("GET", rules)).body.rows.map(({ key }: { key: string }) => key)).toEqual([
      "computers",
      "printers",
    ]);
  });

  test("SEC: staff read, managers change, finance takes up, sales declines, contacts see nothing", async () => {
    const [open] = (await manager.send("GET", "/api/v1/tier-proposals")).body.rows;
    expect(open.ruleId).toBe(ruleId);
    const path = `/api/v1/tier-proposals/${open.id}`;
    for (const role of ["agent", "finance", "sales", "auditor"] as const) {
      const client = await server.as(role);
      expect((await client.send("GET", "/api/v1/tier-proposals")).status, role).toBe(200);
      expect((await client.send("POST", rules, rule())).status, role).toBe(403);
    }
    const [agent, sales, finance] = [await server.as("agent"), await server.as("sales"), await server.as("finance")];
    expect((await sales.send("POST", `${path}/apply`, {})).status).toBe(403);
    expect((await agent.send("POST", `${path}/decline`, { reason: "No" })).status).toBe(403);
    const previewed = await finance.send("POST", `${path}/preview`, {});
    expect(previewed.status, previewed.text).toBe(200);
    const applied = await finance.send("POST", `${path}/apply`, { basis: previewed.body.basis });
    expect(applied.status, applied.text).toBe(201);
    expect(applied.headers["location"]).toBe(`/api/v1/contracts/${open.contractId}/amendments`);
    expect((await finance.send("POST", "/api/v1/tier-proposals/nonsense/preview", {})).status).toBe(404);
    const contact = await server.as("contact", small.accountId);
    expect((await contact.send("GET", "/api/v1/tier-proposals")).status).toBe(403);
    expect((await contact.send("GET", rules)).status).toBe(403);
  });
});
