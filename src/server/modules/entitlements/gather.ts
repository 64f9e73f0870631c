/** The facts of one question, picked from what the register answered for all. */

import type { Coverage } from "#core/coverage/coverage.ts";
import type {
  AccountFact,
  AssetFact,
  ClueFact,
  ContactFact,
  ContractFact,
  Facts,
  Question,
  UseFact,
} from "#core/entitlement/facts.ts";
import { emailKey, nameKey, phoneKey } from "#core/identification/keys.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";
import { dateInZone } from "#core/time/zone.ts";
import type { Extract, ProductRecord } from "./extract.ts";
import { planOn, type Plans } from "./plan-terms.ts";

/** What the clues of a question led to. */
export type Found = {
  readonly clues: readonly ClueFact[];
  readonly assets: readonly AssetFact[];
  readonly contacts: readonly ContactFact[];
  readonly contracts: readonly ContractFact[];
  readonly products: readonly ProductRecord[];
  /** The accounts that the clues lead to, each once. */
  readonly accounts: readonly AccountFact[];
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
  if (serial !== undefined) note("serial", serial, bySerial.map(accountIdOf));
  const byTag = assetTag === undefined ? none : (extract.assetsByTag.get(serialPlain(assetTag)) ?? none);
  if (assetTag !== undefined) note("assetTag", assetTag, byTag.map(accountIdOf));
  const byEmail = email === undefined ? none : (extract.contactsByEmail.get(emailKey(email)) ?? none);
  if (email !== undefined) note("email", email, byEmail.map(accountIdOf));
  const byPhone = phone === undefined ? none : (extract.contactsByPhone.get(phoneKey(phone)) ?? none);
  if (phone !== undefined) note("phone", phone, byPhone.map(accountIdOf));
  const contracts = contractNumber === undefined ? none : (extract.contractsByNumber.get(serialPlain(contractNumber)) ?? none);
  if (contractNumber !== undefined) note("contractNumber", contractNumber, contracts.map(accountIdOf));
  const named = account === undefined ? none : accountsNamed(account, extract);
  if (account !== undefined)
    note(
      "account",
      account,
      named.map(({ id }) => id),
    );
  const products = product === undefined ? none : productsNamed(product, extract);
  if (product !== undefined) clues.push({ clue: "product", value: product, matches: products.length, accountIds: [] });
  const accountIds = new Set(clues.flatMap((clue) => clue.accountIds));
  return {
    clues,
    assets: both(bySerial, byTag),
    contacts: both(byEmail, byPhone),
    contracts,
    products,
    accounts: [...accountIds].map((id) => extract.accounts.get(id)!),
  };
}

const none: readonly never[] = [];
const accountIdOf = ({ accountId }: { readonly accountId: string }): string => accountId;

function both<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return a.length === 0 ? b : b.length === 0 ? a : [...new Set([...a, ...b])];
}

function accountsNamed(typed: string, extract: Extract): readonly AccountFact[] {
  return both(
    extract.accountsByName.get(nameKey(typed)) ?? none,
    extract.accountsByReference.get(nameKey(typed).toUpperCase()) ?? none,
  );
}

function productsNamed(typed: string, extract: Extract): readonly ProductRecord[] {
  return both(extract.productsByName.get(nameKey(typed)) ?? none, extract.productsByName.get(serialPlain(typed)) ?? none);
}

/** The zone in which a moment without one is read: the asset's account's, else that of all the accounts found; null where none tells. */
export function zoneOf({ assets, accounts }: Found, extract: Extract): string | null {
  if (assets.length === 1) return extract.accounts.get(assets[0]!.accountId)!.timeZone;
  const [first, ...others] = accounts;
  if (first === undefined) return null;
  return others.every(({ timeZone }) => timeZone === first.timeZone) ? first.timeZone : null;
}

/** What can only be known after the clues have been followed. */
export type Late = {
  readonly at: Temporal.Instant;
  readonly knownAt: Temporal.Instant;
  readonly coveredAssets: number;
  readonly similarSerials: Facts["similarSerials"];
};

export function gatherFacts(found: Found, extract: Extract, plans: Plans, late: Late): Facts {
  const coverages = coveragesOf(found, extract);
  const contracts = new Map(found.contracts.map((contract) => [contract.id, contract]));
  for (const { source } of coverages)
    if (source.kind === "contract") contracts.set(source.contractId, extract.contracts.get(source.contractId)!);
  const planIds = new Set(coverages.map(({ planId }) => planId));
  if (extract.defaultPlanId !== null) planIds.add(extract.defaultPlanId);
  const at = late.at.toString();
  return {
    at,
    knownAt: late.knownAt.toString(),
    clues: found.clues,
    accounts: found.accounts,
    assets: found.assets,
    contacts: found.contacts,
    productPath: productPath(found, extract),
    coverages,
    contracts: [...contracts.values()],
    plans: Array.from(planIds, (id) => planOn(plans, id, at.slice(0, 10))),
    coveredAssets: late.coveredAssets,
    uses: extract.uses.size === 0 ? [] : usesOf(contracts.values(), extract, late.at),
    defaultPlanId: extract.defaultPlanId,
    ranking: extract.ranking,
    similarSerials: late.similarSerials,
  };
}

/** Everything that could speak for the assets, or for the accounts where no asset is named, on any day. */
function coveragesOf({ assets, accounts }: Found, extract: Extract): readonly Coverage[] {
  const subjects = new Set<string>();
  for (const asset of assets) {
    subjects.add(asset.id);
    for (const id of asset.ancestorIds) subjects.add(id);
    if (asset.siteId !== null) subjects.add(asset.siteId);
  }
  for (const account of accounts) {
    subjects.add(account.id);
    for (const id of account.ancestorIds) subjects.add(id);
  }
  const coverages: Coverage[] = [];
  for (const id of subjects) coverages.push(...(extract.coverages.get(id) ?? none));
  if (assets.length === 0) for (const { id } of accounts) coverages.push(...(extract.siteCoverages.get(id) ?? none));
  return coverages;
}

/** The product asked about and those above it. Where the name fits several, the one that an asset found is of; else none. */
function productPath({ products, assets }: Found, extract: Extract): readonly string[] {
  if (products.length === 0) return none;
  const [meant, ...others] =
    products.length === 1 ? products : products.filter(({ id }) => assets.some((asset) => asset.productPath.includes(id)));
  return meant === undefined || others.length > 0 ? none : extract.pathOf(meant.id);
}

/** Tickets opened up to the day asked about: what came later had not been used then. */
function usesOf(contracts: Iterable<ContractFact>, extract: Extract, at: Temporal.Instant): UseFact[] {
  const uses: UseFact[] = [];
  for (const { id, timeZone } of contracts) {
    const ofContract = extract.uses.get(id) ?? none;
    if (ofContract.length === 0) continue;
    const today = dateInZone(at, timeZone).toString();
    uses.push(...ofContract.filter(({ openedOn }) => openedOn <= today));
  }
  return uses;
}
