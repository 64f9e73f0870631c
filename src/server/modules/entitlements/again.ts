/** What was decided once, asked about another day: who covers a ticket's subject on the day that somebody works on it (PRJ2). */

import type { ContractFacts } from "#core/amendments/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Candidate, Decision, Reason } from "#core/entitlement/decision.ts";
import { dateInZone } from "#core/time/zone.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { answerOn, readInUtc, type Basis } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { basesOf } from "./bases.ts";
import * as store from "./store.ts";
import { Supposed } from "./supposed.ts";
import { selectTaken, withoutTaken } from "./taken.ts";
import { winnerOf } from "./winner.ts";

export type AskedAgain = {
  /** The recorded decision whose question is meant. */
  readonly decisionId: string;
  /** A day by itself, which each contract reads as its own (COV4), or an instant, which has a day in each zone. */
  readonly moment: { readonly day: IsoDate } | { readonly at: Temporal.Instant };
  /** What has something of an allowance, and so does not stand in its own way: the ticket. */
  readonly useId: string;
  /** Under which contract it stands: where several cover it equally well, a person chose this one (ENT4), and it stays it. */
  readonly contractId: string | null;
};

export type CoverFound = {
  readonly kind: "contract" | "warranty" | "none";
  /** For a contract; else null. */
  readonly contractId: string | null;
  /** Under which of its plans; null where no contract covers. */
  readonly planId: string | null;
  readonly accountId: string | null;
  /** The day asked about: by the contract's midnights, else by the account's. */
  readonly day: IsoDate;
  /** The first reason of the decision. */
  readonly reason: Reason;
};

/** A contract as it would stand, in place of what is recorded of it. */
export type Supposition = { readonly number: string; readonly facts: ContractFacts };

/**
 * Who covers what these decisions were about, on other days: the desk's own decision, by the same question, as known now. Nothing is
 * recorded. The answers come in the order of the questions. What the question said of a contract is left out: what follows a contract
 * covers as well as what it named. Throws where there is no such decision.
 */
export async function coverAgain(
  ctx: Context,
  asked: readonly AskedAgain[],
  supposition: Supposition | null = null,
): Promise<CoverFound[]> {
  permit(ctx.actor, "entitlements.read");
  if (asked.length === 0) return [];
  const recorded = await store.selectQuestions(
    ctx.tx,
    asked.map(({ decisionId }) => decisionId),
  );
  const questions = asked.map(({ decisionId, moment }) => {
    const found = recorded.get(decisionId);
    if (found === undefined) throw new Error(`There is no decision ${decisionId}.`);
    return { ...subjectOf(found), at: "at" in moment ? moment.at.toString() : noonOf(moment.day) };
  });
  const bases = await basesOf(ctx, questions, () => "/body");
  const taken = await selectTaken(
    ctx.tx,
    asked.map(({ useId }) => useId),
  );
  const supposed = supposition === null ? null : await Supposed.of(ctx.tx, supposition);
  return bases.map((basis, place) => {
    const { moment, useId, contractId } = asked[place]!;
    const ofTickets = withoutWork(supposed === null ? basis : supposed.in(basis));
    return found({ ...ofTickets, facts: withoutTaken(ofTickets.facts, taken.get(useId) ?? []) }, moment, contractId);
  });
}

/** The question as one about its subject alone. What only the contract told of whose it is, the decision's account tells. */
function subjectOf({ asked, account }: store.RecordedQuestion): AskedQuestion {
  const { contractNumber, at: _, knownAt: __, record: ___, ...question } = asked;
  const { serial, assetTag, email, phone } = question;
  const leads = [serial, assetTag, email, phone, question.account].some((clue) => clue !== undefined);
  if (contractNumber === undefined || leads || account === null) return question;
  return { ...question, account };
}

function found({ asked, facts, readIn }: Basis, moment: AskedAgain["moment"], contractId: string | null): CoverFound {
  const zones = new Map(facts.contracts.map(({ id, timeZone }) => [id, timeZone]));
  const decision = answerOn({ asked, facts: "at" in moment ? facts : inUtc(facts), readIn: "at" in moment ? readIn : null });
  const winner = winnerOf(decision) ?? settledOn(decision, contractId);
  const timeZone = zones.get(winner?.contractId ?? "") ?? decision.account?.timeZone ?? readInUtc;
  return {
    kind: winner === undefined ? "none" : winner.kind === "contract" ? "contract" : "warranty",
    contractId: winner?.contractId ?? null,
    planId: winner?.kind === "contract" ? winner.planId : null,
    accountId: decision.account?.id ?? null,
    day: "day" in moment ? moment.day : dateInZone(moment.at, timeZone).toString(),
    reason: decision.reasons[0]!,
  };
}

function settledOn({ outcome, candidates }: Decision, contractId: string | null): Candidate | undefined {
  if (outcome !== "undecided" || contractId === null) return undefined;
  return candidates.find((one) => one.ruledOutBy === null && one.contractId === contractId);
}

function noonOf(day: IsoDate): string {
  return `${day}T12:00:00Z`;
}

/** The facts with every midnight at the same instant: a day asked about is then the same day for every contract. */
function inUtc(facts: Basis["facts"]): Basis["facts"] {
  return {
    ...facts,
    coverages: facts.coverages.map((one) => ({ ...one, timeZone: readInUtc })),
    contracts: facts.contracts.map((one) => ({ ...one, timeZone: readInUtc })),
  };
}

/** Work that is done is drawn as far as there is something left: allowances of time and money do not say whose it is (ALW6). */
function withoutWork(basis: Basis): Basis {
  const plans = basis.facts.plans.map((plan) => {
    const allowances = plan.terms.allowances.filter(({ unit }) => unit === "tickets");
    return allowances.length === plan.terms.allowances.length ? plan : { ...plan, terms: { ...plan.terms, allowances } };
  });
  return { ...basis, facts: { ...basis.facts, plans } };
}
