import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireChange } from "#api/amendments.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { type Estate, recordEstate } from "#test/support/estate.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let finance: Client;
let agent: Client;
beforeAll(async () => {
  server = await testServer();
  finance = await server.as("finance");
  agent = await server.as("agent");
});
afterAll(() => server.close());

// Three assets at 100.00 each per calendar month, billed in advance, from March 2026. B is the second.
const estate = (prefix: string): Promise<Estate> =>
  inTestTransaction(server.database, { now: "2026-02-20T09:00:00Z" }, (ctx) =>
    recordEstate(ctx, { prefix, count: 3, header: { startsOn: "2026-03-01", endsBefore: "2027-03-01" } }),
  );
const drop = (prefix: string): WireChange => ({ kind: "remove", covered: [{ serial: `${prefix}-2` }], lastDay: "2026-03-20" });

/** Bills the contract through a day and tells the documents that this posted, as "invoice 30000". */
async function bill(contractId: string, through: string): Promise<string[]> {
  const started = await finance.send("POST", "/api/v1/billing/runs", { through, contractId });
  let run = started.body;
  while (run.status === "running") run = (await finance.send("GET", `/api/v1/billing/runs/${run.id}`)).body;
  expect(run).toMatchObject({ status: "done", problems: 0 });
  const { body } = await finance.send("GET", `/api/v1/invoices?runId=${run.id}`);
  return body.rows.map(({ kind, totalMinor }: { kind: string; totalMinor: string }) => `${kind} ${totalMinor}`).toSorted();
}

const outcome = async (serial: string, at: string, knownAt?: string) =>
  (await agent.send("POST", "/api/v1/entitlement-checks", { serial, at, ...(knownAt && { knownAt }) })).body.outcome;

describe("the flagship case", () => {
  test("COV8: B's last day is 20 March, recorded when March is invoiced: desk, bill and budget turn on the 21st, to the cent", async () => {
    const { contractId } = await estate("F");
    const path = `/api/v1/contracts/${contractId}/amendments`;
    expect(await bill(contractId, "2026-03-01")).toEqual(["invoice 30000"]);
    const { effects, basis } = (await finance.send("POST", `${path}/preview`, { changes: [drop("F")] })).body;
    expect(effects.money).toMatchObject({
      currency: "GBP",
      creditMinor: "-3548",
      yearlyBeforeMinor: "360000",
      yearlyAfterMinor: "240000",
    });
    expect(effects.money.lines.rows).toMatchObject([
      {
        kind: "credit",
        line: "1",
        subject: "F-2",
        startsOn: "2026-03-21",
        endsBefore: "2026-04-01",
        periodStartsOn: "2026-03-01",
        periodEndsBefore: "2026-04-01",
        priceMinor: "10000",
        numerator: 11,
        denominator: 31,
        amountMinor: "-3548",
        amendmentId: null,
        document: "credit_note",
      },
    ]);
    const april = effects.money.invoices.find(({ startsOn }: { startsOn: string }) => startsOn === "2026-04-01");
    expect(april).toMatchObject({ beforeMinor: "30000", afterMinor: "20000" });
    const moved = effects.budget.months.map(
      ({ month, beforeMinor, afterMinor }: { month: string; beforeMinor: string; afterMinor: string }) => [
        month,
        Number(afterMinor) - Number(beforeMinor),
      ],
    );
    expect(moved.slice(0, 3)).toEqual([
      ["2026-03", -2129],
      ["2026-04", -6000],
      ["2026-05", -6000],
    ]);
    expect(moved).toHaveLength(12);
    expect(await outcome("F-2", "2026-03-21T12:00:00Z")).toBe("entitled");

    const recorded = await finance.send("POST", path, { changes: [drop("F")], reason: "Dropped", basis });
    expect(recorded).toMatchObject({ status: 201, body: { effects } });
    expect(await outcome("F-2", "2026-03-20T23:59:59Z")).toBe("entitled");
    expect(await outcome("F-2", "2026-03-21T00:00:00Z")).toBe("not_entitled");
    expect(await outcome("F-2", "2026-03-21T12:00:00Z", "2026-03-09T12:00:00Z")).toBe("entitled");
    expect(await bill(contractId, "2026-03-31")).toEqual(["credit_note -3548"]);
    expect(await bill(contractId, "2026-03-31")).toEqual([]);
    expect(await bill(contractId, "2026-04-01")).toEqual(["invoice 20000"]);
    const project = await finance.send("GET", `/api/v1/projects/${contractId}`);
    expect(project.status).toBe(200);
  });

  test("COV8: recorded before March is invoiced: one invoice of 264.52, no credit", async () => {
    const { contractId } = await estate("G");
    const path = `/api/v1/contracts/${contractId}/amendments`;
    const recorded = await finance.send("POST", path, { changes: [drop("G")], reason: "Dropped" });
    expect(recorded.body.effects.money).toMatchObject({ creditMinor: "0" });
    expect(await bill(contractId, "2026-03-31")).toEqual(["invoice 26452"]);
    expect(await bill(contractId, "2026-04-01")).toEqual(["invoice 20000"]);
  });

  test("COV13: taken back, it comes to what it would have been without", async () => {
    const { contractId } = await estate("H");
    const path = `/api/v1/contracts/${contractId}/amendments`;
    expect(await bill(contractId, "2026-03-01")).toEqual(["invoice 30000"]);
    const dropped = await finance.send("POST", path, { changes: [drop("H")], reason: "Dropped" });
    expect(await bill(contractId, "2026-03-31")).toEqual(["credit_note -3548"]);
    const back = await finance.send("POST", path, { reverse: dropped.body.amendment.id, reason: "Not dropped after all" });
    const march = back.body.effects.money.lines.rows.filter(
      ({ endsBefore }: { endsBefore: string }) => endsBefore <= "2026-04-01",
    );
    expect(march).toMatchObject([{ kind: "charge", amountMinor: "3548", numerator: 11, denominator: 31, document: "invoice" }]);
    expect(await bill(contractId, "2026-03-31")).toEqual(["invoice 3548"]);
    expect(await outcome("H-2", "2026-03-25T12:00:00Z")).toBe("entitled");
  });

  test("COV8: suspended days are covered for nobody and billed to nobody, and coverage resumes by itself", async () => {
    const { contractId } = await estate("J");
    const path = `/api/v1/contracts/${contractId}/amendments`;
    const suspend: WireChange = { kind: "suspend", startsOn: "2026-03-11", resumesOn: "2026-04-01" };
    const recorded = await finance.send("POST", path, { changes: [suspend], reason: "Building closed" });
    expect(recorded.body.effects.header.after.suspensions).toEqual([{ startsOn: "2026-03-11", endsBefore: "2026-04-01" }]);
    expect(await outcome("J-1", "2026-03-10T12:00:00Z")).toBe("entitled");
    expect(await outcome("J-1", "2026-03-11T12:00:00Z")).toBe("not_entitled");
    expect(await outcome("J-1", "2026-04-01T12:00:00Z")).toBe("entitled");
    // Ten of March's 31 days of three assets.
    expect(await bill(contractId, "2026-03-31")).toEqual(["invoice 9678"]);
  });
});
