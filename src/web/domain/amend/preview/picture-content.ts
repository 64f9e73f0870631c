import type { AmendmentEffects } from "#api/amendment-effects.ts";
import type { CoveredRow } from "#api/contracts.ts";
import { planTone } from "#web/domain/coverage-timeline/coverage-content.ts";
import { dayNumber, isoDay } from "#web/ui/format/days.ts";
import type { Bar, Content, Frame, Handle } from "#web/ui/timeline/content.ts";
import type { AmendedContract } from "../amended-contract.ts";
import { chosenFrom, type Chosen, type Draft } from "../draft.ts";
import { kinds } from "../kinds.ts";

type Stretch = Pick<
  AmendmentEffects["coverage"]["rows"][number]["before"][number],
  "startsOn" | "endsBefore" | "plan" | "suspended"
>;

/** As many rows as leave the sums in view. */
const DRAWN = 6;

/** Coverage as it stands, while there is nothing to compare it with: of what is chosen, else of the first things covered. */
export function standingContent(covered: readonly CoveredRow[], chosen: readonly Chosen[], today: string): Content {
  const wanted = new Set(chosen.map(({ id }) => id));
  const about = covered.filter((row) => wanted.has(chosenFrom(row).id));
  const rows = (about.length > 0 ? about : covered).slice(0, DRAWN).map((row) => ({
    id: chosenFrom(row).id,
    title: row.subject.words,
    detail: `line ${row.line}`,
    bars: row.stretches.map((stretch) => barOf(stretch, false)),
  }));
  return { today, rows, marks: [] };
}

/** The changed coverage as a picture: what it will be, and below it what it is. */
export function previewContent(effects: AmendmentEffects, today: string): Content {
  const rows = effects.coverage.rows.slice(0, DRAWN).map((row, index) => ({
    id: `${row.line} ${row.subject} ${index}`,
    title: row.subject,
    detail: `line ${row.line}`,
    bars: [...row.after.map((stretch) => barOf(stretch, false)), ...row.before.map((stretch) => barOf(stretch, true))],
  }));
  return { today, rows, marks: [] };
}

function barOf(stretch: Stretch, was: boolean): Bar {
  return {
    id: `${was ? "before" : "after"} ${stretch.startsOn}`,
    startsOn: stretch.startsOn,
    endsBefore: stretch.endsBefore,
    label: stretch.suspended ? "Suspended" : was ? `before: ${stretch.plan}` : stretch.plan,
    tone: stretch.suspended ? "paused" : was ? "bare" : planTone(stretch.plan),
    was,
    title: `${was ? "Before: " : ""}${stretch.suspended ? "suspended" : stretch.plan}`,
    facts: [],
  };
}

/** How much of a long contract is seen at first, around today; more by zooming. */
const SEEN_DAYS = 548;
/** How far beyond the end an extension may be dragged at once. */
const BEYOND_DAYS = 400;

/** The days that the picture begins and ends with: the contract's, or of a long one those around today. It stands still while a day is dragged. */
export function frameOf({ startsOn, endsBefore, at }: AmendedContract, extends_: boolean): Frame {
  const today = dayNumber(at);
  const first = dayNumber(startsOn);
  const end = endsBefore === null ? Math.max(first, today) + SEEN_DAYS : dayNumber(endsBefore) + (extends_ ? BEYOND_DAYS : 0);
  if (end - first <= 2 * SEEN_DAYS) return { startsOn, endsBefore: isoDay(end) };
  const from = Math.max(first, Math.min(today, end) - SEEN_DAYS);
  return { startsOn: isoDay(from), endsBefore: isoDay(Math.min(end, Math.max(today, from) + SEEN_DAYS)) };
}

/** The days of a change as handles on the picture. */
export function handlesOf(draft: Draft, onChange: (changes: Partial<Draft>) => void): Handle[] {
  const { day, until } = kinds[draft.kind];
  const isOpen = draft.kind === "extend" && draft.openEnded;
  return [
    ...(isOpen ? [] : [{ ...day, id: "day", on: draft.day, onMove: (on: string) => onChange({ day: on }) }]),
    ...(until && draft.until
      ? [{ ...until, id: "until", on: draft.until, onMove: (on: string) => onChange({ until: on }) }]
      : []),
  ];
}
