/** What happens with a no (ENT7), as data: rules by account, plan, channel and severity, and what tempers them. */

import { accept, type Outcome, type Refusal } from "../outcome.ts";
import type { Admits, Channel, Severity } from "../entitlement/terms.ts";

/**
 * - `observe`: serve and record.
 * - `advise`: tell the requester, serve, tell renewals.
 * - `enforce`: refuse and send to renewals.
 * - `bill`: serve against an approved quote.
 */
export type Handling = "observe" | "advise" | "enforce" | "bill";

export type PolicyRule = {
  /** Names it on the decision. */
  readonly key: string;
  readonly accounts: Admits<string>;
  readonly plans: Admits<string>;
  readonly channels: Admits<Channel>;
  readonly severities: Admits<Severity>;
  readonly handling: Handling;
  /** From which confidence in the account it holds (ENT8), in hundredths of a percent, and what is done below. */
  readonly confidence: "any" | { readonly fromBp: number; readonly below: Handling };
};

export type Policy = {
  /** The most specific that fits decides; of equally specific ones, the first. */
  readonly rules: readonly PolicyRule[];
  /** Where no rule fits. */
  readonly otherwise: Handling;
  /** `exempt`: severity 1 is never turned away, nor made to wait for a quote. */
  readonly severity1: "exempt" | "as_others";
  /** For so many days after cover has ended nobody is turned away, nor made to wait for a quote. */
  readonly graceDays: number;
  /** What is done instead of serving for nothing when an account's goodwill is used up (ENT9). */
  readonly withoutGoodwill: "enforce" | "bill";
  /** Which cover a ticket has when what it is about has changed and the decision with it (ENT11). */
  readonly onRedecision: OnRedecision;
};

/** `keep`: what was decided first. `switch`: what is decided now. `ask`: whoever changes it says which. */
export type OnRedecision = "keep" | "switch" | "ask";

/**
 * Which cover holds after a re-decision (ENT11): what the policy says, or, where it says to ask, what was chosen; `ask` where
 * nothing was.
 */
export function coverAfterChange({ onRedecision }: Policy, chosen: "keep" | "switch" | null): OnRedecision {
  return onRedecision === "ask" ? (chosen ?? "ask") : onRedecision;
}

/** What holds while data is young. */
export const defaultPolicy: Policy = {
  rules: [],
  otherwise: "advise",
  severity1: "exempt",
  graceDays: 0,
  withoutGoodwill: "enforce",
  onRedecision: "ask",
};

const mostGraceDays = 366;

/**
 * The policy, or the first thing that is wrong with it and where: `bad_key` (empty, or used twice), `never_fits` (a rule for
 * none), `bad_confidence` (not 0 to 10000), `bad_grace` (not 0 to 366 days).
 */
export function checkPolicy(policy: Policy): Outcome<Policy> {
  const [fault] = faultsOf(policy);
  return fault === undefined ? accept(policy) : { ok: false, refusal: fault };
}

function* faultsOf({ rules, graceDays }: Policy): Generator<Refusal> {
  for (const [index, rule] of rules.entries()) {
    const path = ["rules", index];
    if (rule.key.trim() === "" || rules.findIndex(({ key }) => key === rule.key) < index)
      yield { code: "bad_key", message: `Each rule needs a name of its own, not "${rule.key}".`, path: [...path, "key"] };
    for (const term of ["accounts", "plans", "channels", "severities"] as const)
      if (rule[term] === "none")
        yield { code: "never_fits", message: "A rule for none never fits. Name some, or say any.", path: [...path, term] };
    if (rule.confidence !== "any" && !isWhole(rule.confidence.fromBp, 10_000))
      yield { code: "bad_confidence", message: "Confidence goes from 0 to 1.", path: [...path, "confidence", "fromBp"] };
  }
  if (!isWhole(graceDays, mostGraceDays))
    yield { code: "bad_grace", message: `Grace lasts 0 to ${mostGraceDays} whole days.`, path: ["graceDays"] };
}

function isWhole(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= most;
}
