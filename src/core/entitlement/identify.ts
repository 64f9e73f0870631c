/** Who asks about what: the clues of a question brought together (ENT1, ENT2, COV12). */

import type { AccountFact, AssetFact, ClueFact, ContractFact, Facts, Question } from "./facts.ts";
import type { Reason } from "./decision.ts";
import * as explain from "./explain.ts";
import { assetsMeant, contactsMeant, contractsMeant, namesNothing, unregisteredClue } from "./clues.ts";
import type { Inquiry, Lead } from "./inquiry.ts";

export type Identified = {
  readonly inquiry: Inquiry;
  /** Why nobody can say yet what is asked about, or null (ENT2): the outcome is then undecided. */
  readonly dispute: Reason | null;
  /** What the clues told that does not decide: clues that lead nowhere, a caller to identify, a retired asset. */
  readonly notes: readonly Reason[];
};

/** Follows the clues to account, asset, callers and contract. Where they disagree it says so and takes the asset's side, for show only. */
export function identify(question: Question, facts: Facts): Identified {
  const clues = facts.clues.toSorted((a, b) => clueOrder.indexOf(a.clue) - clueOrder.indexOf(b.clue));
  const assets = assetsMeant(clues, facts.assets);
  const contracts = contractsMeant(clues, facts.contracts);
  const contract = contracts.length === 1 ? contracts[0]! : null;
  const leads = accountLeads(clues, assets);
  const shared = leads.map((lead) => lead.accountIds).reduce<readonly string[] | null>(inBoth, null);
  const narrowed = assets.length > 1 ? assets.filter((asset) => shared?.includes(asset.accountId)) : assets;
  const asset = narrowed.length === 1 ? narrowed[0]! : null;
  const account = accountOf(facts, asset, shared, contract);
  const callers = contactsMeant(
    clues,
    account === null ? facts.contacts : facts.contacts.filter((one) => one.accountId === account.id),
  );
  const unregistered = asset === null && assets.length === 0 ? unregisteredClue(clues) : null;
  const callerGiven = clues.some(isCaller);
  const inquiry: Inquiry = {
    question,
    account,
    asset,
    unregistered,
    callerGiven,
    callers,
    contract,
    productPath: productMeant(asset, facts),
    draws: facts.draws === true,
  };
  return {
    inquiry,
    dispute: disputeOver(inquiry, { clues, contracts, narrowed, leads, shared, facts }),
    notes: notesOn(inquiry, clues),
  };
}

const clueOrder: readonly ClueFact["clue"][] = ["serial", "assetTag", "email", "phone", "contractNumber", "account", "product"];

/** The clues that lead to accounts. A serial leads to those of the assets it means; a contract is compared apart, for it may reach further. */
function accountLeads(clues: readonly ClueFact[], assets: readonly AssetFact[]): Lead[] {
  const leads: Lead[] = [];
  for (const clue of clues) {
    if (clue.clue === "product" || clue.clue === "contractNumber" || clue.matches === 0) continue;
    const ofAsset = clue.clue === "serial" || clue.clue === "assetTag";
    const accountIds = ofAsset ? assets.map((asset) => asset.accountId) : clue.accountIds;
    if (accountIds.length > 0) leads.push({ clue, accountIds: [...new Set(accountIds)].toSorted() });
  }
  return leads;
}

function inBoth(shared: readonly string[] | null, accountIds: readonly string[]): readonly string[] {
  return shared === null ? accountIds : shared.filter((id) => accountIds.includes(id));
}

function accountOf(
  facts: Facts,
  asset: AssetFact | null,
  shared: readonly string[] | null,
  contract: ContractFact | null,
): AccountFact | null {
  const id = asset?.accountId ?? (shared === null ? contract?.accountId : shared.length === 1 ? shared[0] : undefined);
  if (id === undefined) return null;
  const account = facts.accounts.find((one) => one.id === id);
  if (account === undefined) throw new Error(`The facts lack the account ${id} that their clues lead to.`);
  return account;
}

/** A module named in the question is more exact than the asset's product above it; any other product is the asset's own affair. */
function productMeant(asset: AssetFact | null, facts: Facts): readonly string[] {
  if (asset === null || asset.productPath.length === 0) return facts.productPath;
  return facts.productPath.includes(asset.productPath[0]!) ? facts.productPath : asset.productPath;
}

type Followed = {
  readonly clues: readonly ClueFact[];
  readonly contracts: readonly ContractFact[];
  readonly narrowed: readonly AssetFact[];
  readonly leads: readonly Lead[];
  readonly shared: readonly string[] | null;
  readonly facts: Facts;
};

function disputeOver(inquiry: Inquiry, followed: Followed): Reason | null {
  const { leads, shared, facts, narrowed, contracts, clues } = followed;
  if (shared !== null && shared.length === 0) return explain.cluesDisagree(leads, facts.accounts);
  if (narrowed.length > 1) return explain.severalAssets(narrowed, facts.accounts);
  if (shared !== null && shared.length > 1) return explain.severalAccounts(shared, facts.accounts);
  if (contracts.length > 1) return explain.severalContracts(contracts, facts.accounts);
  const contradicted = inquiry.asset === null ? undefined : contradictedClue(clues, inquiry.asset);
  if (contradicted !== undefined) return explain.otherAssetClue(contradicted, inquiry.asset!);
  if (isOtherProduct(inquiry, facts)) return explain.otherProduct(inquiry.asset!, clues);
  if (inquiry.contract !== null && isElsewhere(inquiry.contract, inquiry, facts)) {
    return explain.otherContract(inquiry.contract, inquiry.account!, facts.accounts);
  }
  return null;
}

/** The serial (or tag) that nobody has registered while the tag (or serial) leads to an asset that bears another. */
function contradictedClue(clues: readonly ClueFact[], asset: AssetFact): ClueFact | undefined {
  return clues.find((clue) => {
    if (clue.matches > 0 || namesNothing(clue)) return false;
    return (clue.clue === "serial" && asset.serial !== null) || (clue.clue === "assetTag" && asset.tag !== null);
  });
}

function isOtherProduct({ asset }: Inquiry, { productPath }: Facts): boolean {
  if (asset === null || asset.productPath.length === 0 || productPath.length === 0) return false;
  return !asset.productPath.includes(productPath[0]!) && !productPath.includes(asset.productPath[0]!);
}

/** A contract is at home with its account and the accounts below it, and wherever a coverage of its own speaks for the subject. */
function isElsewhere(contract: ContractFact, { account, asset }: Inquiry, facts: Facts): boolean {
  if (account === null || account.id === contract.accountId || account.ancestorIds.includes(contract.accountId)) return false;
  return !facts.coverages.some(
    ({ source, subject }) =>
      source.kind === "contract" &&
      source.contractId === contract.id &&
      subject.kind === "asset" &&
      subject.assetId === asset?.id,
  );
}

function isCaller(clue: ClueFact): boolean {
  return clue.clue === "email" || clue.clue === "phone";
}

function notesOn(inquiry: Inquiry, clues: readonly ClueFact[]): Reason[] {
  const notes: Reason[] = [];
  for (const clue of clues) {
    if (namesNothing(clue)) notes.push(explain.placeholder(clue));
    else if (clue.matches === 0 && !isCaller(clue) && clue !== inquiry.unregistered) notes.push(explain.leadsNowhere(clue));
  }
  if (inquiry.callerGiven && inquiry.callers.length === 0) notes.push(explain.unknownCaller(clues.find(isCaller)!));
  if (inquiry.asset?.status === "retired") notes.push(explain.retired());
  return notes;
}
