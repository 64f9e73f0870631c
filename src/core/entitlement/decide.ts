/** The entitlement check (ENT1–6, 10, 12–14): question and facts in, decision out, and nothing else happens. */

import { localDays } from "../coverage/in-force.ts";
import { compareText } from "../order.ts";
import type { Decision, Outcome, Reason } from "./decision.ts";
import * as explain from "./explain.ts";
import type { ContractFact, Facts, Question } from "./facts.ts";
import { type Identified, identify } from "./identify.ts";
import type { Inquiry } from "./inquiry.ts";
import { conditionsOf } from "./conditions.ts";
import { judgeDefaultPlan } from "./default-plan.ts";
import { nearMissesOf } from "./near-misses.ts";
import { compareRank, isSameBargain, lowestLine, rank } from "./rank.ts";
import type { Standing } from "./standing.ts";
import { stepsOf } from "./steps.ts";
import { targetsOf } from "./targets.ts";
import { candidateOf, sourceOf } from "./told.ts";
import type { Verdict } from "./verdict.ts";
import { weighAll } from "./weigh.ts";

/**
 * Decides whether what the question asks about is covered at `facts.at`, as known at `facts.knownAt`, with everything
 * that led there (ENT6). The same question and facts, however ordered, give the same decision (ENT13).
 */
export function decide(question: Question, facts: Facts): Decision {
  const identified = identify(question, facts);
  const { inquiry } = identified;
  const standings = rank(weighAll(inquiry, facts, localDays(facts.at)), facts.ranking);
  const verdict = judge(identified, standings, facts);
  return {
    outcome: verdict.outcome,
    source: verdict.source,
    reasons: [...verdict.reasons, ...identified.notes],
    candidates: verdict.candidates ?? standings.map((standing) => candidateOf(standing, inquiry)),
    nearMisses: verdict.outcome === "not_entitled" ? nearMissesOf(standings, inquiry, facts.renewals) : [],
    conditions: verdict.conditions,
    targets: verdict.targets,
    subject: inquiry.asset,
    account: inquiry.account,
    contact: inquiry.callers.length === 1 ? inquiry.callers[0]! : null,
    didYouMean: inquiry.unregistered === null ? [] : facts.similarSerials,
    steps: stepsOf(identified, standings, verdict),
    question,
    at: facts.at,
    knownAt: facts.knownAt,
  };
}

function judge(identified: Identified, standings: readonly Standing[], facts: Facts): Verdict {
  const { inquiry, dispute } = identified;
  if (dispute !== null) return without("undecided", [dispute]);
  if (inquiry.unregistered !== null) {
    return without("not_entitled", [explain.unregistered(inquiry.unregistered, facts.similarSerials.length)]);
  }
  if (inquiry.account === null) return judgeDefaultPlan(inquiry, facts);
  const admitted = standings.filter((standing) => standing.obstacles.length === 0);
  const best = admitted[0];
  if (best === undefined) return judgeRefusal(identified, standings, facts);
  const tied = admitted.filter((standing) => compareRank(standing, best, facts.ranking) === 0);
  if (!tied.every((standing) => isSameBargain(standing, best))) return without("undecided", [explain.equallyGood(tied)]);
  return entitledBy(lowestLine(tied), tied, admitted.slice(tied.length), identified, facts);
}

function without(outcome: Outcome, reasons: readonly Reason[]): Verdict {
  return { outcome, reasons, source: null, conditions: [], targets: [] };
}

/** Nothing covers it as asked. Where the account's cover depends on which asset is meant, that is still open. */
function judgeRefusal({ inquiry }: Identified, standings: readonly Standing[], facts: Facts): Verdict {
  const dependsOnAsset = standings.some(({ obstacles }) => obstacles.length === 1 && obstacles[0]!.kind === "which_asset");
  if (inquiry.asset === null && (dependsOnAsset || facts.coveredAssets > 0)) {
    return without("undecided", [explain.whichAsset(inquiry.account!, facts.coveredAssets)]);
  }
  if (inquiry.contract !== null) return without("not_entitled", rulingsOfContract(inquiry.contract, inquiry, standings, facts));
  if (standings.length === 0) return without("not_entitled", [explain.nothingOnRecord(inquiry)]);
  return without("not_entitled", rulingsOf(standings, inquiry));
}

function rulingsOf(standings: readonly Standing[], inquiry: Inquiry): Reason[] {
  return tellingRulings(standings).map((one) => explain.ruling(one.obstacles[0]!, one, inquiry));
}

/** Why the contract that the question names does not cover it, and what followed that contract: others are not to the point (ENT2). */
function rulingsOfContract(contract: ContractFact, inquiry: Inquiry, standings: readonly Standing[], facts: Facts): Reason[] {
  const own = standings.filter((standing) => standing.contract?.id === contract.id);
  const today = localDays(facts.at)(contract.timeZone);
  const reasons = own.length > 0 ? rulingsOf(own, inquiry) : [explain.nothingByContract(contract, inquiry, today)];
  const followers = facts.followers ?? [];
  return followers.length === 0 ? reasons : [...reasons, explain.followedBy(contract, followers)];
}

/** Rulings that a reader is told beside the verdict; the candidates hold them all. */
const maxRulings = 3;

/** The standings whose rulings say most: those in force on the day, else the last that ended and the first to come. */
function tellingRulings(standings: readonly Standing[]): Standing[] {
  const inForce = standings.filter(({ obstacles }) => !obstacles.some(({ kind }) => kind === "ended" || kind === "not_started"));
  if (inForce.length > 0) return inForce.slice(0, maxRulings);
  const ended = standings.filter(({ coverage, today }) => coverage.startsOn <= today);
  const toCome = standings.filter(({ coverage, today }) => coverage.startsOn > today);
  const last = ended.toSorted((a, b) => compareText(b.coverage.endsBefore!, a.coverage.endsBefore!)).slice(0, 1);
  return [...last, ...toCome.toSorted((a, b) => compareText(a.coverage.startsOn, b.coverage.startsOn)).slice(0, 1)];
}

function entitledBy(
  winner: Standing,
  tied: readonly Standing[],
  others: readonly Standing[],
  { inquiry }: Identified,
  facts: Facts,
): Verdict {
  const reasons = [explain.covers(winner, inquiry)];
  if (tied.length > 1) reasons.push(explain.sameBargain([winner, ...tied.filter((one) => one !== winner)]));
  if (others.length > 0) reasons.push(explain.preferredTo(others));
  reasons.push(...winner.supplies.flatMap(({ left }) => left.map(explain.allowanceLeft)));
  const timeZone = inquiry.account!.timeZone;
  return {
    outcome: "entitled",
    reasons,
    source: sourceOf(winner),
    conditions: conditionsOf(inquiry, winner.plan, winner.supplies),
    targets: targetsOf(winner.plan, inquiry.question.severity, { at: facts.at, knownAt: facts.knownAt, timeZone }),
  };
}
