/** From facts to the answer that is shown and kept: the core's decision, and what the shell alone knows of it. */

import { decide } from "#core/entitlement/decide.ts";
import type { Decision } from "#core/entitlement/decision.ts";
import type { Facts } from "#core/entitlement/facts.ts";
import { capitalised } from "#core/entitlement/words.ts";
import type { AskedQuestion } from "./asked.ts";

/** Where a moment without a zone was read, when no account told its own. */
export const readInUtc = "UTC";

/** Everything that a decision was made from: kept with it, it gives the same answer again (ENT13). */
export type Basis = {
  readonly asked: AskedQuestion;
  readonly facts: Facts;
  /** "UTC" where the moment asked about had no zone and no account gave one. */
  readonly readIn: typeof readInUtc | null;
};

/** The decision on a basis. The same basis gives the same decision. */
export function answerOn({ asked, facts, readIn }: Basis): Decision {
  const { at: _, knownAt: __, record: ___, ...question } = asked;
  const decision = decide(question, facts);
  if (readIn === null) return decision;
  const note = { rule: "COV4", text: `The moment ${asked.at} was read in UTC: nothing in the question tells a time zone.` };
  return { ...decision, steps: [note, ...decision.steps] };
}

/** What a customer's contact may see of it: no steps, and nothing of contracts that are not their account's, save the one that covers them; where a reason names one, it is left unnamed. */
export function redacted(decision: Decision, facts: Facts, accountId: string): Decision {
  const own = new Set(facts.contracts.filter((contract) => contract.accountId === accountId).map(({ number }) => number));
  const isOwn = ({ contractNumber }: { readonly contractNumber?: string }): boolean =>
    contractNumber === undefined || own.has(contractNumber) || contractNumber === decision.source?.contractNumber;
  const others = facts.contracts.map(({ number }) => number).filter((contractNumber) => !isOwn({ contractNumber }));
  return {
    ...decision,
    reasons: decision.reasons.map(({ rule, text }) => ({ rule, text: withoutNames(text, others) })),
    steps: [],
    candidates: decision.candidates.filter(isOwn),
    nearMisses: decision.nearMisses.filter(isOwn),
  };
}

/** What a customer's contact may see of a decision about another account: what was promised, and not to whom or by what. */
export function withheld(decision: Decision): Decision {
  const { channel, severity } = decision.question;
  return {
    ...decision,
    question: { ...(channel !== undefined && { channel }), ...(severity !== undefined && { severity }) },
    account: null,
    contact: null,
    subject: null,
    source: null,
    reasons: [{ rule: "ENT11", text: "It goes by what was decided before it came to your account." }],
    steps: [],
    candidates: [],
    nearMisses: [],
    conditions: [],
    didYouMean: [],
  };
}

/** The sentence with "a contract of another account" for each of these contracts, whether named alone or with a line. */
function withoutNames(text: string, numbers: readonly string[]): string {
  if (numbers.length === 0) return text;
  const any = numbers.map((number) => RegExp.escape(number)).join("|");
  const named = new RegExp(`(?<![\\w-])(?:${any})(?: line [\\w./-]*\\w)?(?![\\w-])`, "g");
  return capitalised(text.replace(named, "a contract of another account"));
}
