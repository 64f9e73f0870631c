/** What a plan promises, and when each promise would fall due (SLA1). */

import { type Calendar, calendarAsKnownAt, makeCalendar } from "../calendar/index.ts";
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
export function targetsOf(plan: Plan, severity: Severity | undefined, opening: Opening): Target[] {
  const wanted = plan.terms.targets.filter((term) =>
    severity === undefined ? admits(plan.terms.severities, term.severity) : term.severity === severity,
  );
  if (wanted.length === 0) return [];
  const kept = keptFor(plan.terms.hours, opening.timeZone);
  const moment = `${opening.at} ${opening.knownAt}`;
  if (kept.moment !== moment) Object.assign(kept, { moment, dues: new Map() });
  return wanted.map((term) => ({ ...term, dueAt: dueOf(term, kept, opening) }));
}

function dueOf(term: TargetTerm, { calendar, dues }: Kept, { at, knownAt }: Opening): IsoInstant {
  const promise = `${term.amount} ${term.unit}`;
  let due = dues.get(promise);
  if (due === undefined) {
    due = dueAt(term, calendarAsKnownAt(calendar, Temporal.Instant.from(knownAt)), Temporal.Instant.from(at)).toString();
    dues.set(promise, due);
  }
  return due;
}

/** Zones that one plan's hours are kept compiled for. Accounts of one desk live in few; beyond, compiling starts over. */
export const maxZonesKept = 64;

/** A plan's calendar in a zone, and what falls due when by it, for the moment asked about last: a batch asks thousands of times about one. */
type Kept = { readonly calendar: Calendar; moment: string; dues: Map<string, IsoInstant> };

const compiled = new WeakMap<PlanTerms["hours"], Map<string, Kept>>();

function keptFor(hours: PlanTerms["hours"], timeZone: string): Kept {
  const zones = compiled.get(hours) ?? new Map<string, Kept>();
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const made = makeCalendar({ ...hours, timeZone });
  if (!made.ok) throw new Error(`The plan's hours make no calendar: ${made.refusal.message}`);
  if (zones.size >= maxZonesKept) zones.clear();
  const kept: Kept = { calendar: made.value, moment: "", dues: new Map() };
  compiled.set(hours, zones.set(timeZone, kept));
  return kept;
}
