import { expect, test } from "vitest";
import type { AssetRecord } from "./extract.ts";
import { KeptAssets } from "./kept-assets.ts";

const [account, asset] = ["account", "asset"];
const record: AssetRecord = {
  asset: {
    id: asset, accountId: account, serial: "A1", tag: null, productId: "module", productName: "Module", productPath: ["module", "package"],
    version: null, siteId: "site", siteName: "Site", environment: null, status: "in_use", ancestorIds: [],
  },
  account: { id: account, reference: null, name: "Northgate", timeZone: "Europe/London", currency: "GBP", ancestorIds: ["above"] },
  cover: {
    coverages: [],
    contracts: [{ id: "contract", number: "C-1", startsOn: "2026-01-01", endsBefore: null, accountId: account, timeZone: "Europe/London" }],
    lots: [],
  },
}; // oxfmt-ignore

test.each(["asset", "site", "account", "above", "module", "package", "contract", "A1"])(
  "ENT6: an asset is no longer known once its %s has changed",
  (id) => {
    const kept = new KeptAssets();
    kept.forget([id]); // before it was read
    kept.set("A1", [record]);
    kept.forget(["another"]);
    expect(kept.get("A1")).toEqual([record]);
    kept.forget(["another", id]);
    expect(kept.get("A1")).toBeUndefined();
  },
);

test("ENT6: where more has changed than is noted, only what was asked about since is known", () => {
  const kept = new KeptAssets();
  kept.set("A1", [record]);
  kept.set("A2", [{ ...record, asset: { ...record.asset, id: "other" } }]);
  const many = (from: number) => Array.from({ length: 15_000 }, (_, n) => `changed ${from + n}`);
  kept.forget(many(0));
  expect(kept.get("A1")).toEqual([record]);
  kept.forget(many(15_000));
  expect([kept.get("A1"), kept.get("A2")]).toEqual([undefined, undefined]);
  kept.set("A1", [record]);
  kept.forget(["account"]);
  expect(kept.get("A1")).toBeUndefined();
});
