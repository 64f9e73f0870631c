/** Lines among themselves and against what is recorded: repeats, and overlaps before the database would refuse them (COV2). */

import { lastDay } from "#core/coverage/days.ts";
import type { DayRange } from "#core/coverage/in-force.ts";
import type { BelievedCoverage } from "#modules/contracts/contracts.ts";
import { shown } from "../kinds/dates.ts";
import type { First } from "./firsts.ts";
import type { Candidate } from "./line-candidate.ts";
import type { CoverageFacts } from "./line-coverage.ts";
import type { Sorting } from "./sorting.ts";
import { Spans, subjectKey } from "./spans.ts";

export type Separated = {
  readonly taken: readonly Candidate[];
  readonly repeated: readonly { readonly candidate: Candidate; readonly first: First }[];
  /** `where` is what covers the same subject on some of the same days. */
  readonly overlapping: readonly { readonly candidate: Candidate; readonly where: string }[];
};

/**
 * Goes through the candidates in their order: the first stands. What a line covered before makes room for what it is to cover now;
 * if its row is refused after all, the old coverage stays where it is, and the others are looked at again.
 */
export function separate(candidates: readonly Candidate[], coverage: readonly BelievedCoverage[], sorting: Sorting): Separated {
  const staying = new Map<string, string>();
  for (;;) {
    const separated = pass(candidates, coverage, sorting, staying);
    const stuck = separated.overlapping.filter(
      ({ candidate }) => candidate.believed.length > 0 && !staying.has(candidate.line.id),
    );
    if (stuck.length === 0) return separated;
    for (const { candidate, where } of stuck) staying.set(candidate.line.id, where);
  }
}

function pass(
  candidates: readonly Candidate[],
  coverage: readonly BelievedCoverage[],
  sorting: Sorting,
  staying: ReadonlyMap<string, string>,
): Separated {
  const fresh = candidates.filter(({ key, line }) => sorting.first(key) === undefined && !staying.has(line.id));
  const spans = recordedSpans(coverage, new Set(fresh.map(({ line }) => line.id)));
  const firsts = new Map<string, First>();
  const taken: Candidate[] = [];
  const repeated: { candidate: Candidate; first: First }[] = [];
  const overlapping: { candidate: Candidate; where: string }[] = [];
  for (const candidate of candidates) {
    const { facts, line, key, row, said } = candidate;
    const first = sorting.first(key) ?? firsts.get(key);
    const where = staying.get(line.id) ?? (facts === null ? undefined : spans.overlapping(keyOf(facts), facts)?.where);
    if (first !== undefined) repeated.push({ candidate, first });
    else if (where !== undefined) overlapping.push({ candidate, where });
    else {
      taken.push(candidate);
      firsts.set(key, sorting.firstAt(row, said));
      if (facts !== null) spans.add(keyOf(facts), { ...facts, where: whereOf(candidate, facts) });
    }
  }
  return { taken, repeated, overlapping };
}

function recordedSpans(coverage: readonly BelievedCoverage[], moving: ReadonlySet<string>): Spans {
  const spans = new Spans();
  for (const one of coverage) {
    if (one.lineId === null || moving.has(one.lineId)) continue;
    const where = `${one.contractNumber} line ${one.lineNumber} (${rangeOf(one)}), recorded already`;
    spans.add(subjectKey(one.subjectId, one.productId, one.service), { ...one, where });
  }
  return spans;
}

const keyOf = ({ subjectId, productId, service }: CoverageFacts): string => subjectKey(subjectId, productId, service);

function whereOf({ row, contract, line }: Candidate, facts: CoverageFacts): string {
  return `row ${row} (${contract.number} line ${line.number}, ${rangeOf(facts)})`;
}

function rangeOf({ startsOn, endsBefore }: DayRange): string {
  return `${shown(startsOn)} ${endsBefore === null ? "open-ended" : `to ${shown(lastDay(endsBefore)!)}`}`;
}
