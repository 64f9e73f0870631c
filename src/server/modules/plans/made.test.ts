// Plans as people make and change them, over HTTP.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import { getTicket, openTicket } from "#modules/tickets/tickets.ts";
import { addPlanVersion, getPlan, listPlans } from "./plans.ts";
import { standardPlans } from "./standard.ts";

let server: TestServer;
let manager: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  manager = await server.as("manager");
});
afterAll(() => server.close());

const plans = "/api/v1/plans";
const named = async (name: string) =>
  (await manager.send("GET", plans)).body.rows.find((plan: { name: string }) => plan.name === name);
const made = async (name: string) => (await manager.send("POST", plans, { name, terms: standardPlans.Gold })).body;
const today = new Date().toISOString().slice(0, 10);
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const onlyEmail = { ...standardPlans.Gold, channels: { only: ["email"] } };
const pointers = (body: { errors: { pointer: string }[] }) => body.errors.map(({ pointer }) => pointer);

describe("a plan", () => {
  test("is made of terms, listed, and holds for all days before its second version", async () => {
    const answer = await manager.send("POST", plans, { name: "Silver Plus", terms: standardPlans.Silver, reason: "Asked for" });
    expect(answer.status).toBe(201);
    expect(answer.headers["etag"]).toBe('"1"');
    expect(answer.body).toMatchObject({ name: "Silver Plus", retiredAt: null, isDefault: false, contracts: 0 });
    expect(answer.body.versions).toMatchObject([
      {
        version: 1,
        effectiveOn: "1900-01-01",
        endsBefore: null,
        phase: "now",
        reason: "Asked for",
        recorded: { by: "Test manager" },
      },
    ]);
    expect(await named("Silver Plus")).toMatchObject({ version: 1, terms: standardPlans.Silver, next: null });
    expect((await manager.send("GET", String(answer.headers["location"]))).body).toEqual(answer.body);
  });

  test("ENT5: is refused with every fault and its place in the form", async () => {
    const terms = { ...onlyEmail, hours: { weekly: {} }, products: { only: [small.orbit, small.harbor] } };
    const answer = await manager.send("POST", plans, { name: "Wrong", terms });
    expect(answer).toMatchObject({ status: 422, body: { rule: "ENT5" } });
    expect(pointers(answer.body)).toEqual(["/body/terms/hours/weekly", "/body/terms/products/only/1"]);
    expect(answer.body.detail).toBe("The plan is never open. Give at least one weekday its hours. 1 more thing is wrong.");
    expect(await named("Wrong")).toBeUndefined();
    const both = { name: "Wrong", terms: standardPlans.Gold, templateId: small.orbit };
    expect((await manager.send("POST", plans, both)).status).toBe(422);
    expect((await manager.send("POST", plans, { name: "Wrong" })).status).toBe(422);
    expect((await manager.send("POST", plans, { name: "gold", terms: standardPlans.Gold })).body).toMatchObject({
      code: "conflict",
      errors: [{ pointer: "/body/name" }],
    });
  });

  test("is renamed and retired by whoever saw it last; what is retired is not offered, and may be taken up again", async () => {
    const { id } = await made("Copper");
    const change = (revision: number, body: unknown) =>
      manager.send("PATCH", `${plans}/${id}`, body, { "if-match": `"${revision}"` });
    expect((await change(1, { name: "Copper One" })).body).toMatchObject({ name: "Copper One", revision: 2 });
    expect(await change(1, { name: "Copper Two" })).toMatchObject({ status: 412, body: { currentVersion: 2 } });
    expect((await change(2, { name: "SILVER" })).body).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("Silver"),
    });
    expect((await manager.send("PATCH", `${plans}/${id}`, { name: "Copper" })).status).toBe(428);
    const retired = await change(2, { isRetired: true });
    expect(retired.body.retiredAt).not.toBeNull();
    expect((await change(3, { isRetired: true })).body.retiredAt).toBe(retired.body.retiredAt);
    expect((await change(4, { isRetired: false })).body.retiredAt).toBeNull();
    expect((await manager.send("GET", `${plans}/${small.orbit}`)).status).toBe(404);
  });

  test("COV7: is offered for nothing new once it is retired; what was recorded wrongly may still be corrected to it", async () => {
    const { id } = await made("Brass");
    expect((await manager.send("PATCH", `${plans}/${id}`, { isRetired: true }, { "if-match": `"1"` })).status).toBe(200);
    const finance = await server.as("finance");
    const contract = { number: "SC-9001", accountId: small.northgate, startsOn: "2026-01-01", endsBefore: null };
    const drafted = await finance.send("POST", "/api/v1/contracts", { ...contract, planId: id });
    expect(drafted).toMatchObject({ status: 422, body: { errors: [{ pointer: "/body/planId" }] } });
    expect(drafted.body.detail).toBe("Brass is not offered any more. Choose another plan.");
    const preview = (change: object) =>
      finance.send("POST", `/api/v1/contracts/${small.c1002}/amendments/preview`, { changes: [change] });
    const covered = { line: "1", productId: small.orbit, accountId: small.northgate };
    const moved = await preview({ kind: "move", covered: [covered], planId: id, effectiveOn: "2026-07-01" });
    expect(moved).toMatchObject({
      status: 422,
      body: { refusal: "retired_plan", errors: [{ pointer: "/body/changes/0/plan" }] },
    });
    const days = { startsOn: "2026-07-01", endsBefore: "2026-08-01" };
    const corrected = await preview({ kind: "correct", covered, ...days, to: { planId: id, yearlyMinor: "120000" } });
    expect(corrected.status, corrected.text).toBe(200);
  });

  test("ENT10: is what unknown callers get, until another is", async () => {
    const { id, revision } = await made("For strangers");
    const choose = (planId: string | null) => manager.send("PUT", "/api/v1/default-plan", { planId });
    expect((await choose(id)).status).toBe(204);
    expect((await named("For strangers")).isDefault).toBe(true);
    const retire = { "if-match": `"${revision}"` };
    expect((await manager.send("PATCH", `${plans}/${id}`, { isRetired: true }, retire)).status).toBe(422);
    expect((await choose(small.orbit)).status).toBe(404);
    expect((await choose(null)).status).toBe(204);
    expect((await named("For strangers")).isDefault).toBe(false);
    expect((await manager.send("PATCH", `${plans}/${id}`, { isRetired: true }, retire)).status).toBe(200);
    expect((await choose(id)).status).toBe(422);
  });

  test("SEC: managers and administrators change plans; others read them or not even that", async () => {
    const body = { name: "Not theirs", terms: standardPlans.Gold };
    for (const role of ["agent", "finance", "sales", "auditor"] as const) {
      const client = await server.as(role);
      expect((await client.send("GET", `${plans}/${(await named("Gold")).id}`)).status, role).toBe(200);
      expect((await client.send("POST", plans, body)).status, role).toBe(403);
    }
    const contact = await server.as("contact", small.harbor);
    for (const path of [plans, "/api/v1/plan-templates", "/api/v1/ranking"])
      expect((await contact.send("GET", path)).status, path).toBe(403);
    expect((await contact.send("POST", `${plans}/try`, { terms: standardPlans.Gold })).status).toBe(403);
    expect((await (await server.as("administrator")).send("POST", plans, body)).status).toBe(201);
  });
});

describe("a version of a plan", () => {
  const add = (id: string, revision: number, body: object) =>
    manager.send(
      "POST",
      `${plans}/${id}/versions`,
      { terms: onlyEmail, reason: "New offer", ...body },
      { "if-match": `"${revision}"` },
    );
  const shown = ({
    versions,
  }: {
    versions: { version: number; effectiveOn: string; phase: string; endsBefore: string | null }[];
  }) => versions.map(({ version, effectiveOn, phase, endsBefore }) => [version, effectiveOn, phase, endsBefore]);

  test("SLA4: begins on its day, and two people at once do not overwrite one another", async () => {
    const { id } = await made("Tin");
    const first = await add(id, 1, { effectiveOn: tomorrow });
    expect(first.status).toBe(201);
    expect(first.headers["etag"]).toBe('"2"');
    expect(shown(first.body)).toEqual([
      [2, tomorrow, "to_come", null],
      [1, "1900-01-01", "now", tomorrow],
    ]);
    expect(await named("Tin")).toMatchObject({ version: 1, next: { version: 2, effectiveOn: tomorrow } });
    expect(await add(id, 1, { effectiveOn: tomorrow })).toMatchObject({ status: 412, body: { currentVersion: 2 } });
    expect(shown((await add(id, 2, { effectiveOn: tomorrow })).body)[1]).toEqual([2, tomorrow, "superseded", null]);
    expect(shown((await add(id, 3, { effectiveOn: "2026-01-01", laterVersions: "keep" })).body)).toEqual([
      [3, tomorrow, "to_come", null],
      [2, tomorrow, "superseded", null],
      [4, "2026-01-01", "now", tomorrow],
      [1, "1900-01-01", "past", "2026-01-01"],
    ]);
  });

  test("COV13: what is recorded for later is kept or superseded; there is no default", async () => {
    const { id } = await made("Zinc");
    await add(id, 1, { effectiveOn: "2999-06-01", terms: standardPlans.Silver });
    const unsaid = await add(id, 2, { effectiveOn: today });
    expect(unsaid).toMatchObject({ status: 422, body: { rule: "COV13", errors: [{ pointer: "/body/laterVersions" }] } });
    expect(unsaid.body.detail).toContain("version 2 from 1 June 2999");
    const taken = await add(id, 2, { effectiveOn: today, laterVersions: "supersede" });
    expect(shown(taken.body)).toEqual([
      [4, "2999-06-01", "to_come", null],
      [2, "2999-06-01", "superseded", null],
      [3, today, "now", "2999-06-01"],
      [1, "1900-01-01", "past", today],
    ]);
    expect(taken.body.versions.map((one: { terms: { channels: unknown } }) => one.terms.channels)).toEqual([
      onlyEmail.channels,
      standardPlans.Silver.channels,
      onlyEmail.channels,
      "any",
    ]);
  });

  test("SLA4: in the past only where no decision rests on the terms then, unless it is a correction", async () => {
    const gold = await named("Gold");
    const agent = await server.as("agent");
    const question = { serial: "PHH68634F", channel: "phone", severity: 2, at: "2026-02-10T10:00", record: true };
    const recorded = (await agent.send("POST", "/api/v1/entitlement-checks", question)).body;
    expect(recorded.outcome).toBe("entitled");
    const refused = await add(gold.id, 1, { effectiveOn: "2026-02-01" });
    expect(refused).toMatchObject({
      status: 422,
      body: { rule: "SLA4", decisions: 1, errors: [{ pointer: "/body/effectiveOn" }] },
    });
    expect(refused.body.detail).toContain("from today on");
    const beforeIt = await add(gold.id, 1, { effectiveOn: "2025-02-01", terms: standardPlans.Gold });
    expect(beforeIt.status, "it would hold for the day of the decision, too").toBe(422);
    const corrected = await add(gold.id, 1, { effectiveOn: "2026-02-01", kind: "correct" });
    expect(corrected.status).toBe(201);
    const again = (await agent.send("POST", "/api/v1/entitlement-checks", question)).body;
    expect(again.outcome).toBe("not_entitled");
    const kept = await agent.send("POST", `/api/v1/decisions/${recorded.id}/replay`);
    expect(kept.body).toMatchObject({ same: true, recorded: { outcome: "entitled" } });
  });

  test("COV4: a check uses the terms of the day in the coverage's zone, as they were known (COV9)", async () => {
    const now = "2026-03-10T12:00:00Z";
    await inTestTransaction(server.database, { role: "manager", now }, async (ctx) => {
      const silver = (await listPlans(ctx)).find(({ name }) => name === "Silver")!;
      const terms = { ...standardPlans.Silver, channels: { only: ["fax" as const] }, allowances: [] };
      await addPlanVersion(ctx, silver.id, silver.revision, {
        effectiveOn: "2026-03-16",
        terms: terms as never,
        reason: "By fax only",
        kind: "change",
      });
    });
    const ask = (at: string, knownAt?: string) =>
      checkEntitlement(testContext(server.database, { role: "agent", now: "2026-04-15T10:00:00Z" }), {
        serial: "HAR33001",
        channel: "phone",
        at,
        ...(knownAt !== undefined && { knownAt }),
      });
    expect((await ask("2026-03-16T06:59:00Z")).outcome, "still the 15th in Los Angeles").toBe("entitled");
    expect((await ask("2026-03-16T07:00:00Z")).outcome, "the 16th in Los Angeles").toBe("not_entitled");
    expect((await ask("2026-03-20T12:00:00Z", "2026-03-10T11:59:00Z")).outcome, "as known before").toBe("entitled");
    expect((await ask("2026-03-20T12:00:00Z", "2026-03-10T12:01:00Z")).outcome, "as known after").toBe("not_entitled");
  });

  test("SLA4: a ticket opened before keeps what it was promised; one opened after gets the new terms", async () => {
    const at = (now: string) => ({ role: "administrator", now }) as const;
    const open = (now: string) =>
      inTestTransaction(server.database, at(now), (ctx) =>
        openTicket(ctx, {
          question: { serial: "ORB-77001", email: "juno@northgate.example" },
          subject: "The ledger stands still",
          description: "Since this morning.",
          channel: "email",
          severity: 2,
        }),
      );
    const promises = ({ targets }: Awaited<ReturnType<typeof open>>) => targets.map(({ name, dueAt }) => [name, dueAt]);
    const before = await open("2026-05-12T09:00:00Z");
    expect(promises(before)).toEqual([
      ["first_response", "2026-05-13T09:00:00Z"],
      ["resolution", "2026-05-19T09:00:00Z"],
    ]);
    const after = await inTestTransaction(server.database, at("2026-05-12T10:00:00Z"), async (ctx) => {
      const { id, revision } = (await listPlans(ctx)).find(({ name }) => name === "Bronze")!;
      const targets = standardPlans.Bronze.targets.map((target) => ({ ...target, unit: "elapsed" as const, amount: 30 }));
      const terms = { ...standardPlans.Bronze, targets } as never;
      await addPlanVersion(ctx, id, revision, { effectiveOn: "2026-05-12", terms, reason: "Quicker", kind: "change" });
      return getTicket(ctx, before.id);
    });
    expect(promises(after)).toEqual(promises(before));
    expect(promises(await open("2026-05-12T11:00:00Z"))).toEqual([
      ["first_response", "2026-05-12T11:30:00Z"],
      ["resolution", "2026-05-12T11:30:00Z"],
    ]);
  });

  test("is never rewritten", async () => {
    await expect(
      server.database.db.updateTable("plan_version").set({ terms: "{}" }).where("version", "=", 1).execute(),
    ).rejects.toThrow("never rewritten");
    const { id } = await named("Warranty");
    const detail = await inTestTransaction(server.database, { role: "manager" }, (ctx) => getPlan(ctx, id));
    expect(detail.versions[0]!.terms).toEqual(standardPlans.Warranty);
  });
});
