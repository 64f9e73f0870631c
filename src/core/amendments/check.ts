/** What must hold of every contract: its days lie where they may (COV7), never overlap (COV2), and are as its header says. */

import { type DayRange, subjectKey } from "../coverage/in-force.ts";
import { commonDays, isInside } from "../coverage/inside.ts";
import { type AgreedDays, type Header, type Line, sameTerms } from "./facts.ts";
import { agreedInWords, type AmendRefusal, daysInWords, type Objection } from "./refusal.ts";
import { type Draft } from "./draft.ts";
import { asHeaderSays, daysOfContract } from "./header.ts";

/** What is wrong with the draft: `no_days`, `outside` or `covered_already`; null where nothing is. */
export function objectionTo(draft: Draft): Objection {
  for (const id of draft.touched.lines) {
    const line = draft.lines.get(id)!;
    if (!hasDays(line)) return refuseEmpty(`Line ${line.number}`, line.startsOn);
    if (!isInside(line, draft.header)) return refuseOutside(`Line ${line.number}`, line, "the contract", draft.header);
  }
  for (const key of draft.touched.subjects) {
    const days = draft.days.get(key)!;
    const objection = firstOf(days, (one) => misplaced(draft, one)) ?? overlap(draft, days);
    if (objection !== null) return objection;
  }
  return null;
}

function firstOf(days: readonly AgreedDays[], objectionTo: (one: AgreedDays) => Objection): Objection {
  for (const one of days) {
    const objection = objectionTo(one);
    if (objection !== null) return objection;
  }
  return null;
}

function misplaced({ header, lines }: Draft, days: AgreedDays): Objection {
  if (!hasDays(days)) return refuseEmpty(`Coverage of ${subjectKey(days.subject)}`, days.startsOn);
  const line = lines.get(days.lineId)!;
  if (!isInside(days, line)) return refuseOutside(agreedInWords(days), days, `line ${line.number}`, line);
  const term = daysOfContract(header);
  return isInside(days, term) ? null : refuseOutside(agreedInWords(days), days, "the contract", term);
}

/** COV2: of one subject and one service, on whichever lines. */
function overlap({ lines }: Draft, days: readonly AgreedDays[]): AmendRefusal | null {
  const service = (one: AgreedDays) => lines.get(one.lineId)!.service;
  for (const [index, second] of days.entries()) {
    const first = days.slice(0, index).find((one) => service(one) === service(second) && commonDays(one, second) !== null);
    if (first !== undefined) return refuseCovered(first, second);
  }
  return null;
}

/** Whether there are days in the range at all. */
export function hasDays({ startsOn, endsBefore }: DayRange): boolean {
  return endsBefore === null || startsOn < endsBefore;
}

/** Whether the days could have been recorded under this header and these lines. */
export function fits(days: AgreedDays, header: Header, lines: ReadonlyMap<string, Line>): boolean {
  const line = lines.get(days.lineId);
  const parts = asHeaderSays(header, days);
  return (
    line !== undefined &&
    isInside(days, line) &&
    isInside(days, daysOfContract(header)) &&
    parts.length === 1 &&
    sameTerms(parts[0]!, days)
  );
}

function refuseEmpty(what: string, startsOn: string): AmendRefusal {
  return { code: "no_days", message: `${what} would end before it begins on ${startsOn}. Give an end that is later.` };
}

function refuseOutside(what: string, inner: DayRange, where: string, outer: DayRange): AmendRefusal {
  const message = `${what} (${daysInWords(inner)}) reaches beyond ${where} (${daysInWords(outer)}). Keep to those days, or extend first.`;
  return { code: "outside", message };
}

export function refuseCovered(first: AgreedDays, second: AgreedDays): AmendRefusal {
  const message = `${agreedInWords(second)} would be covered twice: ${agreedInWords(first)} is agreed already. End that first, or choose other days.`;
  return { code: "covered_already", message };
}
