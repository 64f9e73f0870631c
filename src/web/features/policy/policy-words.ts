import type { PolicyReply } from "#api/policy.ts";
import { confidenceWords } from "#web/domain/confidence/confidence-words.ts";
import { channelsWords } from "#web/domain/plan-terms/terms-words.ts";
import { handlings } from "#web/domain/policy/handling-words.ts";
import { plural } from "#web/ui/format/words.ts";

export type Rule = PolicyReply["rules"][number];
export type Handling = Rule["handling"];
/** The name of an account or a plan. */
export type NameOf = (id: string) => string;

const list = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** As many as are named one by one. */
const NAMED = 4;

/** "Northgate or Harbor Freight"; "all" where any. */
export function namesWords(term: Rule["accounts"], nameOf: NameOf): string {
  if (term === "any") return "all";
  if (term === "none") return "none";
  const named = term.only.slice(0, NAMED).map(nameOf);
  const more = term.only.length - named.length;
  return list.format(more > 0 ? [...named, `${more} more`] : named);
}

export const severitiesWords = (term: Rule["severities"]): string =>
  term === "any" ? "all" : term === "none" ? "none" : list.format(term.only.map(String));

export const channelsOf = (term: Rule["channels"]): string => (term === "any" ? "all" : channelsWords(term));

/** "from 0.90 on; below: serve, with a notice"; "always" where it does not depend on it. */
export const thresholdWords = (confidence: Rule["confidence"]): string =>
  confidence === "any"
    ? "always"
    : `from ${confidenceWords(confidence.fromBp)} on; below: ${handlings[confidence.below].name.toLowerCase()}`;

/** A rule as a sentence: "For Northgate, by phone: refuse, send to renewals." */
export function ruleWords(rule: Rule, nameOf: NameOf): string {
  const who = [
    rule.accounts === "any" ? "" : namesWords(rule.accounts, nameOf),
    rule.plans === "any" ? "" : `under ${namesWords(rule.plans, nameOf)}`,
    rule.channels === "any" ? "" : `by ${channelsOf(rule.channels)}`,
    rule.severities === "any" ? "" : `at severity ${severitiesWords(rule.severities)}`,
  ].filter(Boolean);
  const threshold = rule.confidence === "any" ? "" : ` (${thresholdWords(rule.confidence)})`;
  return `${who.length === 0 ? "For all" : `For ${who.join(", ")}`}: ${handlings[rule.handling].name.toLowerCase()}${threshold}.`;
}

export const severity1Words: Record<PolicyReply["severity1"], string> = {
  exempt: "Severity 1 is always served: never turned away, nor made to wait for a quote.",
  as_others: "Severity 1 is handled as the others.",
};

export const redecisionWords: Record<PolicyReply["onRedecision"], string> = {
  keep: "A ticket that is changed keeps the cover that it was decided under first.",
  switch: "A ticket that is changed goes by the new decision.",
  ask: "Whoever changes a ticket says which cover holds.",
};

export const goodwillWords: Record<PolicyReply["withoutGoodwill"], string> = {
  enforce: "Where an account’s goodwill is used up, it is refused and sent to renewals.",
  bill: "Where an account’s goodwill is used up, it is served against a quote.",
};

export const graceWords = (days: number): string =>
  days === 0
    ? "There are no days of grace after cover has ended."
    : `For ${plural(days, "day")} after cover has ended, nobody is turned away, nor made to wait for a quote.`;

/** All of a policy, a sentence each. */
export const policyWords = (policy: PolicyReply, nameOf: NameOf): string[] => [
  ...policy.rules.map((rule) => `${rule.key}. ${ruleWords(rule, nameOf)}`),
  `${policy.rules.length === 0 ? "Whatever is not covered" : "Otherwise"}: ${handlings[policy.otherwise].name.toLowerCase()}.`,
  severity1Words[policy.severity1],
  graceWords(policy.graceDays),
  goodwillWords[policy.withoutGoodwill],
  redecisionWords[policy.onRedecision],
];
