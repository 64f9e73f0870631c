/** The facts of one question, picked from what the register answered for all. */

import type { Coverage } from "#core/coverage/coverage.ts";
import { localDays } from "#core/coverage/in-force.ts";
import type {
  AccountFact,
  AssetFact,
  ClueFact,
  ContactFact,
  ContractFact,
  Facts,
  Question,
  RenewalFact,
} from "#core/entitlement/facts.ts";
import { emailKey, nameKey, phoneKey } from "#core/identification/keys.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";
import type { AccountRecord, AssetRecord, Cover, Extract, ProductRecord } from "./extract.ts";
import { lotsAsOf } from "./lots-text.ts";
import { textOf } from "./moment.ts";
import { plansFor, type Plans } from "./plan-terms.ts";

/** What the clues of a question led to. */
export type Found = {
  readonly clues: readonly ClueFact[];
  readonly assets: readonly AssetFact[];
  readonly contacts: readonly ContactFact[];
  readonly contracts: readonly ContractFact[];
  readonly products: readonly ProductRecord[];
  /** The accounts that the clues lead to, each once. */
  readonly accounts: readonly AccountFact[];
  /** What could speak for the assets, or for the accounts where no asset is found, on any day. */
  readonly covers: readonly Cover[];
};

export function findClues(question: Question, extract: Extract): Found {
  const { serial, assetTag, email, phone, contractNumber, account, product } = question;
  const clues: ClueFact[] = [];
  const note = (clue: ClueFact["clue"], value: string, accountIds: readonly string[]): void => {
    clues.push({
      clue,
      value,
      matches: accountIds.length,
      accountIds: accountIds.length < 2 ? accountIds : [...new Set(accountIds)],
    });
  };
  const bySerial =
    serial === undefined || isPlaceholderSerial(serial) ? none : (extract.assetsBySerial.get(serialKey(serial)) ?? none);
  if (serial !== undefined) note("serial", serial, bySerial.map(ownerOf));
  const byTag = assetTag === undefined ? none : (extract.assetsByTag.get(serialPlain(assetTag)) ?? none);
  if (assetTag !== undefined) note("assetTag", assetTag, byTag.map(ownerOf));
  const byEmail = email === undefined ? none : (extract.contactsByEmail.get(emailKey(email)) ?? none);
  if (email !== undefined) note("email", email, byEmail.map(accountIdOf));
  const byPhone = phone === undefined ? none : (extract.contactsByPhone.get(phoneKey(phone)) ?? none);
  if (phone !== undefined) note("phone", phone, byPhone.map(accountIdOf));
  const contracts = contractNumber === undefined ? none : (extract.contractsByNumber.get(serialPlain(contractNumber)) ?? none);
  if (contractNumber !== undefined) note("contractNumber", contractNumber, contracts.map(accountIdOf));
  const named = account === undefined ? none : accountsNamed(account, extract);
  if (account !== undefined) note("account", account, named.map(ownerOf));
  const products = product === undefined ? none : productsNamed(product, extract);
  if (product !== undefined) clues.push({ clue: "product", value: product, matches: products.length, accountIds: [] });
  const assets = both(bySerial, byTag);
  const accounts = accountsOf(clues, assets, extract);
  return {
    clues,
    assets: assets.map(({ asset }) => asset),
    contacts: both(byEmail, byPhone),
    contracts,
    products,
    accounts,
    covers: assets.length > 0 ? assets.map(coverOf) : accounts.map(({ id }) => extract.accounts.get(id)!.cover),
  };
}

const none: readonly never[] = [];
const coverOf = ({ cover }: { readonly cover: Cover }): Cover => cover;
const ownerOf = ({ account }: { readonly account: AccountFact }): string => account.id;
const accountIdOf = ({ accountId }: { readonly accountId: string }): string => accountId;

function both<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return a.length === 0 ? b : b.length === 0 ? a : [...new Set([...a, ...b])];
}

function accountsOf(clues: readonly ClueFact[], assets: readonly AssetRecord[], extract: Extract): AccountFact[] {
  const accounts = new Map<string, AccountFact>();
  for (const { account } of assets) accounts.set(account.id, account);
  for (const { accountIds } of clues) {
    for (const id of accountIds) if (!accounts.has(id)) accounts.set(id, extract.accounts.get(id)!.account);
  }
  return [...accounts.values()];
}

function accountsNamed(typed: string, extract: Extract): readonly AccountRecord[] {
  return both(
    extract.accountsByName.get(nameKey(typed)) ?? none,
    extract.accountsByReference.get(nameKey(typed).toUpperCase()) ?? none,
  );
}

function productsNamed(typed: string, extract: Extract): readonly ProductRecord[] {
  return both(extract.productsByName.get(nameKey(typed)) ?? none, extract.productsByName.get(serialPlain(typed)) ?? none);
}

/** The zone in which a moment without one is read: the asset's account's, else that of all the accounts found; null where none tells. */
export function zoneOf({ assets, accounts }: Found): string | null {
  const [first, ...others] = assets.length === 1 ? accounts.filter(({ id }) => id === assets[0]!.accountId) : accounts;
  if (first === undefined) return null;
  return others.every(({ timeZone }) => timeZone === first.timeZone) ? first.timeZone : null;
}

/** What can only be known after the clues have been followed. */
export type Late = {
  readonly at: Temporal.Instant;
  readonly knownAt: Temporal.Instant;
  readonly coveredAssets: number;
  readonly followers: readonly ContractFact[];
  readonly similarSerials: Facts["similarSerials"];
  readonly renewals: readonly RenewalFact[];
};

export function gatherFacts(found: Found, plans: Plans, late: Late): Facts {
  const { defaultPlanId, ranking } = plans;
  const coverages = coveragesOf(found);
  const contracts = contractsOf(found);
  const at = textOf(late.at);
  const knownAt = textOf(late.knownAt);
  return {
    at,
    knownAt,
    clues: found.clues,
    accounts: found.accounts,
    assets: found.assets,
    contacts: found.contacts,
    productPath: productPath(found),
    coverages,
    contracts,
    plans: plansFor(plans, coverages, at),
    coveredAssets: late.coveredAssets,
    ...(late.followers.length > 0 && { followers: late.followers }),
    ...(late.renewals.length > 0 && { renewals: late.renewals }),
    lots: lotsOf(found, contracts, at, knownAt),
    defaultPlanId,
    ranking,
    similarSerials: late.similarSerials,
  };
}

/** Each once: two assets, or two accounts, may be covered by the same. */
export function coveragesOf({ covers }: Found): readonly Coverage[] {
  if (covers.length === 1) return covers[0]!.coverages;
  return [...new Map(covers.flatMap(({ coverages }) => coverages.map((one) => [one.id, one] as const))).values()];
}

function contractsOf({ covers, contracts }: Found): readonly ContractFact[] {
  if (covers.length === 1 && contracts.length === 0) return covers[0]!.contracts;
  const all = [...contracts, ...covers.flatMap((cover) => cover.contracts)];
  return [...new Map(all.map((contract) => [contract.id, contract])).values()];
}

/** What the ledger held on the day asked about: what came later had not been used then. */
function lotsOf({ covers }: Found, contracts: readonly ContractFact[], at: string, knownAt: string): Facts["lots"] {
  const all = covers.length === 1 ? covers[0]!.lots : covers.flatMap(({ lots }) => lots);
  if (all.length === 0) return none;
  const zones = new Map(contracts.map(({ id, timeZone }) => [id, timeZone]));
  const once = new Map(all.map((one) => [`${one.contractId}/${one.planId}/${one.key}`, one]));
  return Array.from(once.values(), (one) => {
    const timeZone = zones.get(one.contractId)!;
    const on = localDays(at)(timeZone);
    return lotsAsOf(one, on, knownAt !== at && on < localDays(knownAt)(timeZone));
  });
}

/** The product asked about and those above it. Where the name fits several, the one that an asset found is of; else none. */
function productPath({ products, assets }: Found): readonly string[] {
  if (products.length === 0) return none;
  const fitting =
    products.length === 1 ? products : products.filter(({ id }) => assets.some((asset) => asset.productPath.includes(id)));
  return fitting.length === 1 ? fitting[0]!.path : none;
}
