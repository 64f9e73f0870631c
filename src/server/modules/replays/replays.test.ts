import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTestTransaction } from "#test/support/context.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  const agent = await server.as("agent");
  const questions = ["PHH68634F", "HAR33001", "NOBODY-KNOWS"].flatMap((serial) =>
    (["phone", "portal"] as const).map((channel) => ({ serial, channel, at: "2026-04-15T12:00", record: true })),
  );
  await agent.send("POST", "/api/v1/entitlement-checks/batch", { questions });
});
afterAll(() => server.close());

type Role = Parameters<TestServer["as"]>[0];
const replay = async (body: object, role: Role = "manager", accountId?: string) =>
  (await server.as(role, accountId)).send("POST", "/api/v1/decisions/replay", body);

test("ENT13: every recorded decision, made again from its facts, comes out the same; pages hold each once", async () => {
  const all = await replay({ since: "2020-01-01" });
  expect([all.status, all.body]).toEqual([200, { replayed: 6, same: 6, differences: [], nextCursor: null }]);
  const first = await replay({ since: "2020-01-01", limit: 4 });
  expect(first.body).toMatchObject({ replayed: 4, same: 4, nextCursor: expect.any(String) });
  const second = await replay({ since: "2020-01-01", limit: 4, cursor: first.body.nextCursor });
  expect(second.body).toEqual({ replayed: 2, same: 2, differences: [], nextCursor: null });
});

test("ENT13: days are those on which decisions were made; outside them nothing is replayed", async () => {
  const today = Temporal.Now.plainDateISO("UTC");
  const counted = async (span: object) => (await replay(span)).body.replayed;
  expect(await counted({ since: today.add({ days: 1 }).toString() })).toBe(0);
  expect(await counted({ since: "2020-01-01", through: today.subtract({ days: 1 }).toString() })).toBe(0);
  expect(await counted({ since: today.subtract({ days: 1 }).toString(), through: today.toString() })).toBe(6);
});

test("ENT13: a decision that was tampered with is told, with what it says and what it should", async () => {
  const changed = await inTestTransaction(server.database, {}, async ({ tx }) => {
    const { rows } = await sql<{ id: string }>`
      update decision set answer = jsonb_set(answer, '{outcome}', '"not_entitled"')
      where outcome = 'entitled' and question #>> '{asked,channel}' = 'phone' returning id`.execute(tx);
    return rows[0]!.id;
  });
  const { body } = await replay({ since: "2020-01-01" });
  expect([body.replayed, body.same]).toEqual([6, 5]);
  expect(body.differences).toMatchObject([
    {
      decisionId: changed,
      serial: "PHH-68634f",
      accountName: "Northgate Logistics",
      ticket: null,
      before: { outcome: "not_entitled" },
      after: { outcome: "entitled" },
      reason: expect.stringContaining("SC-1001"),
    },
  ]);
});

test("SEC: staff and auditors replay, a customer does not; a cursor of another list is refused", async () => {
  for (const role of ["agent", "finance", "sales", "auditor", "administrator"] as const)
    expect((await replay({ since: "2020-01-01" }, role)).status, role).toBe(200);
  expect((await replay({ since: "2020-01-01" }, "contact", "019b0000-0000-7000-8000-000000000001")).status).toBe(403);
  for (const cursor of ["nonsense", Buffer.from('["yesterday", "019b0000-0000-7000-8000-000000000001"]').toString("base64url")])
    expect((await replay({ since: "2020-01-01", cursor })).body.errors?.[0]?.pointer).toBe("/body/cursor");
  expect((await replay({ since: "30 February" })).status).toBe(400);
});

const enforcing = {
  rules: [],
  otherwise: "enforce",
  severity1: "exempt",
  graceDays: 0,
  withoutGoodwill: "enforce",
  onRedecision: "ask",
} as const;

test("ENT7: with a policy that enforces, those it would have turned away are listed, and nobody else", async () => {
  const { status, body } = await replay({ since: "2020-01-01", with: { policy: enforcing } });
  expect(status).toBe(200);
  const refused = body.differences.filter(({ after }: { after: { handling: string | null } }) => after.handling === "enforce");
  expect(refused.map(({ after, wrongly }: { after: object; wrongly: boolean }) => ({ after, wrongly }))).toEqual(
    refused.map(() => ({ after: { outcome: "not_entitled", coveredBy: null, handling: "enforce" }, wrongly: false })),
  );
  expect(refused).toHaveLength(4);
});

test("ENT7: a policy that could never be meant is refused, with where", async () => {
  const faulty = { ...enforcing, graceDays: 1000 };
  expect((await replay({ since: "2020-01-01", with: { policy: faulty } })).body).toMatchObject({
    status: 422,
    errors: [{ pointer: "/body/with/policy/graceDays" }],
  });
});

test("ENT3: with another order of preference, or other terms of a plan, what would have come out otherwise is listed", async () => {
  const ranking = {
    scopes: ["account", "site", "product", "parent_asset", "asset", "default_plan"],
    sources: ["warranty", "contract"],
  };
  expect((await replay({ since: "2020-01-01", with: { ranking } })).status).toBe(200);
  const { body: plans } = await (await server.as("manager")).send("GET", "/api/v1/plans");
  const gold = plans.rows.find(({ name }: { name: string }) => name === "Gold");
  const plan = { planId: gold.id, terms: { ...gold.terms, channels: { only: ["phone"] } } };
  const { body } = await replay({ since: "2020-01-01", with: { plan } });
  expect(body.differences).toContainEqual(
    expect.objectContaining({
      before: expect.objectContaining({ outcome: "entitled" }),
      after: expect.objectContaining({ outcome: "not_entitled" }),
    }),
  );
});
