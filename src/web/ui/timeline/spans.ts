import { dayNumber } from "#web/ui/format/days.ts";
import type { Bar, Content, Mark } from "./content.ts";

/** Something in a row that the eye or the focus can rest on, in whole days since 1970, `until` exclusive. */
export type Span = { readonly key: string; readonly from: number; readonly until: number } & (
  | { readonly kind: "bar"; readonly bar: Bar; readonly lane: number }
  | { readonly kind: "gap"; readonly days: number; readonly open: boolean }
  | { readonly kind: "mark"; readonly mark: Mark }
);

/** A row with its bars put into lanes so that none hides another, and its gaps. Ordered by first day. */
export type SpanRow = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly lanes: number;
  readonly under: boolean;
  readonly spans: readonly Span[];
};

/** Further than any zoom can show: where a bar without end goes to. */
const FOREVER = dayNumber("9999-01-01");

const untilOf = (bar: Bar): number => (bar.endsBefore === null ? FOREVER : dayNumber(bar.endsBefore));

/** Whether it is drawn below the others of its row. */
export const isUnder = ({ under, was }: Bar): boolean => under === true || was === true;

/** The rows as they are drawn; the marks, where there are any, come first as a row of their own. */
export function spanRows({ rows, marks, today }: Content): SpanRow[] {
  const drawn = rows.map(({ id, title, detail, bars }) => {
    const placed = placeBars(id, bars);
    return {
      id,
      title,
      detail,
      lanes: Math.max(1, ...placed.map((span) => span.lane + 1)),
      under: bars.some(isUnder),
      spans: [
        ...placed,
        ...gapsOf(
          id,
          bars.filter(({ was }) => !was),
          dayNumber(today),
        ),
      ].toSorted((a, b) => a.from - b.from),
    };
  });
  return marks.length === 0 ? drawn : [markRow(marks), ...drawn];
}

export const MARKS_ROW = "marks";

function markRow(marks: readonly Mark[]): SpanRow {
  const spans = marks.map((mark): Span => ({
    kind: "mark",
    key: `${MARKS_ROW} ${mark.id}`,
    from: dayNumber(mark.on),
    until: dayNumber(mark.on) + 1,
    mark,
  }));
  return {
    id: MARKS_ROW,
    title: "Amendments",
    detail: "",
    lanes: 1,
    under: false,
    spans: spans.toSorted((a, b) => a.from - b.from),
  };
}

/** Each bar into the first lane where it overlaps none; those that go under share the row's last. */
function placeBars(row: string, bars: readonly Bar[]): Extract<Span, { kind: "bar" }>[] {
  const ends: number[] = [];
  const sorted = bars.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  return sorted.map((bar) => {
    const from = dayNumber(bar.startsOn);
    const until = untilOf(bar);
    const span = { kind: "bar", key: `${row} ${bar.id}`, from, until, bar } as const;
    if (isUnder(bar)) return { ...span, lane: 0 };
    const free = ends.findIndex((end) => end <= from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = until;
    return { ...span, lane };
  });
}

/** The days between bars that none covers; after the last one, the days until today. */
export function gapsOf(row: string, bars: readonly Bar[], today: number): Span[] {
  const gaps: Span[] = [];
  let coveredUntil: number | null = null;
  for (const bar of bars.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))) {
    const from = dayNumber(bar.startsOn);
    if (coveredUntil !== null && from > coveredUntil) gaps.push(gap(row, coveredUntil, from, false));
    coveredUntil = Math.max(coveredUntil ?? from, untilOf(bar));
  }
  if (coveredUntil !== null && coveredUntil <= today) gaps.push(gap(row, coveredUntil, today + 1, true));
  return gaps;
}

const gap = (row: string, from: number, until: number, open: boolean): Span => ({
  kind: "gap",
  key: `${row} gap ${from}`,
  from,
  until,
  days: until - from,
  open,
});
