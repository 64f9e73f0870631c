/** What the register answered for a set of questions, put in order so that each question finds its part by keys. */

import type { Coverage, CoverageSource, EndReason, Subject, SubjectKind } from "#core/coverage/coverage.ts";
import type { AccountFact, AssetFact, ContactFact, ContractFact, Ranking, UseFact } from "#core/entitlement/facts.ts";
import { defaultRanking } from "#core/entitlement/facts.ts";
import type { Channel } from "#core/entitlement/terms.ts";
import { serialPlain } from "#core/identification/serial.ts";
import { rowMark, valueMark, type Answered } from "./facts-sql.ts";

export type ProductRecord = {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  /** Everything it may be asked for by: name, slug, part number, maker and name. */
  readonly names: readonly (string | null)[];
};

export type Extract = {
  /** By key as meant (`serialKey`). */
  readonly assetsBySerial: ReadonlyMap<string, readonly AssetFact[]>;
  /** By tag, plain (`serialPlain`). */
  readonly assetsByTag: ReadonlyMap<string, readonly AssetFact[]>;
  readonly contactsByEmail: ReadonlyMap<string, readonly ContactFact[]>;
  readonly contactsByPhone: ReadonlyMap<string, readonly ContactFact[]>;
  readonly accounts: ReadonlyMap<string, AccountFact>;
  readonly accountsByName: ReadonlyMap<string, readonly AccountFact[]>;
  /** In capitals. */
  readonly accountsByReference: ReadonlyMap<string, readonly AccountFact[]>;
  readonly productsByName: ReadonlyMap<string, readonly ProductRecord[]>;
  /** By the id of what they cover. */
  readonly coverages: ReadonlyMap<string, readonly Coverage[]>;
  /** What covers the sites of an account. */
  readonly siteCoverages: ReadonlyMap<string, readonly Coverage[]>;
  /** Those asked for and those that cover something. */
  readonly contracts: ReadonlyMap<string, ContractFact>;
  /** By number, plain (`serialPlain`). */
  readonly contractsByNumber: ReadonlyMap<string, readonly ContractFact[]>;
  /** By contract. */
  readonly uses: ReadonlyMap<string, readonly UseFact[]>;
  readonly defaultPlanId: string | null;
  readonly ranking: Ranking;
  readonly planState: string;
  /** A product and those above it, nearest first; empty for none. */
  readonly pathOf: (productId: string | null) => readonly string[];
};

type Text = string;
type Maybe = string | null;
type AssetRow = [
  id: Text,
  accountId: Text,
  productId: Maybe,
  siteId: Maybe,
  siteName: Maybe,
  parentId: Maybe,
  serial: Maybe,
  tag: Maybe,
  version: Maybe,
  environment: Maybe,
  status: AssetFact["status"],
  serialKey: Maybe,
  tagKey: Maybe,
];
type PartRow = [id: Text, parentId: Maybe];
type AccountRow = [id: Text, parentId: Maybe, name: Text, timeZone: Text, currency: Text, reference: Maybe, nameKey: Text];
type ProductRow = [id: Text, parentId: Maybe, name: Text, nameKey: Text, slug: Maybe, partKey: Maybe, makerKey: Text];
type ContactRow = [
  id: Text,
  accountId: Text,
  name: Text,
  email: Maybe,
  phone: Maybe,
  namedCaller: boolean,
  emailKey: Maybe,
  phoneKey: Maybe,
];
type ContractRow = [id: Text, number: Text, startsOn: Text, endsBefore: Maybe, accountId: Text, timeZone: Text];
type UseRow = [contractId: Text, channel: Channel, openedOn: Text, tickets: number];
const none: readonly never[] = [];
const rowsOf = <Row>(rows: unknown): readonly Row[] => (rows as readonly Row[] | null | undefined) ?? none;

/** Reads the answer to a statement of `factsStatement`. */
export function extractOf(answered: Answered): Extract {
  const products = new Map(rowsOf<ProductRow>(answered.products).map((row) => [row[0], productOf(row)]));
  const paths = new Map<string, readonly string[]>();
  const pathOf = (id: string | null): readonly string[] => {
    if (id === null) return none;
    let path = paths.get(id);
    if (path === undefined) paths.set(id, (path = climb(id, (at) => products.get(at)?.parentId ?? null)));
    return path;
  };
  const partParents = new Map(rowsOf<PartRow>(answered.parts));
  const accountRows = rowsOf<AccountRow>(answered.accounts);
  const accountParents = new Map(accountRows.map((row) => [row[0], row[1]]));
  const assets = rowsOf<AssetRow>(answered.assets).map((row) => ({ row, fact: assetOf(row, products, pathOf, partParents) }));
  const accounts = accountRows.map((row) => ({ row, fact: accountOf(row, accountParents) }));
  const contacts = rowsOf<ContactRow>(answered.contacts).map((row) => ({ row, fact: contactOf(row) }));
  const contracts = new Map(rowsOf<ContractRow>(answered.contracts).map((row) => [row[0], contractOf(row)]));
  const coverages = coverageRows(answered.coverages).map((row) => ({ row, fact: coverageOf(row, contracts) }));
  return {
    assetsBySerial: grouped(assets, ({ row }) => row[11], factOf),
    assetsByTag: grouped(assets, ({ row }) => row[12], factOf),
    contactsByEmail: grouped(contacts, ({ row }) => row[6], factOf),
    contactsByPhone: grouped(contacts, ({ row }) => row[7], factOf),
    accounts: new Map(accounts.map(({ fact }) => [fact.id, fact])),
    accountsByName: grouped(accounts, ({ row }) => row[6], factOf),
    accountsByReference: grouped(accounts, ({ row }) => row[5]?.toUpperCase(), factOf),
    productsByName: grouped(
      [...products.values()].flatMap((product) => product.names.map((name) => ({ name, product }))),
      ({ name }) => name,
      ({ product }) => product,
    ),
    coverages: grouped(coverages, ({ row }) => row[2], factOf),
    siteCoverages: grouped(coverages, ({ row }) => (row[1] === "site" ? row[12] : null), factOf),
    contracts,
    contractsByNumber: grouped(
      [...contracts.values()],
      ({ number }) => serialPlain(number),
      (contract) => contract,
    ),
    uses: usesByContract(rowsOf<UseRow>(answered.uses)),
    defaultPlanId: answered.settings?.[0] ?? null,
    ranking: (answered.settings?.[1] as Ranking | undefined) ?? defaultRanking,
    planState: answered.plan_state,
    pathOf,
  };
}

const factOf = <Fact>({ fact }: { readonly fact: Fact }): Fact => fact;

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

/** The id and those above it, nearest first. Each once, so that a circle in the data ends. */
function climb(id: string, parentOf: (id: string) => string | null): string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null && !path.includes(at); at = parentOf(at)) path.push(at);
  return path;
}

function assetOf(
  row: AssetRow,
  products: ReadonlyMap<string, ProductRecord>,
  pathOf: Extract["pathOf"],
  parents: ReadonlyMap<string, string | null>,
): AssetFact {
  const [id, accountId, productId, siteId, siteName, parentId, serial, tag, version, environment, status] = row;
  return {
    id,
    accountId,
    serial,
    tag,
    productId,
    productName: productId === null ? null : (products.get(productId)?.name ?? null),
    productPath: pathOf(productId),
    version,
    siteId,
    siteName,
    environment,
    status,
    ancestorIds: parentId === null ? none : climb(parentId, (at) => parents.get(at) ?? null),
  };
}

function accountOf(
  [id, parentId, name, timeZone, currency, reference]: AccountRow,
  parents: ReadonlyMap<string, string | null>,
): AccountFact {
  return {
    id,
    reference,
    name,
    timeZone,
    currency,
    ancestorIds: parentId === null ? none : climb(parentId, (at) => parents.get(at) ?? null),
  };
}

function productOf([id, parentId, name, nameKey, slug, partKey, makerKey]: ProductRow): ProductRecord {
  return { id, parentId, name, names: [...new Set([nameKey, slug, partKey, `${makerKey} ${nameKey}`])] };
}

function contactOf([id, accountId, name, email, phone, namedCaller]: ContactRow): ContactFact {
  return { id, accountId, name, email, phone, namedCaller };
}

function contractOf([id, number, startsOn, endsBefore, accountId, timeZone]: ContractRow): ContractFact {
  return { id, number, startsOn, endsBefore, accountId, timeZone };
}

/** A contract that covers in several ways brings its uses as often: each counts once. */
function usesByContract(rows: readonly UseRow[]): Map<string, UseFact[]> {
  const once = new Map(rows.map((row) => [row.slice(0, 3).join(" "), row]));
  return grouped(
    [...once.values()],
    (row) => row[0],
    ([contractId, channel, openedOn, tickets]): UseFact => ({ contractId, channel, openedOn, tickets }),
  );
}

type CoverageRow = readonly string[];

function coverageRows(text: string | null | undefined): CoverageRow[] {
  return text ? text.split(rowMark).map((row) => row.split(valueMark)) : [];
}

/** A coverage brings its contract along, which is added to those known. */
function coverageOf(row: CoverageRow, contracts: Map<string, ContractFact>): Coverage {
  const [id, , , , , , service, planId, timeZone, startsOn, endsBefore, endReason] = row as [string, ...string[]];
  return {
    id,
    source: sourceOf(row, contracts),
    subject: subjectOf(row),
    service: service!,
    planId: planId!,
    startsOn: startsOn!,
    endsBefore: endsBefore || null,
    endReason: endReason as EndReason,
    timeZone: timeZone!,
  };
}

function sourceOf(row: CoverageRow, contracts: Map<string, ContractFact>): CoverageSource {
  const [contractId, lineNumber, contractNumber, startsOn, endsBefore] = row.slice(13) as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (contractId === "") return { kind: "warranty" };
  if (!contracts.has(contractId)) {
    const contract = {
      id: contractId,
      number: contractNumber,
      startsOn,
      endsBefore: endsBefore || null,
      accountId: row[12]!,
      timeZone: row[8]!,
    };
    contracts.set(contractId, contract);
  }
  return { kind: "contract", contractId, contractNumber, lineNumber };
}

function subjectOf(row: CoverageRow): Subject {
  const [, kind, id, productId, coversParts, coversSubAccounts] = row as [string, SubjectKind, string, string, string, string];
  switch (kind) {
    case "asset":
      return { kind, assetId: id, coversParts: coversParts === "t" };
    case "product":
      return { kind, productId, accountId: id, coversSubAccounts: coversSubAccounts === "t" };
    case "site":
      return { kind, siteId: id };
    case "account":
      return { kind, accountId: id, coversSubAccounts: coversSubAccounts === "t" };
  }
}
