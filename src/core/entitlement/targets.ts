/** What a plan promises, and when each promise would fall due (SLA1). */

import { type Calendar, calendarAsKnownAt, isOpenAt, makeCalendar } from "../calendar/index.ts";
import { Remembered } from "../remembered.ts";
import { dueAt } from "../sla/index.ts";
import type { Target } from "./decision.ts";
import type { IsoInstant } from "./facts.ts";
import { admits, type Plan, type PlanTerms, type Severity } from "./terms.ts";

/** When and where a ticket would be opened. */
export type Opening = { readonly at: IsoInstant; readonly knownAt: IsoInstant; readonly timeZone: string };

/**
 * The plan's targets for the severity asked about, or for every severity that the plan admits where the question leaves
 * it open, in the order of the plan; hours and days are those of the opening's zone. Throws where the plan's hours make
 * no calendar, which a saved plan's always do.
 */
export function targetsOf({ terms }: Plan, severity: Severity | undefined, opening: Opening): readonly Target[] {
  const moment = momentOf(keptFor(terms, opening.timeZone), opening);
  return (moment.targets[severity ?? 0] ??= targetsAt(terms, severity, moment));
}

function targetsAt(terms: PlanTerms, severity: Severity | undefined, { calendar, from }: Moment): readonly Target[] {
  const targets: Target[] = [];
  for (const term of terms.targets) {
    const isAsked = severity === undefined ? admits(terms.severities, term.severity) : term.severity === severity;
    if (!isAsked) continue;
    const { name, unit, amount } = term;
    const alike = targets.find((one) => one.amount === amount && one.unit === unit);
    targets.push({ name, severity: term.severity, unit, amount, dueAt: alike?.dueAt ?? dueAt(term, calendar, from).toString() });
  }
  return targets;
}

/** Whether the plan's hours, in the opening's zone, are closed at that instant: what is opened then is out of hours (ALW7). */
export function isClosed({ terms }: Plan, opening: Opening): boolean {
  const { calendar, from } = momentOf(keptFor(terms, opening.timeZone), opening);
  return !isOpenAt(calendar, from);
}

/** What is kept of the moment asked about, or nothing yet where the last one was another. */
function momentOf(kept: Kept, { at, knownAt }: Opening): Moment {
  if (kept.moment?.at === at && kept.moment.knownAt === knownAt) return kept.moment;
  const from = Temporal.Instant.from(at);
  const calendar = calendarAsKnownAt(kept.calendar, knownAt === at ? from : Temporal.Instant.from(knownAt));
  return (kept.moment = { at, knownAt, from, calendar, targets: [] });
}

/** Zones that one plan's hours are kept compiled for. Accounts of one desk live in few; beyond, compiling starts over. */
export const maxZonesKept = 64;

/** A plan's calendar in a zone, and what falls due when by it, for the moment asked about last: a batch asks thousands of times about one. */
type Kept = { readonly calendar: Calendar; moment: Moment | null };

type Moment = {
  readonly at: IsoInstant;
  readonly knownAt: IsoInstant;
  readonly from: Temporal.Instant;
  /** As known then. */
  readonly calendar: Calendar;
  /** By the severity asked about, 0 where it is left open: one list for all who ask the same. */
  readonly targets: (readonly Target[])[];
};

const compiled = new WeakMap<PlanTerms, Map<string, Kept>>();

function keptFor(terms: PlanTerms, timeZone: string): Kept {
  const zones = compiled.get(terms) ?? new Remembered<string, Kept>(maxZonesKept);
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const made = makeCalendar({ ...terms.hours, timeZone });
  if (!made.ok) throw new Error(`The plan's hours make no calendar: ${made.refusal.message}`);
  const kept: Kept = { calendar: made.value, moment: null };
  compiled.set(terms, zones.set(timeZone, kept));
  return kept;
}
