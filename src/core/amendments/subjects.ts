/** Changes to what a contract covers: add, remove, replace, move to another plan, re-price, correct. */

import type { IsoDate, Subject } from "../coverage/coverage.ts";
import { endsBeforeOf, lastDay } from "../coverage/days.ts";
import { type DayRange, phaseOn, sameSubject, subjectKey } from "../coverage/in-force.ts";
import { commonDays } from "../coverage/inside.ts";
import { compareText } from "../order.ts";
import type { Add, Correct, LaterFacts, Move, Remove, Replace, Reprice } from "./amendment.ts";
import { hasDays, refuseCovered } from "./check.ts";
import { cover, daysOf, type Draft, drop, put, rewrite, setLine } from "./draft.ts";
import type { AgreedDays, Line, CoveredSubject } from "./facts.ts";
import { type Aspect, beginningAfter, plan, planAndPrice, presence, price, reach, refuseUnlessSaid } from "./later.ts";
import { type AmendRefusal, type Objection, coveredInWords } from "./refusal.ts";
import { accountOn } from "./header.ts";

export function add(draft: Draft, change: Add): Objection {
  const { line: given } = change;
  if (typeof given !== "string" && draft.lines.has(given.id)) {
    return {
      code: "line_exists",
      message: `Line ${given.number} is on the contract already. Name it by its id, or give the new line its own.`,
    };
  }
  const line = typeof given === "string" ? draft.lines.get(given) : given;
  if (line === undefined) return refuseUnknownLine(change.line as string);
  if (line === given) setLine(draft, line);
  return forEach(change.subjects, "subjects", (subject) => addSubject(draft, change, line, subject));
}

function addSubject(draft: Draft, change: Add, line: Line, subject: Subject): Objection {
  const { startsOn, endsBefore, laterFacts, planId, yearlyMinor } = change;
  const accountId = accountOn(draft.header, startsOn);
  const days: AgreedDays = {
    lineId: line.id,
    subject,
    startsOn,
    endsBefore,
    accountId,
    planId,
    yearlyMinor,
    suspended: false,
    endReason: "term",
  };
  const served = (draft.days.get(subjectKey(subject)) ?? []).filter(
    ({ lineId }) => draft.lines.get(lineId)!.service === line.service,
  );
  const inTheWay = served.filter((one) => commonDays(one, days) !== null).toSorted((a, b) => compareText(a.startsOn, b.startsOn));
  const there = inTheWay.find((one) => phaseOn(one, startsOn) === "in_force");
  if (there !== undefined) return refuseCovered(there, days);
  const objection = refuseUnlessSaid(inTheWay, laterFacts);
  if (objection !== null) return objection;
  if (laterFacts === "keep") cover(draft, { ...days, endsBefore: inTheWay[0]?.startsOn ?? endsBefore });
  else {
    for (const later of inTheWay) drop(draft, later, days, "removed");
    cover(draft, days);
  }
  return null;
}

export function remove(draft: Draft, { covered, lastDay, laterFacts }: Remove): Objection {
  const from = endsBeforeOf(lastDay);
  return forEach(covered, "covered", (one) =>
    fromDay(draft, one, { from, aspect: planAndPrice, laterFacts }, (range) => drop(draft, one, range, "removed")),
  );
}

export function replace(draft: Draft, { covered, by, lastDay, laterFacts }: Replace): Objection {
  if (sameSubject(covered.subject, by)) {
    return { code: "same_subject", message: `${coveredInWords(covered)} cannot take its own place. Name what replaces it.` };
  }
  const from = endsBeforeOf(lastDay);
  return fromDay(draft, covered, { from, aspect: presence, laterFacts }, (range) => {
    const moved = daysOf(draft, covered).flatMap((days) => {
      const common = commonDays(days, range);
      return common === null ? [] : [{ ...days, ...common, subject: by }];
    });
    drop(draft, covered, range, "removed");
    put(draft, moved);
  });
}

export function move(draft: Draft, { covered, planId, effectiveOn: from, laterFacts }: Move): Objection {
  return forEach(covered, "covered", (one) =>
    fromDay(draft, one, { from, aspect: plan, laterFacts }, (range) =>
      rewrite(draft, one, range, (days) => ({ ...days, planId })),
    ),
  );
}

export function reprice(draft: Draft, { covered, yearlyMinor, effectiveOn: from, laterFacts }: Reprice): Objection {
  return forEach(covered, "covered", (one) =>
    fromDay(draft, one, { from, aspect: price, laterFacts }, (range) =>
      rewrite(draft, one, range, (days) => ({ ...days, yearlyMinor })),
    ),
  );
}

export function correct(draft: Draft, { lineId, subject, startsOn, endsBefore, to }: Correct): Objection {
  const line = draft.lines.get(lineId);
  if (line === undefined) return refuseUnknownLine(lineId);
  const covered = { lineId, subject };
  const range = { startsOn, endsBefore };
  if (to === null) {
    drop(draft, covered, range, "removed");
    return null;
  }
  rewrite(draft, covered, range, (days) => ({ ...days, ...to }));
  const accountId = accountOn(draft.header, startsOn);
  const days: AgreedDays = { ...covered, ...range, ...to, accountId, suspended: false, endReason: "removed" };
  for (const gap of gapsIn(range, daysOf(draft, covered))) {
    cover(draft, { ...days, ...gap, endReason: gap.endsBefore === line.endsBefore ? "term" : "removed" });
  }
  return null;
}

/** The days of the range that none of these, ordered by start and apart from each other, has. */
function gapsIn(range: DayRange, ordered: readonly DayRange[]): DayRange[] {
  const gaps: DayRange[] = [];
  let from: IsoDate | null = range.startsOn;
  for (const { startsOn, endsBefore } of ordered) {
    if (from === null || (range.endsBefore !== null && startsOn >= range.endsBefore)) break;
    if (startsOn > from) gaps.push({ startsOn: from, endsBefore: startsOn });
    if (endsBefore === null || endsBefore > from) from = endsBefore;
  }
  const rest = from === null ? null : { startsOn: from, endsBefore: range.endsBefore };
  return rest !== null && hasDays(rest) ? [...gaps, rest] : gaps;
}

type From = { readonly from: IsoDate; readonly aspect: Aspect; readonly laterFacts: LaterFacts | undefined };

/** Changes the subject's days from a day on, as far as later facts let it. Refused where there is nothing to change, or where that is not said. */
function fromDay(
  draft: Draft,
  covered: CoveredSubject,
  { from, aspect, laterFacts }: From,
  change: (range: DayRange) => void,
): Objection {
  const ordered = daysOf(draft, covered);
  const affected = ordered.filter(({ endsBefore }) => endsBefore === null || endsBefore > from);
  if (affected.length === 0) return refuseUncovered(covered, ordered, from);
  const later = beginningAfter(from, ordered, aspect);
  const objection = refuseUnlessSaid(later, laterFacts);
  if (objection === null) change(reach(from, later, laterFacts));
  return objection;
}

function refuseUncovered(covered: CoveredSubject, ordered: readonly AgreedDays[], from: IsoDate): AmendRefusal {
  const ended = ordered.at(-1);
  const why = ended === undefined ? "it never was" : `its last day is ${lastDay(ended.endsBefore)}`;
  const message = `${coveredInWords(covered)} is not covered on ${from} or after: ${why}. Choose an earlier day, or leave it out.`;
  return { code: "not_covered", message };
}

function refuseUnknownLine(lineId: string): AmendRefusal {
  return { code: "no_such_line", message: `The contract has no line ${lineId}. Name one that it has, or add the line.` };
}

/** The first objection of all, with the way to what it is about. */
function forEach<T>(all: readonly T[], path: string, objectionTo: (one: T) => Objection): Objection {
  for (const [index, one] of all.entries()) {
    const objection = objectionTo(one);
    if (objection !== null) return { ...objection, path: [path, index] };
  }
  return null;
}
