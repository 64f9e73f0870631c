/** What was decided once, asked about another day: who covers a ticket's subject on the day that somebody works on it (PRJ2). */

import type { ContractFacts } from "#core/amendments/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { phaseOn } from "#core/coverage/in-force.ts";
import type { Decision, Reason } from "#core/entitlement/decision.ts";
import type { Channel } from "#core/entitlement/terms.ts";
import { dateInZone } from "#core/time/zone.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { answerOn, readInUtc, type Basis } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { onBases } from "./bases.ts";
import * as store from "./store.ts";
import { Supposed } from "./supposed.ts";

export type AskedAgain = {
  /** The recorded decision whose question is meant. */
  readonly decisionId: string;
  /** A day by itself, which each contract reads as its own (COV4), or an instant, which has a day in each zone. */
  readonly moment: { readonly day: IsoDate } | { readonly at: Temporal.Instant };
  /** What was itself taken of an allowance, and so does not stand in its own way; null for nothing. */
  readonly ownUse: { readonly contractId: string; readonly channel: Channel; readonly openedAt: Temporal.Instant } | null;
};

export type CoverFound = {
  readonly kind: "contract" | "warranty" | "none";
  /** For a contract; else null. */
  readonly contractId: string | null;
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
  const bases = await onBases(
    ctx,
    questions,
    () => "/body",
    (basis) => basis,
  );
  const supposed = supposition === null ? null : await Supposed.of(ctx.tx, supposition);
  return bases.map((basis, place) => found(supposed === null ? basis : supposed.in(basis), asked[place]!));
}

/** The question as one about its subject alone. What only the contract told of whose it is, the decision's account tells. */
function subjectOf({ asked, account }: store.RecordedQuestion): AskedQuestion {
  const { contractNumber, at: _, knownAt: __, record: ___, ...question } = asked;
  const { serial, assetTag, email, phone } = question;
  const leads = [serial, assetTag, email, phone, question.account].some((clue) => clue !== undefined);
  if (contractNumber === undefined || leads || account === null) return question;
  return { ...question, account };
}

function found({ asked, facts, readIn }: Basis, { moment, ownUse }: AskedAgain): CoverFound {
  const zones = new Map(facts.contracts.map(({ id, timeZone }) => [id, timeZone]));
  const lots = ownUse === null ? facts.lots : withoutOne(facts.lots, ownUse, zones.get(ownUse.contractId));
  const exact = { ...facts, lots };
  const decision = answerOn({ asked, facts: "at" in moment ? exact : inUtc(exact), readIn: "at" in moment ? readIn : null });
  const winner = winnerOf(decision);
  const timeZone = zones.get(winner?.contractId ?? "") ?? decision.account?.timeZone ?? readInUtc;
  return {
    kind: winner === undefined ? "none" : winner.kind === "contract" ? "contract" : "warranty",
    contractId: winner?.contractId ?? null,
    accountId: decision.account?.id ?? null,
    day: "day" in moment ? moment.day : dateInZone(moment.at, timeZone).toString(),
    reason: decision.reasons[0]!,
  };
}

/** The candidate that covers; the default plan is cover by nobody. */
function winnerOf({ source, candidates }: Decision) {
  if (source === null || source.kind === "default_plan") return undefined;
  return candidates.find(
    (one) =>
      one.ruledOutBy === null &&
      one.kind === source.kind &&
      one.contractNumber === source.contractNumber &&
      one.lineNumber === source.lineNumber &&
      one.startsOn === source.startsOn,
  );
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

type Lots = Basis["facts"]["lots"];

/** The lots without what the ticket itself has of them. */
function withoutOne(lots: Lots, own: NonNullable<AskedAgain["ownUse"]>, timeZone: string | undefined): Lots {
  if (timeZone === undefined) return lots;
  const openedOn = dateInZone(own.openedAt, timeZone).toString();
  const isItsOwn = ({ limitKey, ...days }: Lots[number]["lots"][number]) =>
    phaseOn(days, openedOn) === "in_force" && (limitKey === null || limitKey === own.channel);
  return lots.map((of) =>
    of.contractId === own.contractId
      ? {
          ...of,
          lots: of.lots.map((lot) => (isItsOwn(lot) ? { ...lot, consumed: Math.max(0, lot.consumed - 1) } : lot)),
        }
      : of,
  );
}
