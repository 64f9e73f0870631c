// Terms tried out over HTTP, before anything is promised by them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const { Silver: silver, Bronze: bronze, Gold: gold } = standardPlans;
/** Wednesday morning in London. */
const asked = { at: "2026-03-18T09:30", timeZone: "Europe/London", channel: "email", severity: 2 };
const tryOut = async (terms: object, more: object = {}) => {
  const answer = await manager.send("POST", "/api/v1/plans/try", { terms, ...asked, ...more });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const decided = async (terms: object, more: object = {}) => (await tryOut(terms, more)).decision;

describe("trying terms out", () => {
  test("SLA1: tells what would be promised and when it would be due, in the zone of whoever asks", async () => {
    const decision = await decided(silver, { name: "Silver as of June" });
    expect(decision).toMatchObject({ outcome: "entitled", at: "2026-03-18T09:30:00Z", source: { plan: "Silver as of June" } });
    expect(decision.targets).toMatchObject([
      { name: "first_response", severity: 2, dueAt: "2026-03-18T13:30:00Z" },
      { name: "resolution", severity: 2, dueAt: "2026-03-20T09:30:00Z" },
    ]);
    const inNewYork = await decided(silver, { timeZone: "America/New_York", at: "2026-03-18T09:30:00Z" });
    expect(inNewYork.targets[0].dueAt).toBe("2026-03-18T16:00:00Z");
    expect((await decided(silver, { severity: undefined })).targets).toHaveLength(8);
  });

  test("ENT5: a channel, a severity, a product or a caller that is not admitted is ruled out, with what is near", async () => {
    const byFax = await decided(silver, { channel: "fax" });
    expect(byFax).toMatchObject({ outcome: "not_entitled", reasons: [{ rule: "ENT5" }], nearMisses: [{ change: "channel" }] });
    const outcomes = async (terms: object, key: string, values: readonly unknown[]) =>
      Promise.all(values.map(async (value) => (await decided(terms, { [key]: value })).outcome));
    expect(await outcomes(bronze, "contact", ["any", "named", "unnamed", "unknown"])).toEqual([
      "entitled",
      "entitled",
      "not_entitled",
      "not_entitled",
    ]);
    expect(await outcomes(gold, "contact", ["unnamed", "unknown"])).toEqual(["entitled", "entitled"]);
    expect(await outcomes({ ...gold, severities: { only: [1] } }, "severity", [1, 2])).toEqual(["entitled", "not_entitled"]);
    const branch = { ...gold, products: { only: [small.orbit] } };
    expect(await outcomes(branch, "productId", [small.orbitLedger, small.switch48])).toEqual(["entitled", "not_entitled"]);
  });

  test("ALW3: what is used so far is counted, and what is over is refused or counted as the terms say", async () => {
    const used = (quantity: number, limit?: string) => [
      { allowance: "tickets", bucket: "all", quantity, ...(limit && { limit }) },
    ];
    const fresh = await decided(silver);
    expect(fresh.candidates[0].allowances).toMatchObject([
      { bucket: "all", limit: null, granted: 100, used: 0, left: 100, startsOn: "2026-01-01" },
      { limit: "phone", granted: 50, left: 50 },
    ]);
    const almost = await decided(silver, { used: used(99) });
    expect(almost).toMatchObject({ outcome: "entitled", candidates: [{ allowances: [{ used: 99, left: 1 }, {}] }] });
    const spent = await decided(silver, { used: used(100) });
    expect(spent).toMatchObject({ outcome: "not_entitled", reasons: [{ rule: "ALW3" }] });
    const byPhone = { channel: "phone", used: [...used(60), ...used(50, "phone")] };
    expect(await decided(silver, byPhone)).toMatchObject({ outcome: "not_entitled", nearMisses: [{ change: "channel" }] });
    expect((await decided(silver, { ...byPhone, channel: "email" })).outcome).toBe("entitled");
    const counted = { ...silver, allowances: silver.allowances.map((one) => ({ ...one, beyond: "count" })) };
    const beyond = await decided(counted, { used: used(104) });
    expect(beyond).toMatchObject({ outcome: "entitled", candidates: [{ allowances: [{ left: 0, over: 4 }, {}] }] });
    expect((await decided(silver, { used: [{ allowance: "tickets", bucket: "none such", quantity: 5 }] })).outcome).toBe(
      "entitled",
    );
  });

  test("ALW9: the built-in Standard takes 50 by phone and 50 by e-mail a month, Premium 200 by any channel", async () => {
    const [premium, standard] = ["Premium", "Standard"].map((name) => builtInTemplates.find((one) => one.name === name)!.terms);
    const used = (bucket: string, quantity: number) => ({ used: [{ allowance: "tickets", bucket, quantity }] });
    expect((await decided(standard!, used("email", 50))).outcome).toBe("not_entitled");
    expect((await decided(standard!, { ...used("email", 50), channel: "phone" })).outcome).toBe("entitled");
    expect((await decided(premium!, { ...used("all", 199), channel: "fax" })).outcome).toBe("entitled");
    expect((await decided(premium!, used("all", 200))).outcome).toBe("not_entitled");
    expect((await decided(premium!, { ...used("all", 200), at: "2026-04-01T00:00" })).outcome, "another month").not.toBe(
      "undecided",
    );
  });

  test("ENT5: faults come with their places in place of a decision, so that the form can show them while it is filled in", async () => {
    const { faults, decision } = await tryOut({ ...silver, hours: { weekly: {} }, products: { only: [small.harbor] } });
    expect(decision).toBeNull();
    expect(faults).toMatchObject([
      { pointer: "/hours/weekly", code: "never_opens" },
      { pointer: "/products/only/0", code: "unknown_product" },
    ]);
  });

  test("refuses a zone, a moment and a product that do not exist; everybody on the staff may try", async () => {
    const send = (more: object) => manager.send("POST", "/api/v1/plans/try", { terms: gold, ...more });
    expect(await send({ timeZone: "Mars/Olympus" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/body/timeZone" }] },
    });
    expect(await send({ timeZone: "+02:00" })).toMatchObject({ status: 422 });
    expect(await send({ at: "2026-02-30" })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/body/at" }] } });
    expect((await send({ productId: small.harbor })).status).toBe(404);
    expect((await send({ startsOn: "2999-01-01" })).body.decision.outcome).toBe("not_entitled");
    const agent = await server.as("agent");
    expect((await agent.send("POST", "/api/v1/plans/try", { terms: gold })).status).toBe(200);
  });
});
