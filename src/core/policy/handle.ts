/** What to do with one no (ENT7, ENT9), and why, in words. */

import { formatConfidence } from "../confidence/index.ts";
import type { IsoDate } from "../coverage/coverage.ts";
import { daysBetween, lastDay, plusDays } from "../coverage/days.ts";
import type { Reason } from "../entitlement/decision.ts";
import type { Admits, Channel, Severity } from "../entitlement/terms.ts";
import { allOf, counted, spellDay } from "../entitlement/words.ts";
import { formatMoney } from "../money/money.ts";
import type { Handling, Policy, PolicyRule } from "./policy.ts";

/** A request that is not entitled. null: not known, or none. */
export type RefusedRequest = {
  readonly on: IsoDate;
  readonly accountId: string | null;
  /** The plan under which it would have been covered; null where there is no such plan. */
  readonly planId: string | null;
  readonly channel: Channel | null;
  readonly severity: Severity | null;
  /** The confidence in the account (ENT8), 0 to 10000; 0 for an unknown one. */
  readonly confidenceBp: number;
  /** The first day without the cover that ended last; null where there never was any. */
  readonly endedBefore: IsoDate | null;
  /** What may be served to the account for nothing in its goodwill's period, and what has been; null: as much as there is. */
  readonly goodwill: { readonly budgetMinor: bigint; readonly spentMinor: bigint; readonly currency: string } | null;
};

export type Handled = {
  readonly handling: Handling;
  /** The rule that decided; null: none fitted. */
  readonly ruleKey: string | null;
  /** How it came to that, in order: each reason may change what the one before said. */
  readonly reasons: readonly Reason[];
};

/**
 * What the policy does with a no. The most specific rule that fits decides, unless confidence in the account is too low for it.
 * Then what is served for nothing is held against the account's goodwill; and grace, and severity 1 where it is exempt, are
 * served whatever was said.
 */
export function handleNo(policy: Policy, request: RefusedRequest): Handled {
  const rule = ruleFor(policy, request);
  let handling = rule?.handling ?? policy.otherwise;
  const reasons: Reason[] = [
    { rule: "ENT7", text: `${rule === null ? "No rule fits, so" : nameOf(rule)}: ${inWords[handling]}.` },
  ];
  for (const temper of [byConfidence, byGoodwill, byGrace, bySeverity1]) {
    const tempered = temper({ policy, request, rule, handling });
    if (tempered === null) continue;
    handling = tempered.handling;
    reasons.push({ rule: tempered.rule, text: `${tempered.because}: ${inWords[handling]}.` });
  }
  return { handling, ruleKey: rule?.key ?? null, reasons };
}

type SoFar = {
  readonly policy: Policy;
  readonly request: RefusedRequest;
  readonly rule: PolicyRule | null;
  readonly handling: Handling;
};
/** Another handling than so far, by which rule of the domain, and why; or null. */
type Tempered = { readonly handling: Handling; readonly rule: string; readonly because: string } | null;

function byConfidence({ rule, request: { confidenceBp } }: SoFar): Tempered {
  if (rule === null || rule.confidence === "any" || confidenceBp >= rule.confidence.fromBp) return null;
  const { fromBp, below } = rule.confidence;
  const because = `Confidence in the account is ${formatConfidence(confidenceBp)}, and the rule holds from ${formatConfidence(fromBp)}`;
  return { handling: below, rule: "ENT8", because };
}

function byGoodwill({ policy, request: { goodwill }, handling }: SoFar): Tempered {
  if (goodwill === null || !isForNothing(handling) || goodwill.spentMinor < goodwill.budgetMinor) return null;
  const budget = formatMoney({ minor: goodwill.budgetMinor, currency: goodwill.currency });
  return { handling: policy.withoutGoodwill, rule: "ENT9", because: `The account's goodwill of ${budget} is used up` };
}

/** Grace of n days is the n days from the first one without cover. */
function byGrace({ policy: { graceDays }, request: { on, endedBefore }, handling }: SoFar): Tempered {
  if (isForNothing(handling) || endedBefore === null || on < endedBefore || on >= plusDays(endedBefore, graceDays)) return null;
  const last = lastDay(endedBefore)!;
  const ago = counted(daysBetween(last, on), "day");
  const because = `Cover ended on ${spellDay(last)}, ${ago} ago, within ${counted(graceDays, "day")} of grace`;
  return { handling: "advise", rule: "ENT7", because };
}

function bySeverity1({ policy, request, handling }: SoFar): Tempered {
  if (isForNothing(handling) || policy.severity1 !== "exempt" || request.severity !== 1) return null;
  return { handling: "advise", rule: "ENT7", because: "Severity 1 is exempt" };
}

/** What follows from it for the ticket, the requester and renewals. */
export type Consequences = {
  readonly isServed: boolean;
  /** Waits until a quote is approved. */
  readonly awaitsQuote: boolean;
  /** The requester hears that it is not covered, and what it takes to be. */
  readonly tellsRequester: boolean;
  /** Served without entitlement: recorded, with a task for renewals (ENT9). */
  readonly leavesException: boolean;
};

/** What follows from a handling; for `bill`, according to whether a quote has been approved. */
export function consequencesOf(handling: Handling, isQuoteApproved: boolean): Consequences {
  const isServed = handling === "bill" ? isQuoteApproved : handling !== "enforce";
  return {
    isServed,
    awaitsQuote: handling === "bill" && !isQuoteApproved,
    tellsRequester: handling !== "observe" && !(handling === "bill" && isQuoteApproved),
    leavesException: isForNothing(handling),
  };
}

const inWords: Readonly<Record<Handling, string>> = {
  observe: "serve and record",
  advise: "serve, and tell the requester and renewals",
  enforce: "refuse and send to renewals",
  bill: "serve against an approved quote",
};

function isForNothing(handling: Handling): boolean {
  return handling === "observe" || handling === "advise";
}

function ruleFor({ rules }: Policy, request: RefusedRequest): PolicyRule | null {
  const fitting = rules.filter(
    (rule) =>
      fits(rule.accounts, request.accountId) &&
      fits(rule.plans, request.planId) &&
      fits(rule.channels, request.channel) &&
      fits(rule.severities, request.severity),
  );
  return fitting.toSorted((a, b) => specificity(b) - specificity(a))[0] ?? null;
}

function fits<T extends string | number>(term: Admits<T>, value: T | null): boolean {
  return term === "any" || (term !== "none" && value !== null && term.only.includes(value));
}

/** A rule that names accounts is more specific than any that does not; then plans, channels and severities, in this order. */
function specificity({ accounts, plans, channels, severities }: PolicyRule): number {
  return [accounts, plans, channels, severities].reduce((sum, term) => sum * 2 + (term === "any" ? 0 : 1), 0);
}

/** 'Rule "strict" for this account and channel', or without them for a rule that is for all. */
function nameOf({ key, accounts, plans, channels, severities }: PolicyRule): string {
  const named = Object.entries({ account: accounts, plan: plans, channel: channels, severity: severities });
  const words = named.filter(([, term]) => term !== "any").map(([word]) => word);
  return `Rule "${key}"${words.length === 0 ? "" : ` for this ${allOf(words)}`}`;
}
