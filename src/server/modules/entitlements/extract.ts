/** What the register answered for a set of questions, put in order so that each question finds its part by keys. */

import type { Coverage, EndReason, Subject, SubjectKind } from "#core/coverage/coverage.ts";
import type { AccountFact, AssetFact, ContactFact, ContractFact, Ranking, UseFact } from "#core/entitlement/facts.ts";
import { defaultRanking } from "#core/entitlement/facts.ts";
import type { Channel } from "#core/entitlement/terms.ts";
import { serialPlain } from "#core/identification/serial.ts";
import type { Kind, Row } from "./facts-sql.ts";

export type ProductRow = {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly nameKey: string;
  readonly slug: string | null;
  readonly partKey: string | null;
  readonly makerKey: string;
};
export type VersionRow = { readonly id: string; readonly planId: string; readonly version: number; readonly effectiveOn: string };

export type Extract = {
  readonly assetsBySerial: ReadonlyMap<string, readonly AssetFact[]>;
  readonly assetsByTag: ReadonlyMap<string, readonly AssetFact[]>;
  readonly contactsByEmail: ReadonlyMap<string, readonly ContactFact[]>;
  readonly contactsByPhone: ReadonlyMap<string, readonly ContactFact[]>;
  readonly accounts: ReadonlyMap<string, AccountFact>;
  readonly accountsByName: ReadonlyMap<string, readonly AccountFact[]>;
  readonly accountsByReference: ReadonlyMap<string, readonly AccountFact[]>;
  /** By name, slug, part number, and maker and name together. */
  readonly productsByName: ReadonlyMap<string, readonly ProductRow[]>;
  /** By the id of what they cover. */
  readonly coverages: ReadonlyMap<string, readonly Coverage[]>;
  /** What covers the sites of an account. */
  readonly siteCoverages: ReadonlyMap<string, readonly Coverage[]>;
  readonly contracts: ReadonlyMap<string, ContractFact>;
  /** By number, plain (`serialPlain`). */
  readonly contractsByNumber: ReadonlyMap<string, readonly ContractFact[]>;
  readonly versions: readonly VersionRow[];
  readonly uses: ReadonlyMap<string, readonly UseFact[]>;
  readonly defaultPlanId: string | null;
  readonly ranking: Ranking;
  readonly pathOf: (productId: string | null) => readonly string[];
};

/** Reads the rows of {@link factsStatement}. */
export function extractOf(rows: readonly Row[]): Extract {
  const by: Record<Kind, Row[]> = {
    asset: [],
    part: [],
    account: [],
    product: [],
    contact: [],
    coverage: [],
    contract: [],
    version: [],
    use: [],
    setting: [],
  };
  for (const row of rows) by[row.kind].push(row);
  const contracts = new Map(by.contract.map((row) => [row.c0!, contractOf(row)]));
  const products = new Map(by.product.map((row) => [row.c0!, productOf(row)]));
  const accountParents = parentsOf(by.account);
  const partParents = parentsOf(by.part);
  const paths = new Map<string, readonly string[]>();
  const pathOf = (id: string | null): readonly string[] => {
    if (id === null) return [];
    let path = paths.get(id);
    if (path === undefined) paths.set(id, (path = climb(id, (at) => products.get(at)?.parentId ?? null)));
    return path;
  };
  const assets = by.asset.map((row) => ({ row, fact: assetOf(row, products, pathOf, partParents) }));
  const accounts = by.account.map((row) => ({ row, fact: accountOf(row, accountParents) }));
  const contacts = by.contact.map((row) => ({ row, fact: contactOf(row) }));
  const coverages = by.coverage.map((row) => ({ row, fact: coverageOf(row, contracts) }));
  const setting = by.setting[0];
  return {
    assetsBySerial: grouped(
      assets,
      ({ row }) => row.c11,
      ({ fact }) => fact,
    ),
    assetsByTag: grouped(
      assets,
      ({ row }) => row.c12,
      ({ fact }) => fact,
    ),
    contactsByEmail: grouped(
      contacts,
      ({ row }) => row.c6,
      ({ fact }) => fact,
    ),
    contactsByPhone: grouped(
      contacts,
      ({ row }) => row.c7,
      ({ fact }) => fact,
    ),
    accounts: new Map(accounts.map(({ fact }) => [fact.id, fact])),
    accountsByName: grouped(
      accounts,
      ({ row }) => row.c6,
      ({ fact }) => fact,
    ),
    accountsByReference: grouped(
      accounts,
      ({ row }) => row.c5?.toUpperCase(),
      ({ fact }) => fact,
    ),
    productsByName: productsByName([...products.values()]),
    coverages: grouped(
      coverages,
      ({ row }) => row.c4,
      ({ fact }) => fact,
    ),
    siteCoverages: grouped(
      coverages,
      ({ row }) => (row.c3 === "site" ? row.c14 : null),
      ({ fact }) => fact,
    ),
    contracts,
    contractsByNumber: grouped(
      by.contract,
      (row) => serialPlain(row.c1!),
      (row) => contracts.get(row.c0!)!,
    ),
    versions: by.version.map((row) => ({ id: row.c0!, planId: row.c1!, version: Number(row.c2), effectiveOn: row.c3! })),
    uses: grouped(by.use, (row) => row.c0, useOf),
    defaultPlanId: setting?.c0 ?? null,
    ranking: setting === undefined ? defaultRanking : (JSON.parse(setting.c1!) as Ranking),
    pathOf,
  };
}

/** By key, in the order given; what has no key is left out. */
function grouped<T, V>(
  items: readonly T[],
  keyOf: (item: T) => string | null | undefined,
  valueOf: (item: T) => V,
): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null || key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [valueOf(item)]);
    else group.push(valueOf(item));
  }
  return groups;
}

function productsByName(products: readonly ProductRow[]): Map<string, ProductRow[]> {
  const named = products.flatMap((product) =>
    [product.nameKey, product.slug, product.partKey, `${product.makerKey} ${product.nameKey}`].map((name) => ({ name, product })),
  );
  const groups = grouped(
    named,
    ({ name }) => name,
    ({ product }) => product,
  );
  for (const [name, group] of groups) groups.set(name, [...new Set(group)]);
  return groups;
}

function parentsOf(rows: readonly Row[]): Map<string, string | null> {
  return new Map(rows.map((row) => [row.c0!, row.c1 ?? null]));
}

/** The id and those above it, nearest first. Each once, so that a circle in the data ends. */
function climb(id: string, parentOf: (id: string) => string | null): string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null && !path.includes(at); at = parentOf(at)) path.push(at);
  return path;
}

function assetOf(
  row: Row,
  products: ReadonlyMap<string, ProductRow>,
  pathOf: Extract["pathOf"],
  parents: ReadonlyMap<string, string | null>,
): AssetFact {
  const parentId = row.c5 ?? null;
  return {
    id: row.c0!,
    accountId: row.c1!,
    serial: row.c6 ?? null,
    tag: row.c7 ?? null,
    productId: row.c2 ?? null,
    productName: products.get(row.c2 ?? "")?.name ?? null,
    productPath: pathOf(row.c2 ?? null),
    version: row.c8 ?? null,
    siteId: row.c3 ?? null,
    siteName: row.c4 ?? null,
    environment: row.c9 ?? null,
    status: row.c10 as AssetFact["status"],
    ancestorIds: parentId === null ? [] : climb(parentId, (id) => parents.get(id) ?? null),
  };
}

function accountOf(row: Row, parents: ReadonlyMap<string, string | null>): AccountFact {
  const ancestorIds = row.c1 === null ? [] : climb(row.c0!, (id) => parents.get(id) ?? null).slice(1);
  return { id: row.c0!, reference: row.c5 ?? null, name: row.c2!, timeZone: row.c3!, currency: row.c4!, ancestorIds };
}

function productOf(row: Row): ProductRow {
  return {
    id: row.c0!,
    parentId: row.c1 ?? null,
    name: row.c2!,
    nameKey: row.c3!,
    slug: row.c4 ?? null,
    partKey: row.c5 ?? null,
    makerKey: row.c6!,
  };
}

function contactOf(row: Row): ContactFact {
  return {
    id: row.c0!,
    accountId: row.c1!,
    name: row.c2!,
    email: row.c3 ?? null,
    phone: row.c4 ?? null,
    namedCaller: row.c5 === "true",
  };
}

function contractOf(row: Row): ContractFact {
  return { id: row.c0!, number: row.c1!, startsOn: row.c2!, endsBefore: row.c3 ?? null, accountId: row.c4!, timeZone: row.c5! };
}

function useOf(row: Row): UseFact {
  return { contractId: row.c0!, channel: row.c1 as Channel, openedOn: row.c2!, tickets: Number(row.c3) };
}

function coverageOf(row: Row, contracts: ReadonlyMap<string, ContractFact>): Coverage {
  const contract = row.c1 === null ? undefined : contracts.get(row.c1!);
  return {
    id: row.c0!,
    source:
      contract === undefined
        ? { kind: "warranty" }
        : { kind: "contract", contractId: contract.id, contractNumber: contract.number, lineNumber: row.c2! },
    subject: subjectOf(row),
    service: row.c8!,
    planId: row.c9!,
    startsOn: row.c11!,
    endsBefore: row.c12 ?? null,
    endReason: row.c13 as EndReason,
    timeZone: row.c10!,
  };
}

function subjectOf(row: Row): Subject {
  const id = row.c4!;
  switch (row.c3 as SubjectKind) {
    case "asset":
      return { kind: "asset", assetId: id, coversParts: row.c6 === "true" };
    case "product":
      return { kind: "product", productId: row.c5!, accountId: id, coversSubAccounts: row.c7 === "true" };
    case "site":
      return { kind: "site", siteId: id };
    case "account":
      return { kind: "account", accountId: id, coversSubAccounts: row.c7 === "true" };
  }
}
