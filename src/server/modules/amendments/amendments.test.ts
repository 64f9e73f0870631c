import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireChange } from "#api/amendments.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { type Estate, type EstateWanted, recordEstate } from "#test/support/estate.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";

let server: TestServer;
let finance: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  finance = await server.as("finance");
});
afterAll(() => server.close());

let estates = 0;
const estate = (wanted: Partial<EstateWanted> = {}): Promise<Estate & { prefix: string }> => {
  estates += 1;
  const prefix = `E${estates}`;
  return inTestTransaction(server.database, { role: "administrator", now: "2026-01-01T09:00:00Z" }, async (ctx) => ({
    prefix,
    ...(await recordEstate(ctx, { prefix, count: 3, uncovered: 2, ...wanted })),
  }));
};

const path = (contractId: string) => `/api/v1/contracts/${contractId}/amendments`;
const preview = (contractId: string, ...changes: WireChange[]) =>
  finance.send("POST", `${path(contractId)}/preview`, { changes });
const commit = (contractId: string, changes: WireChange[], more = {}) =>
  finance.send("POST", path(contractId), { changes, reason: "because", ...more });
const list = async (contractId: string) => (await finance.send("GET", path(contractId))).body.rows;
const remove = (serial: string, lastDay = "2026-03-20"): WireChange => ({ kind: "remove", covered: [{ serial }], lastDay });
const stretches = (rows: { startsOn: string; endsBefore: string | null }[]) =>
  rows.map(({ startsOn, endsBefore }) => [startsOn, endsBefore]);

describe("amendments", () => {
  test("COV8: what a preview shows is what is recorded, and a preview records nothing", async () => {
    const { contractId, prefix } = await estate();
    const shown = await preview(contractId, remove(`${prefix}-2`));
    expect(shown.status).toBe(200);
    const { effects, basis } = shown.body;
    expect(effects.effectiveOn).toBe("2026-03-21");
    expect(effects.coverage.total).toBe(1);
    const [row] = effects.coverage.rows;
    expect(row).toMatchObject({ line: "1", scope: "asset", subject: `${prefix}-2` });
    expect(stretches(row.before)).toEqual([["2026-01-01", "2027-01-01"]]);
    expect(stretches(row.after)).toEqual([["2026-01-01", "2026-03-21"]]);
    expect(await list(contractId)).toHaveLength(1);
    const recorded = await commit(contractId, [remove(`${prefix}-2`)], { basis });
    expect(recorded.status).toBe(201);
    expect(recorded.body.effects).toEqual(effects);
    expect(recorded.body.amendment).toMatchObject({
      kind: "remove",
      effectiveOn: "2026-03-21",
      reason: "because",
      origin: "person",
      reverses: null,
      closed: 1,
      opened: 1,
    });
    expect((await list(contractId)).map(({ kind }: { kind: string }) => kind)).toEqual(["remove", "activate"]);
  });

  test("COV8: an outdated preview is refused with what changed and what it would do now", async () => {
    const { contractId, prefix } = await estate();
    const shown = await preview(contractId, remove(`${prefix}-1`));
    await commit(contractId, [remove(`${prefix}-3`)], { reason: "Sold" });
    const late = await commit(contractId, [remove(`${prefix}-1`)], { basis: shown.body.basis });
    expect(late).toMatchObject({
      status: 409,
      body: { code: "outdated_preview", changed: { amendments: [{ kind: "remove", reason: "Sold" }], invoices: [] } },
    });
    expect(late.body.detail).toContain("“Sold”");
    expect(await list(contractId)).toHaveLength(2);
    const fresh = late.body.preview;
    expect(BigInt(fresh.effects.money.yearlyBeforeMinor) - BigInt(fresh.effects.money.yearlyAfterMinor)).toBe(120_000n);
    const again = await commit(contractId, [remove(`${prefix}-1`)], { basis: fresh.basis });
    expect(again).toMatchObject({ status: 201, body: { effects: fresh.effects } });
  });

  test("COV8: what somebody else did first is told with the refusal that comes of it", async () => {
    const { contractId, prefix } = await estate();
    const shown = await preview(contractId, remove(`${prefix}-1`));
    await commit(contractId, [{ kind: "remove", covered: [{ serial: `${prefix}-1` }], lastDay: "2025-12-31" }], {
      reason: "Never was theirs",
    });
    const late = await commit(contractId, [remove(`${prefix}-1`)], { basis: shown.body.basis });
    expect(late).toMatchObject({
      status: 422,
      body: { refusal: "not_covered", changed: { amendments: [{ reason: "Never was theirs" }] } },
    });
    expect(late.body.detail).toContain("Never was theirs");
  });

  test("COV8: several land together or not at all, and each thing is named as people know it", async () => {
    const { contractId, prefix } = await estate();
    const changes: WireChange[] = [
      remove(`${prefix}-1`),
      { kind: "replace", covered: { assetTag: `T-${prefix}-2` }, by: { serial: `${prefix}-4` }, lastDay: "2026-05-31" },
      { kind: "add", subjects: [{ serial: `${prefix}-5` }], plan: "silver", yearlyMinor: "60000", startsOn: "2026-06-01" },
      {
        kind: "reprice",
        covered: [{ serial: `${prefix}-5` }, { line: "1", serial: `${prefix}-3` }],
        yearlyMinor: "70000",
        effectiveOn: "2026-07-01",
      },
    ];
    const wrong = await commit(contractId, [...changes, remove("NOBODY")]);
    expect(wrong).toMatchObject({
      status: 422,
      body: { refusal: "unknown_serial", change: 4, errors: [{ pointer: "/body/changes/4/covered/0/serial" }] },
    });
    expect(await list(contractId)).toHaveLength(1);
    const recorded = await commit(contractId, changes);
    expect(recorded).toMatchObject({ status: 201, body: { amendment: { kind: "several", effectiveOn: "2026-03-21" } } });
    const { effects } = recorded.body;
    expect(effects.lines).toEqual([
      { before: null, after: { number: "2", service: "support", startsOn: "2026-06-01", endsBefore: "2027-01-01" } },
    ]);
    const after = Object.fromEntries(
      effects.coverage.rows.map((row: { subject: string; after: never }) => [row.subject, stretches(row.after)]),
    );
    expect(after).toEqual({
      [`${prefix}-1`]: [["2026-01-01", "2026-03-21"]],
      [`${prefix}-2`]: [["2026-01-01", "2026-06-01"]],
      [`${prefix}-3`]: [
        ["2026-01-01", "2026-07-01"],
        ["2026-07-01", "2027-01-01"],
      ],
      [`${prefix}-4`]: [["2026-06-01", "2027-01-01"]],
      [`${prefix}-5`]: [
        ["2026-06-01", "2026-07-01"],
        ["2026-07-01", "2027-01-01"],
      ],
    });
  });

  test("COV13: what is recorded for later is listed, and kept or superseded as one says", async () => {
    const { contractId, prefix } = await estate();
    const to = (yearlyMinor: string, effectiveOn: string, laterFacts?: "keep" | "supersede"): WireChange => ({
      kind: "reprice",
      covered: [{ serial: `${prefix}-2` }],
      yearlyMinor,
      effectiveOn,
      ...(laterFacts && { laterFacts }),
    });
    await commit(contractId, [to("130000", "2026-07-01")]);
    const unsaid = await preview(contractId, to("125000", "2026-04-01"));
    expect(unsaid).toMatchObject({
      status: 422,
      body: {
        rule: "COV13",
        refusal: "later_facts",
        change: 0,
        laterFacts: [
          {
            line: "1",
            subject: `${prefix}-2`,
            covered: { line: "1" },
            startsOn: "2026-07-01",
            endsBefore: "2027-01-01",
            yearlyMinor: "130000",
          },
        ],
      },
    });
    expect(unsaid.body.detail).toContain(`${prefix}-2 on line 1`);
    expect(unsaid.body.detail).not.toMatch(/[\da-f]{8}-[\da-f]{4}/);
    const prices = async (laterFacts: "keep" | "supersede") =>
      (await preview(contractId, to("125000", "2026-04-01", laterFacts))).body.effects.coverage.rows[0].after.map(
        ({ startsOn, yearlyMinor }: { startsOn: string; yearlyMinor: string }) => `${startsOn} ${yearlyMinor}`,
      );
    expect(await prices("keep")).toEqual(["2026-01-01 120000", "2026-04-01 125000", "2026-07-01 130000"]);
    expect(await prices("supersede")).toEqual(["2026-01-01 120000", "2026-04-01 125000"]);
  });

  test("COV6: what a new end would cut is listed, and cut once that is agreed", async () => {
    const { contractId, prefix } = await estate({ count: 1 });
    const shorten: WireChange = { kind: "shorten", lastDay: "2026-09-30" };
    const refused = await preview(contractId, shorten);
    expect(refused).toMatchObject({
      status: 422,
      body: { rule: "COV6", refusal: "clamps", clamps: [{ subject: `${prefix}-1`, left: { endsBefore: "2026-10-01" } }] },
    });
    const agreedClamps = refused.body.clamps.map(({ covered }: { covered: object }) => covered);
    const agreed = await commit(contractId, [{ ...shorten, agreedClamps }]);
    expect(agreed).toMatchObject({
      status: 201,
      body: { effects: { header: { before: { endsBefore: "2027-01-01" }, after: { endsBefore: "2026-10-01" } } } },
    });
  });

  test("COV13: a reversal restores, and is refused with what stands on the amendment", async () => {
    const { contractId, prefix } = await estate();
    const reverse = (amendmentId: string) => finance.send("POST", path(contractId), { reverse: amendmentId, reason: "A slip" });
    const first = (
      await commit(contractId, [
        { kind: "reprice", covered: [{ serial: `${prefix}-2` }], byPercent: "3.5", effectiveOn: "2026-02-01" },
      ])
    ).body;
    expect(first.effects.coverage.rows[0].after.at(-1).yearlyMinor).toBe("124200");
    const second = (await commit(contractId, [remove(`${prefix}-2`, "2026-03-31")], { reason: "Gone" })).body;
    const refused = await reverse(first.amendment.id);
    expect(refused).toMatchObject({
      status: 422,
      body: { refusal: "depended_on", dependants: [{ id: second.amendment.id, reason: "Gone" }] },
    });
    expect(refused.body.detail).toContain("“Gone”");
    expect(await reverse(second.amendment.id)).toMatchObject({
      status: 201,
      body: { amendment: { kind: "reverse", reverses: second.amendment.id } },
    });
    const restored = await reverse(first.amendment.id);
    expect(stretches(restored.body.effects.coverage.rows[0].after)).toEqual([["2026-01-01", "2027-01-01"]]);
    expect(
      (await list(contractId)).map(({ kind, reversedBy }: { kind: string; reversedBy: string | null }) => [
        kind,
        reversedBy !== null,
      ]),
    ).toEqual([
      ["reverse", false],
      ["reverse", false],
      ["remove", true],
      ["reprice", true],
      ["activate", false],
    ]);
  });

  test("COV2: what another contract covers already is refused by name, in the preview as in the commit", async () => {
    const { contractId } = await estate();
    const [theirs] = await finance.send("GET", `/api/v1/contracts?q=SC-1001`).then(({ body }) => body.rows);
    expect(theirs.number).toBe("SC-1001");
    const other: WireChange = {
      kind: "add",
      line: "1",
      subjects: [{ serial: "PHH-68634f" }],
      plan: "Gold",
      yearlyMinor: "1",
      startsOn: "2026-02-01",
    };
    expect(await preview(contractId, other)).toMatchObject({ status: 422, body: { refusal: "other_account" } });
    const free = { count: 1, uncovered: 0 };
    const [one, two] = [await estate(free), await estate(free)];
    await inTestTransaction(server.database, {}, async (ctx) => {
      await ctx.tx.updateTable("asset").set({ account_id: two.accountId }).where("id", "=", one.assetIds[0]!).execute();
    });
    const add: WireChange = {
      kind: "add",
      line: "1",
      subjects: [{ serial: `${one.prefix}-1` }],
      plan: "Gold",
      yearlyMinor: "1",
      startsOn: "2026-02-01",
    };
    for (const answer of [await preview(two.contractId, add), await commit(two.contractId, [add])]) {
      expect(answer).toMatchObject({
        status: 422,
        body: {
          rule: "COV2",

          elsewhere: [{ number: `${one.prefix}-C`, line: "1", subject: `${one.prefix}-1` }],
        },
      });
      expect(answer.body.detail).toContain(`line 1 of contract ${one.prefix}-C`);
    }
  });

  test("COV10: decisions about days that change are decided again in the preview, and stay as they were", async () => {
    const { contractId, prefix } = await estate();
    const agent = await server.as("agent");
    const ask = { serial: `${prefix}-2`, at: "2026-03-25T10:00:00Z", record: true };
    const asked = await agent.send("POST", "/api/v1/entitlement-checks", ask);
    expect(asked.body.outcome).toBe("entitled");
    const { effects } = (await preview(contractId, remove(`${prefix}-2`))).body;
    expect(effects.tickets).toMatchObject({
      asked: 1,
      total: 1,
      rows: [
        {
          decisionId: asked.body.id,
          at: "2026-03-25T10:00:00Z",
          outcomeBefore: "entitled",
          outcomeAfter: "not_entitled",
          coveredByAfter: null,
        },
      ],
    });
    expect(effects.tickets.rows[0].coveredByBefore).toContain(`${prefix}-C line 1`);
    expect((await preview(contractId, remove(`${prefix}-2`, "2026-03-25"))).body.effects.tickets).toMatchObject({
      asked: 0,
      total: 0,
    });
    const recorded = await commit(contractId, [remove(`${prefix}-2`)]);
    expect(recorded.body.effects.tickets).toEqual(effects.tickets);
    const kept = await agent.send("GET", `/api/v1/decisions/${asked.body.id}`);
    expect(kept.body.decision.outcome).toBe("entitled");
  });

  test("COV4: a day is the contract's: cancelled at 01:00 UTC it is still yesterday in Los Angeles", async () => {
    const { contractId, prefix } = await estate({ header: { timeZone: "America/Los_Angeles" } });
    await commit(contractId, [{ kind: "cancel", lastDay: "2026-03-20" }]);
    const agent = await server.as("agent");
    const outcome = async (at: string) =>
      (await agent.send("POST", "/api/v1/entitlement-checks", { serial: `${prefix}-1`, at })).body.outcome;
    expect(await outcome("2026-03-21T06:59:59Z")).toBe("entitled");
    expect(await outcome("2026-03-21T07:00:00Z")).toBe("not_entitled");
  });

  test("SEC: finance amends; agents and sales read; contacts and drafts are refused", async () => {
    const { contractId, prefix, accountId } = await estate();
    for (const role of ["agent", "sales", "manager", "auditor"] as const) {
      const client = await server.as(role);
      expect((await client.send("GET", path(contractId))).status, role).toBe(200);
      expect((await client.send("POST", `${path(contractId)}/preview`, { changes: [remove(`${prefix}-1`)] })).status, role).toBe(
        403,
      );
      expect((await client.send("POST", path(contractId), { changes: [remove(`${prefix}-1`)], reason: "no" })).status, role).toBe(
        403,
      );
    }
    const contact = await server.as("contact", accountId);
    expect((await contact.send("GET", path(contractId))).status).toBe(403);
    expect((await preview(small.n1, remove("X"))).status).toBe(404);
    await inTestTransaction(server.database, {}, (ctx) =>
      ctx.tx.updateTable("contract").set({ signed_on: null }).where("id", "=", contractId).execute(),
    );
    expect(await preview(contractId, remove(`${prefix}-1`))).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});
