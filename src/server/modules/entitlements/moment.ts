/** Days around a moment whose zone is not known yet: bounds for what is read before it is. */

import type { Moment } from "#core/time/moment.ts";

export { instantOf, readMoment, type Moment } from "#core/time/moment.ts";

/** Days that hold the moment whatever its zone, and `margin` days more on either side: bounds for what is read before the zone is known. */
export function daysAround(moment: Moment, margin: number): { readonly from: string; readonly to: string } {
  const day = dayOf(moment);
  if (lastSpan.day !== day || lastSpan.margin !== margin) {
    const date = Temporal.PlainDate.from(day);
    lastSpan = {
      day,
      margin,
      from: date.subtract({ days: margin + 1 }).toString(),
      to: date.add({ days: margin + 2 }).toString(),
    };
  }
  return lastSpan;
}

/** Most questions are about the same day: today. */
let lastSpan = { day: "", margin: 0, from: "", to: "" };

function dayOf(moment: Moment): string {
  switch (moment.kind) {
    case "instant":
      return moment.instant.toString().slice(0, 10);
    case "local":
      return moment.time.toString().slice(0, 10);
    case "day":
      return moment.day.toString();
  }
}

/** The instant as text. Mostly all who ask together ask about the same one. */
export function textOf(instant: Temporal.Instant): string {
  if (instant !== lastWritten.instant) lastWritten = { instant, text: instant.toString() };
  return lastWritten.text;
}

let lastWritten: { readonly instant: Temporal.Instant | null; readonly text: string } = { instant: null, text: "" };
