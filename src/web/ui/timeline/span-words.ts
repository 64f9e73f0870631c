import { isoDay } from "#web/ui/format/days.ts";
import { dayWords, plural } from "#web/ui/format/words.ts";
import type { Span } from "./spans.ts";

/** The dates of a span in words, last days included: "14 March 2026 to 13 March 2027". */
export function datesWords(span: Span): string {
  const first = dayWords(isoDay(span.from));
  if (span.kind === "mark") return first;
  if (span.kind === "bar" && span.bar.endsBefore === null) return `from ${first}, with no end date`;
  if (span.kind === "gap" && span.open) return `since ${first}`;
  return `${first} to ${dayWords(isoDay(span.until - 1))}`;
}

/** What the span is, without its dates. */
export function titleWords(span: Span): string {
  switch (span.kind) {
    case "bar":
      return span.bar.title;
    case "mark":
      return span.mark.title;
    case "gap":
      return `${plural(span.days, "day")} uncovered${span.open ? " so far" : ""}`;
  }
}

export const factsOf = (span: Span): readonly string[] =>
  span.kind === "bar" ? span.bar.facts : span.kind === "mark" ? span.mark.facts : [];

/** All of it in one sentence, for those who hear it. */
export const spanWords = (span: Span): string => [titleWords(span), datesWords(span), ...factsOf(span)].join(", ");
