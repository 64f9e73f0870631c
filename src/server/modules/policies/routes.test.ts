import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy } from "#core/policy/index.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
});
afterAll(() => server.close());

const ifMatch = (version: number) => ({ "if-match": `"${version}"` });
const rule = (key: string, changes: object = {}) => ({
  key,
  accounts: "any",
  plans: "any",
  channels: "any",
  severities: "any",
  handling: "enforce",
  confidence: "any",
  ...changes,
});

describe("the policy", () => {
  test("ENT7: until somebody sets one, what core says holds while data is young; a change is another version", async () => {
    const manager = await server.as("manager");
    const first = await manager.send("GET", "/api/v1/policy");
    expect([first.status, first.headers["etag"], first.body]).toEqual([
      200,
      '"0"',
      expect.objectContaining({ id: null, version: 0, policy: defaultPolicy, recordedAt: null, names: [] }),
    ]);
    const rules = [rule("strict", { accounts: { only: [small.northgate] }, confidence: { fromBp: 9000, below: "advise" } })];
    const policy = { ...defaultPolicy, rules };
    const put = (version: number) => manager.send("PUT", "/api/v1/policy", { policy, reason: "Pilot" }, ifMatch(version));
    const changed = await put(0);
    expect([changed.status, changed.headers["etag"], changed.body.policy, changed.body.names]).toEqual([
      200,
      '"1"',
      policy,
      [{ id: small.northgate, name: "Northgate Logistics" }],
    ]);
    const stale = await put(0);
    expect([stale.status, stale.body.code, stale.body.currentVersion]).toEqual([412, "stale_version", 1]);
    expect((await manager.send("PUT", "/api/v1/policy", { policy, reason: "Pilot" })).status).toBe(428);
    const versions = await manager.send("GET", "/api/v1/policy/versions");
    expect(versions.body.rows.map(({ version, reason, author }: Record<string, unknown>) => [version, reason, author])).toEqual([
      [1, "Pilot", "Test manager"],
    ]);
  });

  test("ENT7: two managers who change the same version: one is told that the other was first", async () => {
    const manager = await server.as("manager");
    const { body } = await manager.send("GET", "/api/v1/policy");
    const put = (reason: string) =>
      manager.send("PUT", "/api/v1/policy", { policy: defaultPolicy, reason }, ifMatch(body.version));
    const answers = await Promise.all([put("one"), put("two"), put("three")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
    expect((await manager.send("GET", "/api/v1/policy")).body.version).toBe(body.version + 1);
  });

  test("ENT7: what could never be meant is refused, pointing at the field", async () => {
    const manager = await server.as("manager");
    const { body } = await manager.send("GET", "/api/v1/policy");
    const refused = async (changes: object) => {
      const policy = { ...defaultPolicy, ...changes };
      const answer = await manager.send("PUT", "/api/v1/policy", { policy, reason: "x" }, ifMatch(body.version));
      return [answer.status, answer.body.code, answer.body.errors?.[0]?.pointer];
    };
    const stranger = "01980000-0001-7000-8000-00000000ffff";
    expect(await refused({ rules: [rule("a"), rule("a")] })).toEqual([422, "refused", "/body/policy/rules/1/key"]);
    expect(await refused({ graceDays: 1.5 })).toEqual([422, "refused", "/body/policy/graceDays"]);
    expect(await refused({ rules: [rule("a", { channels: "none" })] })).toEqual([
      422,
      "refused",
      "/body/policy/rules/0/channels",
    ]);
    expect(await refused({ rules: [rule("a", { accounts: { only: [small.harbor, stranger] } })] })).toEqual([
      422,
      "refused",
      "/body/policy/rules/0/accounts/only/1",
    ]);
    expect(await refused({ rules: [rule("a", { channels: { only: [] } })] })).toEqual([
      400,
      "validation_failed",
      "/body/policy/rules/0/channels/only",
    ]);
    expect(await refused({ otherwise: "shout" })).toEqual([400, "validation_failed", "/body/policy/otherwise"]);
    expect(await refused({ rules: Array.from({ length: 2001 }, (_, index) => rule(`r${index}`)) })).toEqual([
      400,
      "validation_failed",
      "/body/policy/rules",
    ]);
  });

  test("SEC: staff read it, managers and administrators change it, contacts see nothing of it", async () => {
    for (const role of ["agent", "finance", "sales", "auditor"] as const) {
      const client = await server.as(role);
      expect((await client.send("GET", "/api/v1/policy")).status, role).toBe(200);
      expect((await client.send("GET", "/api/v1/confidence")).status, role).toBe(200);
      const put = await client.send("PUT", "/api/v1/policy", { policy: defaultPolicy, reason: "x" }, ifMatch(0));
      expect(put.status, role).toBe(403);
    }
    const contact = await server.as("contact", small.northgate);
    for (const path of [
      "policy",
      "policy/versions",
      "confidence",
      `accounts/${small.northgate}/confidence`,
      `accounts/${small.northgate}/goodwill`,
    ])
      expect((await contact.send("GET", `/api/v1/${path}`)).status, path).toBe(403);
  });

  test("SEC: a contact learns whether it is served and what it waits for, never the rule or the confidence", async () => {
    const manager = await server.as("manager");
    const { body } = await manager.send("GET", "/api/v1/policy");
    const policy = { ...defaultPolicy, rules: [rule("strict", { confidence: { fromBp: 0, below: "advise" } })] };
    await manager.send("PUT", "/api/v1/policy", { policy, reason: "Strict" }, ifMatch(body.version));
    const question = { serial: "KLO-10011", severity: 3 };
    const desk = await (await server.as("agent")).send("POST", "/api/v1/entitlement-checks", question);
    expect(desk.body.handling).toMatchObject({ handling: "enforce", ruleKey: "strict", isServed: false });
    const own = await (await server.as("contact", small.northgate)).send("POST", "/api/v1/entitlement-checks", question);
    expect(own.body.handling).toEqual({
      handling: null,
      ruleKey: null,
      reasons: [
        { rule: "ENT7", text: "It is not covered, so it is not worked on until it is. Our renewals team helps you with that." },
      ],
      isServed: false,
      awaitsQuote: false,
      tellsRequester: true,
    });
    const batch = await (
      await server.as("agent")
    ).send("POST", "/api/v1/entitlement-checks/batch", {
      questions: [question, { serial: "PHH68634F", at: "2026-04-15" }],
    });
    expect(
      batch.body.decisions.map(({ handling }: { handling: { ruleKey: string } | null }) => handling?.ruleKey ?? null),
    ).toEqual(["strict", null]);
  });
});

describe("goodwill", () => {
  test("ENT9: a budget for each calendar year, in the account's currency; who set it and why stays", async () => {
    const manager = await server.as("manager");
    const path = `/api/v1/accounts/${small.northgate}/goodwill`;
    const before = await manager.send("GET", path);
    expect(before.body).toMatchObject({
      version: 0,
      budget: null,
      spent: { minor: "0" },
      spentMinutes: 0,
      left: null,
      history: [],
    });
    const put = (budgetMinor: string | null, version: number) =>
      manager.send("PUT", path, { budgetMinor, reason: "Long with us" }, ifMatch(version));
    expect((await put("50000", 0)).body).toMatchObject({ version: 1, left: { minor: "50000" } });
    expect((await put("70000", 0)).body).toMatchObject({ code: "stale_version", currentVersion: 1 });
    expect((await put(null, 1)).body).toMatchObject({
      version: 2,
      budget: null,
      history: [{ budget: null }, { budget: { minor: "50000" } }],
    });
    expect((await put("-1", 2)).status).toBe(400);
    expect((await manager.send("GET", "/api/v1/accounts/01980000-0001-7000-8000-00000000ffff/goodwill")).status).toBe(404);
  });
});

describe("verified and reconciled", () => {
  test("SEC: agents verify, finance reconciles; a draft or an unknown one is refused", async () => {
    const [agent, finance, sales] = [await server.as("agent"), await server.as("finance"), await server.as("sales")];
    const verified = await agent.send("POST", `/api/v1/assets/${small.n1}/verification`, { note: "On site" });
    expect([verified.status, verified.body]).toEqual([
      201,
      { assetId: small.n1, serial: "PHH-68634f", on: expect.any(String), by: "Test agent" },
    ]);
    expect((await sales.send("POST", `/api/v1/assets/${small.n1}/verification`, {})).status).toBe(403);
    expect((await agent.send("POST", `/api/v1/assets/${small.c1001}/verification`, {})).status).toBe(404);
    const bulk = await agent.send("POST", "/api/v1/assets/verifications", {
      serials: ["har33001", "nothing"],
      assetIds: [small.c1001],
    });
    expect(bulk.body).toEqual({ verified: 1, unknownIds: [small.c1001], unknownSerials: ["nothing"] });
    expect((await agent.send("POST", "/api/v1/assets/verifications", {})).status).toBe(400);
    const reconciled = await finance.send("POST", `/api/v1/contracts/${small.c1001}/reconciliation`, {});
    expect([reconciled.status, reconciled.body.contractNumber]).toEqual([201, "SC-1001"]);
    expect((await agent.send("POST", `/api/v1/contracts/${small.c1001}/reconciliation`, {})).status).toBe(403);
    const confidence = await agent.send("GET", `/api/v1/accounts/${small.northgate}/confidence`);
    expect(confidence.body.parts.map(({ good }: { good: number }) => good)).toEqual([1, expect.any(Number), expect.any(Number)]);
    expect(confidence.body.history).toHaveLength(12);
    expect((await agent.send("GET", `/api/v1/accounts/${small.northgate}/confidence?from=2026-13`)).status).toBe(400);
  });
});
