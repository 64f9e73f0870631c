/** What a plan promises, and when each promise would fall due (SLA1). */

import { type Calendar, calendarAsKnownAt, makeCalendar } from "../calendar/index.ts";
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
export function targetsOf(plan: Plan, severity: Severity | undefined, opening: Opening): Target[] {
  const wanted = plan.terms.targets.filter((term) =>
    severity === undefined ? admits(plan.terms.severities, term.severity) : term.severity === severity,
  );
  if (wanted.length === 0) return [];
  const calendar = calendarAsKnownAt(calendarOf(plan.terms.hours, opening.timeZone), Temporal.Instant.from(opening.knownAt));
  const from = Temporal.Instant.from(opening.at);
  return wanted.map((term) => ({ ...term, dueAt: dueAt(term, calendar, from).toString() }));
}

/** Zones that one plan's hours are kept compiled for. Accounts of one desk live in few; beyond, compiling starts over. */
export const maxZonesKept = 64;

const compiled = new WeakMap<PlanTerms["hours"], Map<string, Calendar>>();

function calendarOf(hours: PlanTerms["hours"], timeZone: string): Calendar {
  const zones = compiled.get(hours) ?? new Map<string, Calendar>();
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const made = makeCalendar({ ...hours, timeZone });
  if (!made.ok) throw new Error(`The plan's hours make no calendar: ${made.refusal.message}`);
  if (zones.size >= maxZonesKept) zones.clear();
  compiled.set(hours, zones.set(timeZone, made.value));
  return made.value;
}
