import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#platform/context.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { grant, type Granted, tenTickets } from "#test/support/granting.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import * as allowances from "./allowances.ts";

let server: TestServer;
let finance: Client;
beforeAll(async () => {
  server = await testServer();
  finance = await server.as("finance");
});
afterAll(() => server.close());

const from = { startsOn: "2026-01-01", endsBefore: null };
const year = { startsOn: expect.any(String), endsBefore: expect.any(String) };
const path = ({ contractId, planId }: Granted, rest: string) =>
  `/api/v1/contracts/${contractId}/allowances/${planId}/tickets/${rest}`;
const open = (cover: Granted, id = newId()) =>
  inTestTransaction(server.database, { role: "agent" }, (ctx) => {
    const request = { channel: "phone", severity: 3, productPath: [], isOutOfHours: false } as const;
    return allowances.happen(ctx, { id, cover, request }, { kind: "opened", event: "opened", at: ctx.now });
  });

describe("what is left", () => {
  test("of a contract and of an account, by allowance and bucket; what nobody drew on yet counts as granted", async () => {
    const cover = await grant(server.database, [tenTickets], from);
    const { body, status } = await finance.send("GET", `/api/v1/contracts/${cover.contractId}/allowances`);
    expect(status).toBe(200);
    expect(body.rows).toMatchObject([
      {
        key: "tickets",
        unit: "tickets",
        drawnAt: "opening",
        beyond: "refuse",
        buckets: [
          { key: "all", ...year, granted: 10, available: 10, over: 0, overMinor: null, runsOutOn: null, alerts: [], limits: [] },
        ],
      },
    ]);
    expect((await finance.send("GET", `/api/v1/accounts/${cover.accountId}/allowances`)).body).toEqual(body);
  });

  test("SEC: a contact sees their own account's, and not who of the desk did what and why", async () => {
    const [cover, other] = [await grant(server.database, [tenTickets], from), await grant(server.database, [tenTickets], from)];
    const contact = await server.as("contact", cover.accountId);
    await open(cover);
    await finance.send("POST", path(cover, "top-ups"), { bucket: "all", quantity: 5, reason: "goodwill for a bad week" });
    const statement = await contact.send("GET", path(cover, "statement"));
    expect(statement.status).toBe(200);
    expect(statement.body.lines.map((line: Record<string, unknown>) => [line["kind"], line["by"], line["reason"]])).toEqual([
      ["grant", null, null],
      ["consume", null, null],
      ["top_up", null, null],
    ]);
    expect((await contact.send("GET", `/api/v1/accounts/${cover.accountId}/allowances`)).body.rows).toHaveLength(1);
    for (const refused of [
      `/api/v1/accounts/${other.accountId}/allowances`,
      `/api/v1/contracts/${other.contractId}/allowances`,
      path(other, "statement"),
    ])
      expect((await contact.send("GET", refused)).status, refused).toBe(404);
    expect((await contact.send("POST", path(cover, "top-ups"), { bucket: "all", quantity: 5, reason: "more" })).status).toBe(403);
  });

  test("404 for contracts, accounts and allowances that are none", async () => {
    const cover = await grant(server.database, [tenTickets], from);
    for (const missing of [
      `/api/v1/contracts/${newId()}/allowances`,
      `/api/v1/accounts/${newId()}/allowances`,
      path({ ...cover, planId: newId() }, "statement"),
    ])
      expect((await finance.send("GET", missing)).status, missing).toBe(404);
  });
});

describe("the statement", () => {
  test("ALW2: opening, each entry with what it takes and what is then available, closing", async () => {
    const cover = await grant(server.database, [tenTickets], from);
    await open(cover);
    await finance.send("POST", path(cover, "top-ups"), { bucket: "all", quantity: 5, reason: "bought five more" });
    const { body } = await finance.send("GET", path(cover, "statement"));
    expect(body).toMatchObject({ opening: 0, closing: 14, linesLeftOut: 0, unit: "tickets" });
    expect(body.lines).toMatchObject([
      { kind: "grant", change: 10, available: 10, reason: null },
      { kind: "consume", change: -1, over: 0, available: 9, ticket: null, work: null },
      { kind: "top_up", change: 5, available: 14, reason: "bought five more", by: "Test finance" },
    ]);
    const later = await finance.send("GET", `${path(cover, "statement")}?from=2999-01-01`);
    expect(later.body).toMatchObject({ opening: 14, lines: [], closing: 14 });
  });
});

describe("by hand", () => {
  test("ALW2: finance and managers top up and adjust, once for each Idempotency-Key", async () => {
    const cover = await grant(server.database, [tenTickets], from);
    const body = { bucket: "all", quantity: 5, endsBefore: "2998-01-01", reason: "bought five more" };
    const key = { "idempotency-key": newId() };
    const [first, again] = [
      await finance.send("POST", path(cover, "top-ups"), body, key),
      await finance.send("POST", path(cover, "top-ups"), body, key),
    ];
    expect([first.status, first.body.buckets[0].available]).toEqual([201, 15]);
    expect(again.body).toEqual(first.body);
    const lot = first.body.buckets[0].lots.find(({ kind }: { kind: string }) => kind === "period").id;
    const taken = await (
      await server.as("manager")
    ).send("POST", path(cover, "adjustments"), { lot, quantity: -4, reason: "error" });
    expect([taken.status, taken.body.buckets[0].available]).toEqual([201, 11]);
    for (const role of ["agent", "sales", "auditor"] as const)
      expect((await (await server.as(role)).send("POST", path(cover, "top-ups"), body)).status, role).toBe(403);
  });

  test("ALW2: what cannot be is refused, with what to do instead", async () => {
    const cover = await grant(server.database, [tenTickets], from);
    const topUp = (body: object) =>
      finance.send("POST", path(cover, "top-ups"), { bucket: "all", quantity: 5, reason: "more", ...body });
    const [balance] = (await finance.send("GET", `/api/v1/contracts/${cover.contractId}/allowances`)).body.rows;
    const [{ id: lot }] = balance.buckets[0].lots;
    const adjust = (body: object) =>
      finance.send("POST", path(cover, "adjustments"), { lot, quantity: 1, reason: "wrong", ...body });
    for (const [answer, status, pointer] of [
      [await topUp({ quantity: 0 }), 422, "/body/quantity"],
      [await topUp({ quantity: -1 }), 422, "/body/quantity"],
      [await topUp({ quantity: 1.5 }), 400, "/body/quantity"],
      [await topUp({ quantity: 1e12 }), 400, "/body/quantity"],
      [await topUp({ bucket: "none" }), 422, "/body/bucket"],
      [await topUp({ endsBefore: "2026-01-01" }), 422, "/body/endsBefore"],
      [await topUp({ reason: "  " }), 400, "/body/reason"],
      [await adjust({ quantity: 0 }), 422, "/body/quantity"],
      [await adjust({ quantity: -11 }), 422, "/body/quantity"],
      [await adjust({ lot: "of another" }), 422, "/body/lot"],
    ] as const) {
      expect(answer.status, answer.text).toBe(status);
      expect(answer.body.errors[0].pointer, answer.text).toBe(pointer);
    }
    expect((await topUp({})).body.buckets[0].available).toBe(15);
  });

  test("ALW2: nothing is added to what a contract no longer grants", async () => {
    const over = await grant(server.database, [tenTickets], { startsOn: "2024-01-01", endsBefore: "2025-01-01" });
    await inTestTransaction(server.database, { role: "agent", now: "2024-03-01T12:00:00Z" }, (ctx) =>
      allowances.happen(
        ctx,
        { id: newId(), cover: over, request: { channel: null, severity: null, productPath: [], isOutOfHours: false } },
        { kind: "opened", event: "opened", at: ctx.now },
      ),
    );
    const answer = await finance.send("POST", path(over, "top-ups"), { bucket: "all", quantity: 5, reason: "more" });
    expect([answer.status, answer.body.refusal]).toEqual([422, "ended"]);
  });
});
