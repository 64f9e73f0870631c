// Templates and the order of preference, over HTTP.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkPlanTerms } from "#core/entitlement/check-terms.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { builtInTemplates } from "./built-in-templates.ts";
import { standardPlans } from "./standard.ts";

let server: TestServer;
let manager: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  manager = await server.as("manager");
});
afterAll(() => server.close());

describe("templates", () => {
  const templates = "/api/v1/plan-templates";
  const list = async () => (await manager.send("GET", templates)).body.rows;

  test("ALW9: several come with the installation, each fit to be promised, and a plan is made from one in one step", async () => {
    const rows = await list();
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(builtInTemplates.map(({ name }) => name).toSorted());
    for (const { name, terms } of builtInTemplates) expect(checkPlanTerms(terms), name).toEqual([]);
    const standard = rows.find(({ name }: { name: string }) => name === "Standard");
    const plan = await manager.send("POST", "/api/v1/plans", { name: "Standard 2027", templateId: standard.id });
    expect(plan.status).toBe(201);
    expect(plan.body.versions[0].terms).toEqual(standard.terms);
    expect((await manager.send("POST", "/api/v1/plans", { name: "Nothing", templateId: small.orbit })).status).toBe(404);
  });

  test("one is made from a plan in force, and removed; those that came with the installation stay", async () => {
    const gold = (await manager.send("GET", "/api/v1/plans")).body.rows.find(({ name }: { name: string }) => name === "Gold");
    const made = await manager.send("POST", templates, { name: "As Gold", planId: gold.id, description: "For large ones" });
    expect(made).toMatchObject({ status: 201, body: { isBuiltIn: false, description: "For large ones", terms: gold.terms } });
    expect((await manager.send("POST", templates, { name: "as gold", planId: gold.id })).status).toBe(409);
    expect((await manager.send("POST", templates, { name: "No plan", planId: small.orbit })).status).toBe(404);
    expect((await manager.send("POST", templates, { name: "Neither" })).status).toBe(422);
    const never = { ...standardPlans.Gold, hours: { weekly: {} } };
    expect((await manager.send("POST", templates, { name: "Never", terms: never })).status).toBe(422);
    expect((await manager.send("DELETE", `${templates}/${made.body.id}`)).status).toBe(204);
    expect((await manager.send("DELETE", `${templates}/${made.body.id}`)).status).toBe(404);
    const builtIn = (await list()).find(({ isBuiltIn }: { isBuiltIn: boolean }) => isBuiltIn);
    expect((await manager.send("DELETE", `${templates}/${builtIn.id}`)).status).toBe(409);
    expect((await (await server.as("agent")).send("DELETE", `${templates}/${builtIn.id}`)).status).toBe(403);
  });
});

describe("ENT3: the order of preference", () => {
  const path = "/api/v1/ranking";
  const scopes = ["product", "asset", "parent_asset", "site", "account", "default_plan"];
  const sources = ["contract", "warranty"];
  const change = (version: number, body: object) =>
    manager.send("PUT", path, { scopes, sources, reason: "Products first", ...body }, { "if-match": `"${version}"` });

  test("ENT3: is what it was until somebody gives another, with reason and name; all that held are kept", async () => {
    const first = await manager.send("GET", path);
    expect(first.headers["etag"]).toBe('"1"');
    expect(first.body).toMatchObject({
      scopes: ["asset", "parent_asset", ...scopes.slice(0, 1), ...scopes.slice(3)],
      version: 1,
    });
    expect(first.body.history).toMatchObject([{ reason: "as installed", recorded: { by: "Test administrator" } }]);
    const changed = await change(1, {});
    expect(changed).toMatchObject({ status: 200, body: { scopes, sources, version: 2 } });
    expect(changed.body.history).toMatchObject([
      { version: 2, reason: "Products first", recorded: { by: "Test manager" } },
      { version: 1 },
    ]);
    expect(await change(1, {})).toMatchObject({ status: 412, body: { currentVersion: 2 } });
    expect((await manager.send("PUT", path, { scopes, sources, reason: "x" })).status).toBe(428);
    const byAgent = await (await server.as("agent")).send("PUT", path, { scopes, sources, reason: "x" }, { "if-match": `"2"` });
    expect(byAgent.status).toBe(403);
  });

  test("ENT3: decides the next check", async () => {
    await sql`
      insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, service, plan_id, time_zone,
        valid, recorded, amendment_id)
      select gen_random_uuid(), source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, service, plan_id, time_zone,
        daterange('2026-01-01', '2027-01-01'), recorded, amendment_id
      from coverage where contract_id = ${small.c1004}`.execute(server.database.db);
    const agent = await server.as("agent");
    const coveredBy = async () =>
      (await agent.send("POST", "/api/v1/entitlement-checks", { serial: "ORB-77001", at: "2026-02-10" })).body.source
        .contractNumber;
    expect(await coveredBy()).toBe("SC-1002");
    const { version } = (await manager.send("GET", path)).body;
    expect((await change(version, { scopes: ["account", ...scopes.filter((one) => one !== "account")] })).status).toBe(200);
    expect(await coveredBy()).toBe("SC-1004");
  });

  test("ENT3: has each scope and each source exactly once", async () => {
    const version = (await manager.send("GET", path)).body.version;
    const refused = await change(version, { scopes: ["asset", "asset", "product", "site", "account"], sources: ["contract"] });
    expect(refused).toMatchObject({ status: 422, body: { rule: "ENT3" } });
    expect(refused.body.errors).toEqual([
      { pointer: "/body/scopes", message: "Say where parent asset, default plan stands, too: each has its place." },
      { pointer: "/body/scopes/1", message: "asset has two places. Leave it one." },
      { pointer: "/body/sources", message: "Say where warranty stands, too: each has its place." },
    ]);
    expect((await change(version, { scopes: ["planet"] })).status).toBe(400);
  });
});
