/**
 * A register small enough to reckon with by hand: three accounts, five assets, five contracts. All of it was recorded on
 * 2026-01-02, but for the removal of N1, recorded on 2026-05-10.
 *
 * | contract | account   | zone        | plan   | covers                          | days                      |
 * |----------|-----------|-------------|--------|---------------------------------|---------------------------|
 * | SC-1001  | Northgate | London      | Gold   | asset N1                        | 2026-01-01 … 2026-05-31, removed (until 2026-05-10 known to last until 2026-12-31) |
 * | SC-1002  | Northgate | London      | Bronze | product Orbit and what is below | 2026-01-01 … 2026-12-31   |
 * | SC-1003  | Harbor    | Los Angeles | Silver | asset P1                        | 2026-03-01 … 2026-03-31   |
 * | SC-1004  | Northgate | London      | Gold   | the account and those below it  | 2027-01-01 … open-ended   |
 * | SC-1005  | Northgate | London      | Silver | site Depot                      | 2026-01-01 … 2026-12-31   |
 *
 * N1 had a warranty in 2025. N2 (tag NG-2 only) is at the Depot, N3 is a part of N1, R1 belongs to Northgate Retail, whose
 * parent is Northgate, and runs Orbit Ledger, a package of Orbit.
 */

import * as accounts from "#modules/accounts/accounts.ts";
import * as assets from "#modules/assets/assets.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import { ensureStandardPlans, listPlans } from "#modules/plans/plans.ts";
import * as products from "#modules/products/products.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "./context.ts";

const id = (kind: number, n: number): string => `01980000-000${kind}-7000-8000-${String(n).padStart(12, "0")}`;

export const small = {
  northgate: id(1, 1),
  retail: id(1, 2),
  harbor: id(1, 3),
  hq: id(2, 1),
  depot: id(2, 2),
  juno: id(3, 1),
  eunji: id(3, 2),
  sam: id(3, 3),
  orbit: id(4, 1),
  orbitLedger: id(4, 2),
  switch48: id(4, 3),
  n1: id(5, 1),
  n2: id(5, 2),
  n3: id(5, 3),
  r1: id(5, 4),
  p1: id(5, 5),
  n4: id(5, 6),
  c1001: id(6, 1),
  c1002: id(6, 2),
  c1003: id(6, 3),
  c1004: id(6, 4),
  c1005: id(6, 5),
} as const;

/** Fills a migrated, empty database. */
export async function recordSmallRegister(database: Database): Promise<void> {
  await inTestTransaction(database, { now: "2026-01-02T09:00:00Z" }, async (ctx) => {
    await ensureStandardPlans(ctx);
    await recordEstate(ctx);
    await recordCover(ctx);
  });
  await inTestTransaction(database, { now: "2026-05-10T09:00:00Z" }, removeN1);
}

async function recordEstate(ctx: Context): Promise<void> {
  const account = (
    accountId: string,
    reference: string,
    name: string,
    timeZone: string,
    currency: string,
    parentId: string | null = null,
  ) => ({ id: accountId, reference, name, timeZone, currency, parentId });
  await accounts.recordAccounts(ctx, [
    account(small.northgate, "CU1", "Northgate Logistics", "Europe/London", "GBP"),
    account(small.retail, "CU2", "Northgate Retail", "Europe/London", "GBP", small.northgate),
    account(small.harbor, "CU3", "Harbor Freightways", "America/Los_Angeles", "USD"),
  ]);
  await accounts.recordSites(ctx, [
    { id: small.hq, accountId: small.northgate, name: "HQ" },
    { id: small.depot, accountId: small.northgate, name: "Depot" },
  ]);
  const contact = (contactId: string, accountId: string, name: string, email: string, phone: string, namedCaller: boolean) => ({
    id: contactId,
    accountId,
    name,
    email,
    phone,
    namedCaller,
  });
  await accounts.recordContacts(ctx, [
    contact(small.juno, small.northgate, "Juno Petrov", "juno@northgate.example", "+44 20 7946 3050", true),
    contact(small.eunji, small.northgate, "Eun-ji Okafor", "eunji@northgate.example", "+44 20 7946 2908", false),
    contact(small.sam, small.harbor, "Sam Rivera", "sam@harbor.example", "+1 213 555 0100", true),
  ]);
  const product = (
    productId: string,
    kind: "application" | "package" | "hardware",
    maker: string,
    name: string,
    parentId: string | null = null,
  ) => ({
    id: productId,
    kind,
    maker,
    name,
    parentId,
    slug: null,
    partNumber: kind === "hardware" ? "QFX-48Y" : null,
    category: null,
  });
  await products.recordProducts(ctx, [
    product(small.orbit, "application", "Orbital", "Orbit"),
    product(small.orbitLedger, "package", "Orbital", "Orbit Ledger", small.orbit),
    product(small.switch48, "hardware", "Juniper", "QFX5120"),
  ]);
  const asset = (assetId: string, accountId: string, serial: string | null, more: Partial<assets.AssetRecord> = {}) => ({
    id: assetId,
    accountId,
    serial,
    siteId: null,
    productId: small.switch48,
    parentId: null,
    version: null,
    tag: null,
    environment: "Production",
    status: "in_use" as const,
    installedOn: null,
    ...more,
  });
  await assets.recordAssets(ctx, [
    asset(small.n1, small.northgate, "PHH-68634f", { siteId: small.hq, tag: "NG-1" }),
    asset(small.n2, small.northgate, null, { siteId: small.depot, tag: "NG-2" }),
    asset(small.n3, small.northgate, "KLO 10011", { parentId: small.n1 }),
    asset(small.n4, small.northgate, "ORB-77001", { productId: small.orbitLedger }),
    asset(small.r1, small.retail, "ORB-77002", { productId: small.orbitLedger }),
    asset(small.p1, small.harbor, "HAR-33001", { tag: "NG-1" }),
  ]);
}

type Line = {
  readonly contractId: string;
  readonly number: string;
  readonly accountId: string;
  readonly timeZone: string;
  readonly plan: string;
  readonly startsOn: string;
  readonly endsBefore: string | null;
} & Partial<Pick<contracts.LineRecord, "assetId" | "productId" | "siteId" | "coversSubAccounts">> & {
    readonly subjectKind: contracts.LineRecord["subjectKind"];
  };

const north = { accountId: small.northgate, timeZone: "Europe/London", startsOn: "2026-01-01", endsBefore: "2027-01-01" };
const lines: readonly Line[] = [
  { ...north, contractId: small.c1001, number: "SC-1001", plan: "Gold", subjectKind: "asset", assetId: small.n1 },
  { ...north, contractId: small.c1002, number: "SC-1002", plan: "Bronze", subjectKind: "product", productId: small.orbit },
  {
    contractId: small.c1003,
    number: "SC-1003",
    accountId: small.harbor,
    timeZone: "America/Los_Angeles",
    plan: "Silver",
    startsOn: "2026-03-01",
    endsBefore: "2026-04-01",
    subjectKind: "asset",
    assetId: small.p1,
  },
  {
    ...north,
    contractId: small.c1004,
    number: "SC-1004",
    plan: "Gold",
    startsOn: "2027-01-01",
    endsBefore: null,
    subjectKind: "account",
    coversSubAccounts: true,
  },
  { ...north, contractId: small.c1005, number: "SC-1005", plan: "Silver", subjectKind: "site", siteId: small.depot },
];

const lineId = (contractId: string): string => contractId.replace("-0006-", "-0007-");
const amendmentId = (contractId: string): string => contractId.replace("-0006-", "-0008-");
const coverageId = (contractId: string): string => contractId.replace("-0006-", "-0009-");

async function recordCover(ctx: Context): Promise<void> {
  const planIds = new Map((await listPlans(ctx)).map(({ name, id: planId }) => [name, planId]));
  await contracts.recordContracts(
    ctx,
    lines.map((line) => ({
      id: line.contractId,
      number: line.number,
      accountId: line.accountId,
      planId: planIds.get(line.plan)!,
      currency: "GBP",
      timeZone: line.timeZone,
      billingEvery: "year" as const,
      billingTiming: "advance" as const,
      startsOn: line.startsOn,
      endsBefore: line.endsBefore,
      signedOn: line.startsOn,
      cancelledOn: null,
      renewalOf: null,
    })),
  );
  await contracts.recordLines(
    ctx,
    lines.map((line) => ({
      id: lineId(line.contractId),
      contractId: line.contractId,
      number: "1",
      service: "support",
      subjectKind: line.subjectKind,
      assetId: line.assetId ?? null,
      productId: line.productId ?? null,
      siteId: line.siteId ?? null,
      coversParts: false,
      coversSubAccounts: line.coversSubAccounts ?? false,
      startsOn: line.startsOn,
      endsBefore: line.endsBefore,
      removedOn: null,
    })),
  );
  await contracts.recordAmendments(
    ctx,
    lines.map((line) => ({
      id: amendmentId(line.contractId),
      contractId: line.contractId,
      kind: "activate" as const,
      effectiveOn: line.startsOn,
      payload: {},
      reason: "signed",
    })),
  );
  await contracts.recordCoverages(ctx, [
    ...lines.map((line) => coverageOf(line, planIds.get(line.plan)!)),
    {
      ...coverageOf(lines[0]!, planIds.get("Warranty")!),
      id: id(9, 99),
      contract: null,
      yearlyMinor: 0n,
      startsOn: "2025-01-01",
      endsBefore: "2026-01-01",
    },
  ]);
}

function coverageOf(line: Line, planId: string): contracts.CoverageRecord {
  return {
    id: coverageId(line.contractId),
    accountId: line.accountId,
    subjectKind: line.subjectKind,
    subjectId: line.assetId ?? line.siteId ?? line.accountId,
    productId: line.productId ?? null,
    coversParts: false,
    coversSubAccounts: line.coversSubAccounts ?? false,
    service: "support",
    planId,
    timeZone: line.timeZone,
    yearlyMinor: 120_000n,
    startsOn: line.startsOn,
    endsBefore: line.endsBefore,
    endReason: "term",
    contract: { contractId: line.contractId, lineId: lineId(line.contractId), amendmentId: amendmentId(line.contractId) },
  };
}

async function removeN1(ctx: Context): Promise<void> {
  const correction = id(8, 98);
  const planIds = new Map((await listPlans(ctx)).map(({ name, id: planId }) => [name, planId]));
  const before = coverageOf(lines[0]!, planIds.get("Gold")!);
  await contracts.recordAmendments(ctx, [
    {
      id: correction,
      contractId: small.c1001,
      kind: "correct",
      effectiveOn: "2026-06-01",
      payload: {},
      reason: "N1 leaves the contract after 31 May",
    },
  ]);
  await contracts.closeCoverages(ctx, [{ coverageId: before.id, endedBy: correction }]);
  await contracts.recordCoverages(ctx, [
    {
      ...before,
      id: id(9, 98),
      endsBefore: "2026-06-01",
      endReason: "removed",
      contract: { ...before.contract!, amendmentId: correction },
    },
  ]);
}
