/** What the register answered for a set of questions, put in order so that each question finds its part by keys. */

import type { Coverage, EndReason, Subject, SubjectKind } from "#core/coverage/coverage.ts";
import type { AccountFact, AssetFact, ContactFact, ContractFact } from "#core/entitlement/facts.ts";
import { serialPlain } from "#core/identification/serial.ts";
import type { Row } from "./facts-sql.ts";
import { type Ledgered, readLots } from "./lots-text.ts";
import { read, readRecord, readRecords } from "./parted-text.ts";
import type { Plans } from "./plan-terms.ts";

/** Coverages with the contracts that they are of, and what the ledger holds of the allowances that those grant. */
export type Cover = {
  readonly coverages: readonly Coverage[];
  readonly contracts: readonly ContractFact[];
  readonly lots: readonly Ledgered[];
};

/** An asset, its account, and everything that could cover it. */
export type AssetRecord = { readonly asset: AssetFact; readonly account: AccountFact; readonly cover: Cover };
/** An account that other clues than an asset's lead to, and everything that could cover what it has. */
export type AccountRecord = { readonly account: AccountFact; readonly cover: Cover };
/** A product asked for, then those above it. */
export type ProductRecord = { readonly id: string; readonly path: readonly string[] };

export type Extract = {
  /** By key as meant (`serialKey`). */
  readonly assetsBySerial: ReadonlyMap<string, readonly AssetRecord[]>;
  /** By tag, plain (`serialPlain`). */
  readonly assetsByTag: ReadonlyMap<string, readonly AssetRecord[]>;
  readonly contactsByEmail: ReadonlyMap<string, readonly ContactFact[]>;
  readonly contactsByPhone: ReadonlyMap<string, readonly ContactFact[]>;
  readonly accounts: ReadonlyMap<string, AccountRecord>;
  readonly accountsByName: ReadonlyMap<string, readonly AccountRecord[]>;
  /** In capitals. */
  readonly accountsByReference: ReadonlyMap<string, readonly AccountRecord[]>;
  /** By number, plain (`serialPlain`). */
  readonly contractsByNumber: ReadonlyMap<string, readonly ContractFact[]>;
  /** By name, slug, part number, and maker and name as one. */
  readonly productsByName: ReadonlyMap<string, readonly ProductRecord[]>;
  /** Changes whenever there is a new version of a plan, or the installation's settings change. */
  readonly state: string;
  /** Whether an asset is part of another, or an account below another. */
  readonly hasAbove: boolean;
};

/** What the register holds for some questions, and the plans as of the same moment. */
export type Loaded = { readonly extract: Extract; readonly plans: Plans };

/** Reads the answer to a statement of `factsStatement`. */
export function extractOf(rows: readonly Row[]): Extract {
  const extract = {
    assetsBySerial: new Map<string, AssetRecord[]>(),
    assetsByTag: new Map<string, AssetRecord[]>(),
    contactsByEmail: new Map<string, ContactFact[]>(),
    contactsByPhone: new Map<string, ContactFact[]>(),
    accounts: new Map<string, AccountRecord>(),
    accountsByName: new Map<string, AccountRecord[]>(),
    accountsByReference: new Map<string, AccountRecord[]>(),
    contractsByNumber: new Map<string, ContractFact[]>(),
    productsByName: new Map<string, ProductRecord[]>(),
    state: rows[0]!.state,
    hasAbove: false,
  };
  for (const row of rows) {
    const own = readRecord(row.own ?? "");
    switch (row.kind) {
      case null:
        break;
      case "asset": {
        const made = assetOf(own, row);
        extract.hasAbove ||= made.asset.ancestorIds.length > 0 || made.account.ancestorIds.length > 0;
        file(extract.assetsBySerial, own[10], made);
        file(extract.assetsByTag, own[11], made);
        break;
      }
      case "account": {
        const made = { account: accountOf(own), cover: coverOf(row.coverages) };
        extract.hasAbove ||= made.account.ancestorIds.length > 0;
        extract.accounts.set(made.account.id, made);
        file(extract.accountsByName, own[5], made);
        file(extract.accountsByReference, own[4]?.toUpperCase(), made);
        break;
      }
      case "contact": {
        const made = contactOf(own);
        file(extract.contactsByEmail, own[6], made);
        file(extract.contactsByPhone, own[7], made);
        break;
      }
      case "contract": {
        const made = contractOf(own);
        file(extract.contractsByNumber, serialPlain(made.number), made);
        break;
      }
      case "product": {
        const [id, name, slug, partKey, makerKey] = own as [string, string, string, string, string];
        const made = { id, path: readRecords(row.products).map((one) => one[0]!) };
        for (const key of new Set([name, slug, partKey, `${makerKey} ${name}`])) file(extract.productsByName, key, made);
        break;
      }
    }
  }
  return extract;
}

/** Nothing found. */
export const emptyExtract: Extract = {
  assetsBySerial: new Map(),
  assetsByTag: new Map(),
  contactsByEmail: new Map(),
  contactsByPhone: new Map(),
  accounts: new Map(),
  accountsByName: new Map(),
  accountsByReference: new Map(),
  contractsByNumber: new Map(),
  productsByName: new Map(),
  state: "",
  hasAbove: false,
};

/** Puts a value with others of its key; without a key it is not filed. */
export function file<T>(files: Map<string, T[]>, key: string | undefined, value: T): void {
  if (!key) return;
  const filed = files.get(key);
  if (filed === undefined) files.set(key, [value]);
  else filed.push(value);
}

const ids = (text: string | undefined): readonly string[] => (text ? text.split(" ") : none);
const none: readonly never[] = [];

function assetOf(own: readonly string[], { account, products, coverages }: Row): AssetRecord {
  const path = readRecords(products);
  return {
    asset: {
      id: own[0]!,
      accountId: own[1]!,
      serial: read(own[5]),
      tag: read(own[6]),
      productId: read(own[2]),
      productName: path[0]?.[1] ?? null,
      productPath: path.map((one) => one[0]!),
      version: read(own[7]),
      siteId: read(own[3]),
      siteName: read(own[4]),
      environment: read(own[8]),
      status: own[9] as AssetFact["status"],
      ancestorIds: ids(own[12]),
    },
    account: accountOf(readRecord(account!)),
    cover: coverOf(coverages),
  };
}

function accountOf(own: readonly string[]): AccountFact {
  const [id, name, timeZone, currency, reference, , parents] = own as [string, string, string, string, string, string, string];
  return { id, reference: read(reference), name, timeZone, currency, ancestorIds: ids(parents) };
}

function contactOf(own: readonly string[]): ContactFact {
  const [id, accountId, name, email, phone, named, , , place] = own as string[] as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const namedCaller = named === "true";
  return {
    id,
    accountId,
    name,
    email: read(email),
    phone: read(phone),
    namedCaller,
    ...(namedCaller && { namedPlace: Number(place) }),
  };
}

/** Reads the values that `contractValues` brings. */
export function contractOf(own: readonly string[]): ContractFact {
  const [id, number, startsOn, endsBefore, accountId, timeZone] = own as [string, string, string, string, string, string];
  return { id, number, startsOn, endsBefore: read(endsBefore), accountId, timeZone };
}

/** Each coverage brings its contract along, and its lots: of several lines of one contract under one plan the first does for all. */
function coverOf(text: string | null): Cover {
  const contracts = new Map<string, ContractFact>();
  const lots = new Map<string, readonly Ledgered[]>();
  const coverages = readRecords(text).map((own): Coverage => {
    const contract = contractOfCoverage(own);
    if (contract !== null) {
      if (!contracts.has(contract.id)) contracts.set(contract.id, contract);
      const bargain = `${contract.id}/${own[7]!}`;
      if (own[13] && !lots.has(bargain)) lots.set(bargain, readLots(contract.id, own[13]));
    }
    return {
      id: own[0]!,
      source:
        contract === null
          ? { kind: "warranty" }
          : { kind: "contract", contractId: contract.id, contractNumber: contract.number, lineNumber: own[15]! },
      subject: subjectOf(own),
      service: own[6]!,
      planId: own[7]!,
      startsOn: own[9]!,
      endsBefore: read(own[10]),
      endReason: own[11] as EndReason,
      timeZone: own[8]!,
    };
  });
  return { coverages, contracts: [...contracts.values()], lots: [...lots.values()].flat() };
}

/** The account and the zone of a coverage are its contract's. */
function contractOfCoverage(own: readonly string[]): ContractFact | null {
  const id = own[14];
  return id
    ? { id, number: own[16]!, startsOn: own[17]!, endsBefore: read(own[18]), accountId: own[12]!, timeZone: own[8]! }
    : null;
}

function subjectOf(own: readonly string[]): Subject {
  const [, kind, id, productId, coversParts, coversSubAccounts] = own as [string, SubjectKind, string, string, string, string];
  switch (kind) {
    case "asset":
      return { kind, assetId: id, coversParts: coversParts === "true" };
    case "product":
      return { kind, productId, accountId: id, coversSubAccounts: coversSubAccounts === "true" };
    case "site":
      return { kind, siteId: id };
    case "account":
      return { kind, accountId: id, coversSubAccounts: coversSubAccounts === "true" };
  }
}
