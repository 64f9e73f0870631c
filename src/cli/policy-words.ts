import type { PolicyReply, PolicyVersion } from "#api/policy.ts";
import { moment } from "./day-words.ts";
import { tableWords } from "./table-words.ts";
import type { Paint } from "./terminal.ts";

type Term = PolicyReply["rules"][number]["accounts"] | PolicyReply["rules"][number]["severities"];

/** What is done with a no, as it is said everywhere on the command line. */
export const handlingWords = {
  observe: "served and recorded",
  advise: "served with a notice",
  enforce: "refused, sent to renewals",
  bill: "served against an approved quote",
} as const;

/** A policy: what holds, rule by rule, and what tempers it. `names` are those of the accounts and plans in its rules. */
export function policyWords(version: PolicyVersion, names: ReadonlyMap<string, string>, paint: Paint): string {
  const { policy } = version;
  const columns = ["Rule", "Accounts", "Plans", "Channels", "Severities", "Without cover"].map((title) => ({ title }));
  const rows = policy.rules.map(({ key, accounts, plans, channels, severities, handling, confidence }) => [
    key,
    termWords(accounts, names),
    termWords(plans, names),
    termWords(channels, names),
    termWords(severities, names),
    handlingWords[handling] +
      (confidence === "any" ? "" : `; below ${(confidence.fromBp / 10_000).toFixed(2)} ${handlingWords[confidence.below]}`),
  ]);
  return [
    paint("bold", versionWords(version)),
    "",
    ...(rows.length === 0 ? [] : [...tableWords(columns, rows, paint), ""]),
    `Otherwise: ${handlingWords[policy.otherwise]}.`,
    policy.severity1 === "exempt" ? "Severity 1 is never turned away." : "Severity 1 is as others.",
    `Grace after cover ended: ${policy.graceDays === 1 ? "1 day" : `${policy.graceDays} days`}.`,
    `When goodwill is used up: ${handlingWords[policy.withoutGoodwill]}.`,
    `When a ticket is decided again with another answer: ${policy.onRedecision}.`,
  ].join("\n");
}

/** "Version 3 by Farah Nasser, 10 Nov 2026 08:00 (UTC): Strict now". */
export function versionWords({ version, author, recordedAt, reason }: PolicyVersion): string {
  const when = recordedAt === null ? "" : ` by ${author}, ${moment(recordedAt, "UTC")} (UTC)`;
  return `Version ${version}${when}: ${reason}`;
}

function termWords(term: Term, names: ReadonlyMap<string, string>): string {
  return typeof term === "string" ? term : term.only.map((one) => names.get(String(one)) ?? String(one)).join(", ");
}
