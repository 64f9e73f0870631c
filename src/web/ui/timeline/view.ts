import { dayNumber } from "#web/ui/format/days.ts";
import type { Frame } from "./content.ts";
import type { SpanRow } from "./spans.ts";

/** The stretch of time on screen, in days since 1970; fractions are allowed, so that dragging is smooth. */
export type View = { readonly from: number; readonly days: number };

/** From a week to ten years. */
export const CLOSEST_DAYS = 7;
export const WIDEST_DAYS = 3653;

const clampDays = (days: number): number => Math.min(WIDEST_DAYS, Math.max(CLOSEST_DAYS, days));

/** Where a day stands, as a share of the view's width: 0 at its left edge, 1 at its right. */
export const shareOf = (view: View, day: number): number => (day - view.from) / view.days;

/** Whether today is so near to the right edge that its flag hangs to the left. */
export const isLate = (view: View, today: number): boolean => shareOf(view, today + 0.5) > 0.85;

/** Wider for a factor above 1, closer below; the day at `share` of the width stays where it is. */
export function zoomed(view: View, factor: number, share = 0.5): View {
  const days = clampDays(view.days * factor);
  return { from: view.from + (view.days - days) * share, days };
}

export const panned = (view: View, days: number): View => ({ ...view, from: view.from + days });

/** The same width around another day. */
export const centred = (view: View, day: number): View => ({ ...view, from: day - view.days / 2 });

/** The view moved, as little as possible, so that something of the span is well inside it. */
export function revealing(view: View, span: { readonly from: number; readonly until: number }): View {
  const margin = view.days * 0.08;
  if (span.from > view.from + view.days - margin)
    return panned(view, span.from - (view.from + view.days) + Math.min(view.days / 2, span.until - span.from) + margin);
  if (span.until < view.from + margin)
    return panned(view, span.until - view.from - Math.min(view.days / 2, span.until - span.from) - margin);
  return view;
}

/** The frame, with a little air. */
export function framed({ startsOn, endsBefore }: Frame): View {
  const [from, until] = [dayNumber(startsOn), dayNumber(endsBefore)];
  const days = clampDays((until - from) * 1.06);
  return { from: (from + until - days) / 2, days };
}

/** How far a bar without end is shown beyond today. */
const OPEN_END_DAYS = 365;

/** Everything, today included, with a little air; ten years around today when there is more. */
export function fitting(rows: readonly SpanRow[], todayOn: string): View {
  const today = dayNumber(todayOn);
  const spans = rows.flatMap((row) => row.spans);
  const from = Math.min(today, ...spans.map((span) => span.from));
  const until = Math.max(today + 1, ...spans.map((span) => Math.min(span.until, Math.max(span.from, today) + 5 * OPEN_END_DAYS)));
  const days = Math.max((until - from) * 1.06, 120);
  if (days > WIDEST_DAYS) return { from: today - WIDEST_DAYS * 0.6, days: WIDEST_DAYS };
  return { from: (from + until - days) / 2, days };
}
