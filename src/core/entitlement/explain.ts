/** Why a decision came out as it did, in plain sentences, each with the rule that spoke. */

import type { AllowanceLeft, Reason } from "./decision.ts";
import { leftText, shortageText } from "./explain-allowance.ts";
import type { AccountFact, AssetFact, ClueFact, ContractFact } from "./facts.ts";
import type { Inquiry, Lead } from "./inquiry.ts";
import type { Obstacle, Standing, TermObstacle } from "./standing.ts";
import { say } from "./say.ts";
import type { Plan } from "./terms.ts";
import {
  admittedChannels,
  admittedSeverities,
  allOf,
  assetName,
  by,
  capitalised,
  counted,
  nameFirst,
  nameOf,
  oneOf,
  spellDay,
  spellLastDay,
  untilLastDay,
} from "./words.ts";
import { compareText } from "../order.ts";

const clueName: Readonly<Record<ClueFact["clue"], string>> = {
  serial: "serial number",
  assetTag: "asset tag",
  email: "e-mail address",
  phone: "telephone number",
  contractNumber: "contract number",
  account: "account name",
  product: "product",
};

function clueText({ clue, value }: ClueFact): string {
  return `${clueName[clue]} ${value}`;
}

function accountNames(ids: readonly string[], accounts: readonly AccountFact[]): string {
  return oneOf(ids.map((id) => accounts.find((account) => account.id === id)?.name ?? id));
}

// Who and what: ENT2, ENT10, COV12.

export function cluesDisagree(leads: readonly Lead[], accounts: readonly AccountFact[]): Reason {
  const each = leads.map(({ clue, accountIds }) => `the ${clueText(clue)} belongs to ${accountNames(accountIds, accounts)}`);
  return say("ENT2", `The clues disagree: ${allOf(each)}. Ask which is right.`);
}

export function severalAccounts(accountIds: readonly string[], accounts: readonly AccountFact[]): Reason {
  return say(
    "ENT2",
    `The clues fit ${counted(accountIds.length, "account")}: ${accountNames(accountIds, accounts)}. Ask which one.`,
  );
}

export function severalContracts(contracts: readonly ContractFact[], accounts: readonly AccountFact[]): Reason {
  const each = contracts.map(({ number, accountId }) => `${number} of ${accountNames([accountId], accounts)}`);
  return say("ENT2", `The contract number fits ${counted(contracts.length, "contract")}: ${allOf(each)}. Ask which one.`);
}

export function severalAssets(assets: readonly AssetFact[], accounts: readonly AccountFact[]): Reason {
  const each = assets.map((asset) => `${assetName(asset)} at ${accountNames([asset.accountId], accounts)}`);
  return say("ENT2", `The clues fit ${counted(assets.length, "asset")}: ${allOf(each)}. Ask which one.`);
}

export function otherAssetClue(clue: ClueFact, asset: AssetFact): Reason {
  const own = clue.clue === "serial" ? `serial number ${asset.serial}` : `asset tag ${asset.tag}`;
  return say(
    "ENT2",
    `The clues disagree: nobody knows the ${clueText(clue)}, and the asset found by the other clue bears ${own}.`,
  );
}

export function otherProduct(asset: AssetFact, clues: readonly ClueFact[]): Reason {
  const asked = clues.find((clue) => clue.clue === "product")?.value;
  return say("ENT2", `The clues disagree: ${assetName(asset)} is a ${asset.productName}, and the question names ${asked}.`);
}

export function otherContract(contract: ContractFact, account: AccountFact, accounts: readonly AccountFact[]): Reason {
  const holder = accountNames([contract.accountId], accounts);
  return say(
    "ENT2",
    `The clues disagree: contract ${contract.number} belongs to ${holder}, and the other clues lead to ${account.name}.`,
  );
}

export function leadsNowhere(clue: ClueFact): Reason {
  return say("ENT2", `Nobody knows the ${clueText(clue)}; it was left aside.`);
}

export function placeholder(clue: ClueFact): Reason {
  return say("COV12", `“${clue.value}” stands for having no serial number: it identifies nothing.`);
}

export function unknownCaller(clue: ClueFact): Reason {
  return say("ENT10", `The caller is not known by the ${clueText(clue)}: identify them.`);
}

export function unknownRequester(): Reason {
  return say(
    "ENT10",
    "Nothing in the question leads to an account: identify the caller, and ask for a serial number or the account.",
  );
}

export function retired(): Reason {
  return say("COV1", "The asset is marked as retired. That alone does not end its coverage.");
}

export function unregistered(clue: ClueFact, didYouMean: number): Reason {
  const near =
    didYouMean === 0 ? "" : ` ${didYouMean === 1 ? "One like it is" : `${didYouMean} like it are`} on record: did you mean that?`;
  return say("COV12", `No asset bears the ${clueText(clue)}, so nothing covers it.${near}`);
}

// What rules a candidate out.

/** The rule and the sentence for one obstacle of one candidate. */
export function ruling(obstacle: Obstacle, standing: Standing, inquiry: Inquiry): Reason {
  const { coverage, plan } = standing;
  const name = nameFirst(coverage);
  switch (obstacle.kind) {
    case "parts":
      return say("COV11", `${name} covers the asset that this one is part of, but not its parts.`);
    case "sub_accounts":
      return say("COV11", `${name} covers the account above, but not the accounts below it.`);
    case "unregistered":
      return say("COV12", `${name} covers what is on record, and ${obstacle.value} is not.`);
    case "which_asset":
      return say("ENT1", `${name} covers one ${standing.tier}: say which asset is meant.`);
    case "other_contract":
      return say("ENT2", `The question names contract ${obstacle.named}.`);
    case "not_started":
      return say("COV1", `${name} starts on ${spellDay(coverage.startsOn)}.`);
    case "ended":
      return say("COV3", endedText(standing));
    case "service":
      return say("COV2", `${name} serves ${coverage.service}; the question is about ${obstacle.asked}.`);
    default:
      return termRuling(obstacle, plan, standing.contract, inquiry);
  }
}

/** The same for the terms of a plan alone, as for the default plan. */
export function termRuling(obstacle: TermObstacle, plan: Plan, contract: ContractFact | null, inquiry: Inquiry): Reason {
  switch (obstacle.kind) {
    case "channel": {
      const ways = admittedChannels(plan.terms.channels).map(by);
      return say("ENT5", `${plan.name} takes requests ${ways.length === 0 ? "by no channel" : `${oneOf(ways)} only`}.`);
    }
    case "severity": {
      const admitted = admittedSeverities(plan.terms.severities).map(String);
      return say("ENT5", `${plan.name} covers ${admitted.length === 0 ? "no severity" : `severity ${oneOf(admitted)} only`}.`);
    }
    case "product":
      return say("ENT5", `${plan.name} does not cover this product.`);
    case "contact":
      return say("ENT5", contactText(obstacle, plan, inquiry));
    case "allowance":
      return say("ALW3", shortageText(obstacle.shortage, plan, contract));
  }
}

function endedText({ coverage }: Standing): string {
  const last = spellLastDay(coverage.endsBefore!);
  if (coverage.source.kind === "warranty") return `The warranty ended: ${last} was its last covered day.`;
  const { contractNumber } = coverage.source;
  switch (coverage.endReason) {
    case "removed":
      return `Removed from ${contractNumber}: ${last} was its last covered day.`;
    case "cancelled":
      return `${contractNumber} was cancelled: ${last} was its last covered day.`;
    case "term":
      return `${nameFirst(coverage)} ended: ${last} was its last covered day.`;
  }
}

function contactText({ because }: Extract<Obstacle, { kind: "contact" }>, plan: Plan, { callers }: Inquiry): string {
  if (because === "nobody") return `${plan.name} lets nobody open tickets.`;
  if (because === "too_many") {
    const { namedAtMost } = plan.terms;
    const [beyond] = callers.filter(({ namedCaller }) => namedCaller);
    return `${plan.name} takes ${counted(namedAtMost!, "named caller")} of an account, and ${beyond!.name} is number ${beyond!.namedPlace!}.`;
  }
  const who = because === "unknown" ? "the caller is not known" : `${oneOf(callers.map((caller) => caller.name))} is not one`;
  return `${plan.name} lets only named callers open tickets, and ${who}.`;
}

// The verdict.

export function covers(standing: Standing, inquiry: Inquiry): Reason {
  const { coverage, plan, tier } = standing;
  const text = `${nameFirst(coverage)} covers ${covered(tier, standing, inquiry)} under ${plan.name} ${untilLastDay(coverage.endsBefore)}.`;
  return say("COV1", text);
}

function covered(tier: Standing["tier"], { steps }: Standing, { account, asset }: Inquiry): string {
  const holder = steps[1] > 0 ? `the account above ${account?.name}` : account?.name;
  switch (tier) {
    case "parent_asset":
      return "the asset that this one is part of, parts included,";
    case "product":
      return `every asset of the product that ${holder} has`;
    case "site":
      return `everything at ${asset?.siteName ?? "the site"}`;
    case "account":
      return `everything that ${holder} has`;
    default:
      return assetName(asset!);
  }
}

export function preferredTo(others: readonly Standing[]): Reason {
  return say(
    "ENT3",
    `By the order of preference it comes before ${allOf(others.map(({ coverage }) => nameOf(coverage)))}, which would cover it too.`,
  );
}

export function sameBargain(lines: readonly Standing[]): Reason {
  return say(
    "ENT4",
    `${capitalised(allOf(lines.map(({ coverage }) => nameOf(coverage))))} cover it alike; the first stands for them.`,
  );
}

export function equallyGood(tied: readonly Standing[]): Reason {
  const each = tied.map(({ coverage, plan }) => `${nameOf(coverage)} (${plan.name})`);
  const services = new Set(tied.map(({ coverage }) => coverage.service));
  const ask =
    services.size > 1
      ? ` Say which service is meant: ${oneOf([...services].toSorted())}.`
      : " Somebody has to say which one it is.";
  return say("ENT4", `${capitalised(allOf(each))} cover it equally well.${ask}`);
}

export function allowanceLeft(left: AllowanceLeft): Reason {
  return say("ALW3", leftText(left));
}

export function byDefaultPlan(plan: Plan): Reason {
  return say("ENT10", `Nobody knows who asks, so the default plan applies: ${plan.name}. Identify the caller.`);
}

export function whichAsset(account: AccountFact, coveredAssets: number): Reason {
  const known =
    coveredAssets === 0
      ? "Only some of it is covered"
      : `${counted(coveredAssets, "asset")} of ${account.name} ${coveredAssets === 1 ? "is" : "are"} covered`;
  return say("ENT1", `${known}: ask which asset it is about.`);
}

export function nothingOnRecord({ account, asset }: Inquiry): Reason {
  const what = asset === null ? account!.name : assetName(asset);
  return say("COV1", `Nothing covers ${what}: no contract and no warranty is on record, past or to come.`);
}

/** For a contract that the question names and none of whose coverages speak for the subject. */
export function nothingByContract(contract: ContractFact, { account, asset }: Inquiry, today: string): Reason {
  const { number, startsOn, endsBefore } = contract;
  if (endsBefore !== null && endsBefore <= today)
    return say("COV3", `${number} ended: ${spellLastDay(endsBefore)} was its last day.`);
  if (startsOn > today) return say("COV1", `${number} starts on ${spellDay(startsOn)}.`);
  return say("COV1", `${number} covers nothing of ${asset === null ? account!.name : assetName(asset)} on this day.`);
}

export function followedBy(contract: ContractFact, followers: readonly ContractFact[]): Reason {
  const inOrder = followers.toSorted((a, b) => compareText(a.startsOn + a.number, b.startsOn + b.number));
  const { number, startsOn, endsBefore } = inOrder.at(-1)!;
  const between = inOrder.slice(0, -1).map((one) => one.number);
  const first = between.length === 0 ? "" : `${allOf(between)} and then `;
  return say(
    "ENT2",
    `${contract.number} was followed by ${first}${number}, from ${spellDay(startsOn)} ${untilLastDay(endsBefore)}.`,
  );
}
