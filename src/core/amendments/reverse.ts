/** Taking an amendment back (COV13): what was agreed before it stands again, unless something else was built on it since. */

import { subjectKey } from "../coverage/in-force.ts";
import { commonDays, isInside } from "../coverage/inside.ts";
import { fits } from "./check.ts";
import { allDays, type Draft, put, setLine, take } from "./draft.ts";
import { type AgreedDays, type ContractFacts, type CoverageFact, type RecordedAmendment, sameDays, coveredKey } from "./facts.ts";
import { type AmendRefusal, listed, type Objection } from "./refusal.ts";

/** Reverses in `draft`, a draft of `facts` with nothing else changed yet. */
export function reverse(draft: Draft, facts: ContractFacts, amendmentId: string): Objection {
  const reversed = facts.amendments.find(({ id }) => id === amendmentId);
  if (reversed === undefined) {
    return { code: "no_such_amendment", message: `The contract has no amendment ${amendmentId}. Name one that it has.` };
  }
  if (reversed.kind === "activate") {
    return { code: "not_reversible", message: "What made the contract cannot be reversed. Cancel the contract instead." };
  }
  const by = reversalsOf(facts, amendmentId).find(({ id }) => !isReversed(facts, id));
  if (by !== undefined) {
    return { code: "reversed_already", message: `${amendmentId} was reversed by ${by.id}. Reverse ${by.id} to have it back.` };
  }
  const history = historyOf(facts);
  const recorded = [...facts.ended, ...facts.coverage].filter((fact) => fact.amendmentId === amendmentId);
  const opened = recorded.map((fact) => standingFor(facts, history, fact));
  const withdrawn = opened.filter((one) => typeof one !== "string");
  const restored = facts.ended.filter((fact) => fact.endedBy === amendmentId);
  restore(draft, reversed, withdrawn, restored);
  const dependants = new Set([
    ...opened.filter((one) => typeof one === "string"),
    ...laterChangesOf(facts, reversed),
    ...conflictsIn(draft, facts, reversed),
  ]);
  return dependants.size === 0 ? null : refuseDepended(facts, amendmentId, dependants);
}

function restore(
  draft: Draft,
  reversed: RecordedAmendment,
  withdrawn: readonly AgreedDays[],
  restored: readonly AgreedDays[],
): void {
  if (reversed.header !== null) draft.header = reversed.header.before;
  for (const { before, after } of reversed.lines) {
    if (before === null) draft.lines.delete(after!.id);
    else setLine(draft, before);
  }
  for (const days of withdrawn) take(draft, days);
  put(draft, restored);
}

function reversalsOf({ amendments }: ContractFacts, amendmentId: string): RecordedAmendment[] {
  return amendments.filter(({ reverses }) => reverses === amendmentId);
}

/** Whether an amendment is taken back, and that not taken back in turn. */
function isReversed(facts: ContractFacts, amendmentId: string): boolean {
  return reversalsOf(facts, amendmentId).some(({ id }) => !isReversed(facts, id));
}

/** Where facts went, for looking up: which amendment ended each, by its id, and what each amendment recorded of each subject on its line. */
type History = { readonly endedBy: ReadonlyMap<string, string>; readonly recorded: ReadonlyMap<string, readonly CoverageFact[]> };

function historyOf({ coverage, ended }: ContractFacts): History {
  return {
    endedBy: new Map(ended.map((fact) => [fact.id, fact.endedBy])),
    recorded: Map.groupBy([...ended, ...coverage], (fact) => `${fact.amendmentId}/${coveredKey(fact)}`),
  };
}

/** The fact that stands for this one: itself, or what a reversal of its end put in its place. Else the id of the amendment that ended it. */
function standingFor(facts: ContractFacts, history: History, fact: CoverageFact): CoverageFact | string {
  const ender = history.endedBy.get(fact.id);
  if (ender === undefined) return fact;
  const reversal = reversalsOf(facts, ender).at(-1);
  const restored = history.recorded.get(`${reversal?.id}/${coveredKey(fact)}`) ?? [];
  const again = restored.find((one) => sameDays(one, fact));
  return again === undefined ? ender : standingFor(facts, history, again);
}

/** Amendments in effect, recorded after this one. A reversal is not among them: with what it reverses it comes to nothing. */
function inEffectAfter(facts: ContractFacts, reversed: RecordedAmendment): RecordedAmendment[] {
  const after = facts.amendments.slice(facts.amendments.indexOf(reversed) + 1);
  return after.filter(({ id, reverses }) => reverses === null && !isReversed(facts, id));
}

/** Those of them that changed the header, or a line, that this one changed. */
function laterChangesOf(facts: ContractFacts, reversed: RecordedAmendment): string[] {
  const lines = new Set(reversed.lines.map(idOf));
  return inEffectAfter(facts, reversed)
    .filter((one) => (reversed.header !== null && one.header !== null) || one.lines.some((line) => lines.has(idOf(line))))
    .map(({ id }) => id);
}

function idOf({ before, after }: RecordedAmendment["lines"][number]): string {
  return (before ?? after)!.id;
}

/** The amendments in whose way the reversal, already worked into the draft, would be. */
function conflictsIn(draft: Draft, facts: ContractFacts, reversed: RecordedAmendment): string[] {
  const since = inEffectAfter(facts, reversed);
  const stranded = [...draft.lines.values()].filter((line) => !isInside(line, draft.header)).map(({ id }) => id);
  const ofLines = since.filter(({ lines }) => lines.some((line) => stranded.includes(idOf(line))));
  const ofHeader = since.filter(({ header }) => header !== null);
  const isStanding = new Set<AgreedDays>(facts.coverage);
  const ofDays = allDays(draft).flatMap((days) => {
    if (fits(days, draft.header, draft.lines)) return [];
    return isStanding.has(days) ? [(days as CoverageFact).amendmentId] : ofHeader.map(({ id }) => id);
  });
  return [...ofLines.map(({ id }) => id), ...ofDays, ...overlapping(draft, facts.coverage)];
}

/** The amendments that recorded standing facts which share days with what is restored. */
function overlapping(draft: Draft, standing: readonly CoverageFact[]): string[] {
  const touched = standing.filter(({ subject }) => draft.touched.subjects.has(subjectKey(subject)));
  const service = ({ lineId }: AgreedDays) => draft.lines.get(lineId)?.service;
  return touched.flatMap((fact) => {
    const days = draft.days.get(subjectKey(fact.subject))!;
    if (!days.includes(fact)) return [];
    const other = days.some((one) => one !== fact && service(one) === service(fact) && commonDays(one, fact) !== null);
    return other ? [fact.amendmentId] : [];
  });
}

function refuseDepended(facts: ContractFacts, amendmentId: string, on: ReadonlySet<string>): AmendRefusal {
  const dependants = facts.amendments.map(({ id }) => id).filter((id) => on.has(id));
  const message = `${amendmentId} cannot be reversed: ${listed(dependants)} stands on it. Reverse what came after first, or correct the days in question.`;
  return { code: "depended_on", message, dependants };
}
