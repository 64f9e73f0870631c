import type { DecisionReply } from "#api/entitlements.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { channelWay } from "#web/domain/channel-words.ts";
import { hoursWords } from "#web/domain/plan-terms/hours-words.ts";
import { promiseWords, targetName } from "#web/domain/plan-terms/target-words.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { dayWords } from "#web/ui/format/words.ts";

export type VerdictTone = "good" | "bad" | "caution";

/** A decision as it is read across the room: a few big words, and a line of what matters most beside them. */
export type VerdictWords = { readonly tone: VerdictTone; readonly headline: string; readonly detail: string };

/** Puts a decision into words. `terms` are those of the plan that covers it, where they are at hand. */
export function verdictWords(decision: DecisionReply, terms?: PlanTerms): VerdictWords {
  switch (decision.outcome) {
    case "entitled":
      return { tone: "good", headline: coveredWords(decision), detail: bargainWords(decision, terms) };
    case "not_entitled":
      return { tone: "bad", headline: notCoveredWords(decision), detail: decision.reasons[0]?.text ?? "" };
    case "undecided":
      return { tone: "caution", headline: undecidedWords(decision), detail: decision.reasons[0]?.text ?? "" };
  }
}

function coveredWords({ source }: DecisionReply): string {
  if (source?.kind === "default_plan") return "Covered by the default plan";
  return source?.endsBefore ? `Covered until ${dayWords(lastDay(source.endsBefore))}` : "Covered, with no end date";
}

/** "Gold · 24×7 · first response in 1 h". */
function bargainWords({ source, targets, question }: DecisionReply, terms?: PlanTerms): string {
  const severity = question.severity ?? 2;
  const first = targets.find((target) => target.name === "first_response" && target.severity === severity);
  const promise =
    first && `${targetName(first.name).toLowerCase()} in ${promiseWords(first)}${question.severity ? "" : " at severity 2"}`;
  return [source?.plan, terms && hoursWords(terms.hours), promise].filter((part) => part).join(" · ");
}

function notCoveredWords(decision: DecisionReply): string {
  const { reasons, question, nearMisses, subject, candidates } = decision;
  const rule = reasons[0]?.rule;
  if (rule === "COV12" && subject === null) return `Not known: ${question.serial ?? question.assetTag ?? "this number"}`;
  const caller = question.email ?? question.phone;
  if (rule === "ENT10" && caller) return `Not known: ${caller}`;
  const named = question.account ?? question.contractNumber ?? question.serial ?? question.assetTag;
  if (rule === "ENT10" && named && decision.account === null) return `Not known: ${named}`;
  if (rule === "ALW3") return "Not covered: this year’s tickets are used up";
  if (rule === "ENT5") return `Not covered ${byWhatChange(decision, nearMisses[0]?.change)}`.trim();
  const ended = candidates.filter(({ ruledOutBy }) => ruledOutBy?.rule === "COV3").map(({ endsBefore }) => endsBefore ?? "");
  const last = ended.toSorted().at(-1);
  if (rule === "COV3" && last) return `Not covered since ${dayWords(last)}`;
  const from = nearMisses.find(({ change }) => change === "date")?.from;
  return from ? `Not covered before ${dayWords(from)}` : "Not covered";
}

function byWhatChange({ question }: DecisionReply, change: string | undefined): string {
  if (change === "channel" && question.channel) return channelWay(question.channel);
  if (change === "contact") return "for this caller";
  if (change === "severity" && question.severity) return `at severity ${question.severity}`;
  return "as asked";
}

function undecidedWords({ reasons }: DecisionReply): string {
  switch (reasons[0]?.rule) {
    case "ENT1":
      return "Undecided: which asset?";
    case "ENT2":
      return "Undecided: the clues do not agree";
    default:
      return "Undecided: which of these?";
  }
}
