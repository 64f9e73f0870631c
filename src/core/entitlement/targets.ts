/** What a plan promises, and when each promise would fall due (SLA1). */

import { type Calendar, calendarAsKnownAt, isOpenAt, makeCalendar } from "../calendar/index.ts";
import { dueAt } from "../sla/index.ts";
import type { Target } from "./decision.ts";
import type { IsoInstant } from "./facts.ts";
import { admits, type Plan, type PlanTerms, type Severity, type TargetTerm } from "./terms.ts";

/** When and where a ticket would be opened. */
export type Opening = { readonly at: IsoInstant; readonly knownAt: IsoInstant; readonly timeZone: string };

/**
 * The plan's targets for the severity asked about, or for every severity that the plan admits where the question leaves
 * it open, in the order of the plan; hours and days are those of the opening's zone. Throws where the plan's hours make
 * no calendar, which a saved plan's always do.
 */
export function targetsOf({ terms }: Plan, severity: Severity | undefined, opening: Opening): readonly Target[] {
  const dues = duesOf(keptFor(terms, opening.timeZone), opening);
  const known = dues.targets.get(severity);
  if (known !== undefined) return known;
  const wanted = terms.targets.filter((term) =>
    severity === undefined ? admits(terms.severities, term.severity) : term.severity === severity,
  );
  const targets = wanted.map((term) => ({ ...term, dueAt: dueOf(term, dues) }));
  dues.targets.set(severity, targets);
  return targets;
}

/** Whether the plan's hours, in the opening's zone, are closed at that instant: what is opened then is out of hours (ALW7). */
export function isClosed({ terms }: Plan, opening: Opening): boolean {
  const { calendar, from } = duesOf(keptFor(terms, opening.timeZone), opening);
  return !isOpenAt(calendar, from);
}

/** What is kept of the moment asked about, or nothing yet where the last one was another. */
function duesOf(kept: Kept, { at, knownAt }: Opening): Dues {
  if (kept.dues?.at !== at || kept.dues.knownAt !== knownAt) {
    const calendar = calendarAsKnownAt(kept.calendar, Temporal.Instant.from(knownAt));
    kept.dues = { at, knownAt, from: Temporal.Instant.from(at), calendar, byPromise: new Map(), targets: new Map() };
  }
  return kept.dues;
}

function dueOf(term: TargetTerm, { from, calendar, byPromise }: Dues): IsoInstant {
  const promise = `${term.amount} ${term.unit}`;
  let due = byPromise.get(promise);
  if (due === undefined) {
    due = dueAt(term, calendar, from).toString();
    byPromise.set(promise, due);
  }
  return due;
}

/** Zones that one plan's hours are kept compiled for. Accounts of one desk live in few; beyond, compiling starts over. */
export const maxZonesKept = 64;

/** A plan's calendar in a zone, and what falls due when by it, for the moment asked about last: a batch asks thousands of times about one. */
type Kept = { readonly calendar: Calendar; dues: Dues | null };

type Dues = {
  readonly at: IsoInstant;
  readonly knownAt: IsoInstant;
  readonly from: Temporal.Instant;
  /** As known then. */
  readonly calendar: Calendar;
  readonly byPromise: Map<string, IsoInstant>;
  /** By the severity asked about: one list for all who ask the same. */
  readonly targets: Map<Severity | undefined, readonly Target[]>;
};

const compiled = new WeakMap<PlanTerms, Map<string, Kept>>();

function keptFor(terms: PlanTerms, timeZone: string): Kept {
  const zones = compiled.get(terms) ?? new Map<string, Kept>();
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const made = makeCalendar({ ...terms.hours, timeZone });
  if (!made.ok) throw new Error(`The plan's hours make no calendar: ${made.refusal.message}`);
  if (zones.size >= maxZonesKept) zones.clear();
  const kept: Kept = { calendar: made.value, dues: null };
  compiled.set(terms, zones.set(timeZone, kept));
  return kept;
}
