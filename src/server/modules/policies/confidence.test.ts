import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatConfidence } from "#core/confidence/index.ts";
import { verifyAsset, verifyAssets, recordAssets } from "#modules/assets/assets.ts";
import { reconcileContract } from "#modules/contracts/contracts.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { counting } from "#test/support/statements.ts";
import * as policies from "./policies.ts";

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterEach(() => database.close());

const at = (now: string) => testContext(database, { role: "manager", now });
const finance = (now: string) => testContext(database, { role: "finance", now });
const confidence = (now: string, asked: policies.HistoryAsked = {}) => policies.getConfidence(at(now), small.northgate, asked);
const partsOf = async (now: string) => (await confidence(now)).parts.map(({ good, of }) => [good, of]);

describe("what makes it", () => {
  test("ENT8: assets, contracts in force on the day, and decisions of the last year; of nothing at all 0", async () => {
    expect(await partsOf("2026-04-01T12:00:00Z")).toEqual([
      [0, 4],
      [0, 3],
      [0, 0],
    ]);
    expect((await confidence("2026-04-01T12:00:00Z")).scoreBp).toBe(0);
    expect(await partsOf("2027-02-01T12:00:00Z")).toEqual([
      [0, 4],
      [0, 1],
      [0, 0],
    ]);
  });

  test("ENT8: to verify two of four serials, and to reconcile one of three contracts, raises it by that; what would raise it further is told", async () => {
    const now = "2026-04-01T12:00:00Z";
    await inTestTransaction(database, { role: "agent", now }, (ctx) => verifyAsset(ctx, small.n1, { note: "On the rack" }));
    await inTestTransaction(database, { role: "finance", now }, async (ctx) => {
      expect(await verifyAssets(ctx, { assetIds: [small.n1], serials: ["orb 77001", "no-such"], note: "" })).toEqual({
        verified: 2,
        unknownIds: [],
        unknownSerials: ["no-such"],
      });
      await reconcileContract(ctx, small.c1001, { note: "" });
    });
    const told = await confidence(now);
    expect(told.parts.map(({ text }) => text)).toEqual([
      "2 of 4 assets have a verified serial number.",
      "1 of 3 contracts were reconciled with finance in the last 90 days.",
      "Nothing has been decided yet that could have been overturned.",
    ]);
    expect(told.scoreBp).toBe(4166);
    expect(told.raises).toEqual([
      { act: "reconcile_contracts", count: 2, scoreBp: 7500, text: "Reconcile 2 contracts with finance: 0.75." },
      { act: "verify_serials", count: 2, scoreBp: 6666, text: "Verify 2 more serial numbers: 0.66." },
    ]);
    expect(told.unverified.map(({ serial, tag }) => serial ?? tag)).toEqual(["KLO 10011", "NG-2"]);
    expect(told.unreconciled.map(({ contractNumber }) => contractNumber)).toEqual(["SC-1002", "SC-1005"]);
  });

  test("ENT8: another serial, entered later, is not verified by the one that was seen", async () => {
    const now = "2026-04-01T12:00:00Z";
    await inTestTransaction(database, { role: "agent", now }, (ctx) => verifyAsset(ctx, small.n1, { note: "" }));
    expect((await partsOf(now))[0]).toEqual([1, 4]);
    await inTestTransaction(database, { role: "finance", now: "2026-04-02T12:00:00Z" }, (ctx) =>
      recordAssets(ctx, [
        {
          id: small.n1,
          accountId: small.northgate,
          siteId: small.hq,
          productId: small.switch48,
          parentId: null,
          version: null,
          serial: "PHH-99999",
          tag: "NG-1",
          environment: null,
          status: "in_use",
          installedOn: null,
        },
      ]),
    );
    expect((await partsOf("2026-04-03T12:00:00Z"))[0]).toEqual([0, 4]);
    const { history } = await confidence("2026-05-03T12:00:00Z", { from: "2026-03", through: "2026-04" });
    expect(history.map(({ scoreBp }) => scoreBp)).toEqual([0, 0]);
    expect((await partsOf("2026-04-01T13:00:00Z"))[0]).toEqual([1, 4]);
  });

  test("ENT8: decisions that a manager overturned count against it", async () => {
    const now = "2026-04-01T12:00:00Z";
    const { id } = await inTestTransaction(database, { role: "agent", now }, (ctx) =>
      checkEntitlement(ctx, { serial: "KLO-10011", record: true }),
    );
    expect((await partsOf(now))[2]).toEqual([1, 1]);
    await inTestTransaction(database, { role: "manager", now }, (ctx) =>
      policies.overturn(ctx, { decisionId: id!, accountId: small.northgate, reason: "It is a part of N1" }),
    );
    expect((await partsOf(now))[2]).toEqual([0, 1]);
    expect((await partsOf("2026-03-31T12:00:00Z"))[2]).toEqual([0, 0]);
    expect((await partsOf("2027-04-02T12:00:00Z"))[2]).toEqual([0, 0]);
  });
});

describe("over time", () => {
  test("ENT8: each month is as it was at its end, and what is done today changes none that is over", async () => {
    await reconcileContract(finance("2026-02-10T12:00:00Z"), small.c1002, { note: "" });
    const now = "2026-06-20T12:00:00Z";
    const asked = { from: "2026-01", through: "2026-06" };
    const before = (await confidence(now, asked)).history;
    expect(before.map(({ month, on, scoreBp }) => [month, on, scoreBp])).toEqual([
      ["2026-01", "2026-01-31", 0],
      ["2026-02", "2026-02-28", 1666],
      ["2026-03", "2026-03-31", 1666],
      ["2026-04", "2026-04-30", 1666],
      ["2026-05", "2026-05-31", 0],
      ["2026-06", "2026-06-20", 0],
    ]);
    await verifyAssets(finance(now), {
      assetIds: [small.n1, small.n2, small.n3, small.n4],
      serials: [],
      note: "",
      on: "2026-01-05",
    });
    await reconcileContract(finance(now), small.c1002, { note: "", on: "2026-03-01" });
    const after = (await confidence(now, asked)).history;
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
    expect(after.at(-1)!.scoreBp).toBe(5000);
  });

  test("ENT8: nobody has seen anything on a day to come; months run forwards, and five years at most", async () => {
    const now = "2026-04-01T12:00:00Z";
    await expect(verifyAsset(finance(now), small.n1, { note: "", on: "2026-04-02" })).rejects.toMatchObject({ code: "refused" });
    await expect(reconcileContract(finance(now), small.c1002, { note: "", on: "2026-04-02" })).rejects.toMatchObject({
      code: "refused",
    });
    await expect(confidence(now, { from: "2026-05", through: "2026-04" })).rejects.toMatchObject({ code: "refused" });
    await expect(confidence(now, { from: "2021-04", through: "2026-04" })).rejects.toMatchObject({ code: "refused" });
    expect((await confidence(now, { from: "2021-05", through: "2026-04" })).history).toHaveLength(60);
  });

  test("ENT8: accounts are listed from the lowest, page by page, each once, in one statement", async () => {
    const now = "2026-04-01T12:00:00Z";
    await verifyAsset(finance(now), small.p1, { note: "" });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { ctx, statements } = counting(at(now));
      const { rows, nextCursor } = await policies.listConfidence(ctx, { limit: 1, cursor });
      expect(statements()).toBe(1);
      seen.push(...rows.map(({ accountName, scoreBp }) => `${formatConfidence(scoreBp)} ${accountName}`));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(["0.00 Northgate Logistics", "0.00 Northgate Retail", "1.00 Harbor Freightways"]);
  });
});
