/** What an amendment comes to: the contract after it, and what there is to write. */

import type { IsoDate } from "../coverage/coverage.ts";
import { subjectKey } from "../coverage/in-force.ts";
import type { Signature } from "./amendment.ts";
import type { Draft } from "./draft.ts";
import {
  type AgreedDays,
  type Changed,
  type ContractFacts,
  type CoverageFact,
  type Line,
  type RecordedAmendment,
  sameDays,
} from "./facts.ts";
import type { AmendRefusal, Objection } from "./refusal.ts";

/** The contract as it stands after an amendment, and what there is to write. */
export type Amended = {
  readonly state: ContractFacts;
  /** The facts that no longer stand. */
  readonly closed: readonly ClosedFact[];
  /** The facts that stand from now on. Whoever gives them ids of his own gives them to those in `state` as well. */
  readonly opened: readonly CoverageFact[];
  readonly recorded: RecordedAmendment;
};
export type ClosedFact = { readonly coverageId: string; readonly endedBy: string };

export type AmendOutcome =
  | { readonly ok: true; readonly value: Amended }
  | { readonly ok: false; readonly refusal: AmendRefusal };

export type About = { readonly kind: string; readonly effectiveOn: IsoDate; readonly reverses: string | null };

/** What of the draft differs from the facts: a fact that says the same of the same days goes on standing. */
export function land(
  facts: ContractFacts,
  draft: Draft,
  { id, reason, author }: Signature,
  about: About,
  touched: ReadonlySet<string>,
): AmendOutcome {
  const earlier = Map.groupBy(facts.coverage, ({ subject }) => subjectKey(subject));
  const standing = new Set(facts.coverage);
  const opened: CoverageFact[] = [];
  for (const key of touched) {
    const were = earlier.get(key) ?? [];
    const are = draft.days.get(key)!;
    for (const fact of were) if (!are.some((days) => sameDays(days, fact))) standing.delete(fact);
    const recorded = are.filter((days) => !were.some((fact) => sameDays(days, fact)));
    for (const days of recorded) opened.push({ ...asAgreed(days), id: `${id}/${opened.length + 1}`, amendmentId: id });
  }
  const closed = facts.coverage.filter((fact) => !standing.has(fact));
  const header = draft.header === facts.header ? null : { before: facts.header, after: draft.header };
  const recorded = { id, ...about, reason, author, header, lines: changedLines(facts.lines, draft.lines) };
  const state: ContractFacts = {
    header: draft.header,
    lines: [...draft.lines.values()],
    coverage: [...standing, ...opened],
    ended: [...facts.ended, ...closed.map((fact) => ({ ...fact, endedBy: id }))],
    amendments: [...facts.amendments, recorded],
  };
  return { ok: true, value: { state, closed: closed.map((fact) => ({ coverageId: fact.id, endedBy: id })), opened, recorded } };
}

/** What is agreed, without who recorded it before. */
function asAgreed({
  lineId,
  subject,
  startsOn,
  endsBefore,
  accountId,
  planId,
  yearlyMinor,
  suspended,
  endReason,
}: AgreedDays): AgreedDays {
  return { lineId, subject, startsOn, endsBefore, accountId, planId, yearlyMinor, suspended, endReason };
}

function changedLines(before: readonly Line[], after: ReadonlyMap<string, Line>): Changed<Line | null>[] {
  const earlier = new Map(before.map((line) => [line.id, line]));
  const changes = [...new Set([...earlier.keys(), ...after.keys()])].map((id) => ({
    before: earlier.get(id) ?? null,
    after: after.get(id) ?? null,
  }));
  return changes.filter((change) => change.before !== change.after);
}

/** The objection to an amendment that does not say why, or by whom. */
export function unsigned({ reason, author }: Signature): Objection {
  if (reason.trim() === "") return { code: "no_reason", message: "An amendment says why. Give a reason.", path: ["reason"] };
  return author === "" ? { code: "no_author", message: "An amendment says by whom. Name its author.", path: ["author"] } : null;
}

export function refused(refusal: AmendRefusal): AmendOutcome {
  return { ok: false, refusal };
}
