/** A decision for a terminal: the verdict first, then what brought it and what to do. */

import type { DecisionReply as Reply } from "#api/entitlements.ts";
import { day, lastDay, moment } from "./day-words.ts";
import type { Paint } from "./terminal.ts";

/** Terms that are tried out have no handling: there is no policy of an invented account. */
type DecisionReply = Omit<Reply, "handling"> & Partial<Pick<Reply, "handling">>;

/** The lines as one text. Days and times are the account's, or UTC where no account is known. */
export function decisionWords(decision: DecisionReply, paint: Paint): string {
  const timeZone = decision.account?.timeZone ?? "UTC";
  const why = decision.reasons.map(({ rule, text }) => `${text} ${paint("dim", `(${rule})`)}`);
  return [
    [verdict(decision, paint), sourceLine(decision), subjectLine(decision)].filter((line) => line !== null).join("\n"),
    section("Why", why, paint),
    section(
      "What is done about it",
      (decision.handling?.reasons ?? []).map(({ rule, text }) => `${text} ${paint("dim", `(${rule})`)}`),
      paint,
    ),
    section(`If a ticket were opened ${moment(decision.at, timeZone)} (${timeZone})`, targetLines(decision, timeZone), paint),
    section(
      "Still to be met",
      decision.conditions.map(({ text }) => text),
      paint,
    ),
    section(
      "Near misses",
      decision.nearMisses.map(({ text }) => text),
      paint,
    ),
    section(
      "Did you mean",
      decision.didYouMean.map((near) => [near.serial, near.productName, near.accountName].filter(Boolean).join(", ")),
      paint,
    ),
    decision.id === undefined ? null : `Recorded as decision ${decision.id}.`,
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}

function verdict({ outcome, source }: DecisionReply, paint: Paint): string {
  switch (outcome) {
    case "entitled":
      return paint("bold", paint("green", `✔ COVERED${source?.endsBefore ? ` until ${lastDay(source.endsBefore)}` : ""}`));
    case "not_entitled":
      return paint("bold", paint("red", "✘ NOT COVERED"));
    case "undecided":
      return paint("bold", paint("yellow", "? UNDECIDED"));
  }
}

function sourceLine({ source }: DecisionReply): string | null {
  if (source === null) return null;
  const since = `since ${day(source.startsOn)}`;
  if (source.kind === "default_plan") return `  ${source.plan}, the plan of those whom nobody knows`;
  if (source.kind === "warranty") return `  ${source.plan}, ${since}`;
  return `  ${source.plan}, contract ${source.contractNumber} line ${source.lineNumber} (covers the ${source.scope}), ${since}`;
}

function subjectLine({ subject, account, contact }: DecisionReply): string | null {
  const thing =
    subject === null ? null : [subject.serial ?? subject.tag, subject.productName, subject.version].filter(Boolean).join(" ");
  const place = account === null ? null : [account.name, subject?.siteName].filter(Boolean).join(", ");
  const who = contact === null ? null : `asked by ${contact.name}`;
  const known = [thing, place, who].filter(Boolean);
  return known.length === 0 ? null : `  ${known.join(" · ")}`;
}

function targetLines({ targets }: DecisionReply, timeZone: string): string[] {
  const severities = new Set(targets.map(({ severity }) => severity));
  const rows = targets.map((target) => {
    const name = target.name.replaceAll("_", " ");
    return [severities.size > 1 ? `severity ${target.severity}, ${name}` : name, `by ${moment(target.dueAt, timeZone)}`] as const;
  });
  const widest = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, due]) => `${name.padEnd(widest)}   ${due}`);
}

function section(title: string, lines: readonly string[], paint: Paint): string | null {
  return lines.length === 0 ? null : [paint("bold", title), ...lines.map((line) => `  ${line}`)].join("\n");
}
