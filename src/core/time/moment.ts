/** Moments as people write them, made instants: without a zone of its own a moment is local to whom the question is about. */

import { startOfDay } from "./zone.ts";

/** A moment that has been read but may still lack its zone. */
export type Moment =
  | { readonly kind: "instant"; readonly instant: Temporal.Instant }
  | { readonly kind: "local"; readonly time: Temporal.PlainDateTime }
  | { readonly kind: "day"; readonly day: Temporal.PlainDate };

/** Reads "2026-03-20T23:30:00Z", "2026-03-20T23:30" or "2026-03-20". undefined for a day or time that does not exist. */
export function readMoment(text: string): Moment | undefined {
  try {
    if (!text.includes("T")) return { kind: "day", day: Temporal.PlainDate.from(text, { overflow: "reject" }) };
    if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return { kind: "instant", instant: Temporal.Instant.from(text) };
    return { kind: "local", time: Temporal.PlainDateTime.from(text, { overflow: "reject" }) };
  } catch {
    return undefined;
  }
}

/** The instant in a zone: a day is its first instant; a time that clocks skip is as much later, one that they repeat the first. */
export function instantOf(moment: Moment, timeZone: string): Temporal.Instant {
  switch (moment.kind) {
    case "instant":
      return moment.instant;
    case "local":
      return moment.time.toZonedDateTime(timeZone).toInstant();
    case "day":
      return startOfDay(moment.day, timeZone);
  }
}
