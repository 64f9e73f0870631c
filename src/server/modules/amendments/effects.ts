/** What an amendment changes, put together for whoever looks at it: the same in the preview and once it is recorded. */

import { maxEffectRows, type AmendmentEffects } from "#api/amendment-effects.ts";
import {
  type Amended,
  changesOf,
  type ContractFacts,
  type CoverageChange,
  type Header,
  type Line,
} from "#core/amendments/index.ts";
import { coveredKey } from "#core/amendments/facts.ts";
import { compareText } from "#core/order.ts";
import { namesOf, type Names } from "#modules/contracts/contracts.ts";
import type { Context } from "#platform/context.ts";

/** The contract before and after, what differs of its coverage, and the day that it is there. */
export type Step = {
  readonly before: ContractFacts;
  readonly after: ContractFacts;
  readonly changes: readonly CoverageChange[];
  readonly today: string;
};

/** Each subject of which the two say different things, looking at no others: there may be thousands. */
export function changedCoverage(before: ContractFacts, amended: Pick<Amended, "opened" | "closed" | "state">): CoverageChange[] {
  const closed = new Set(amended.closed.map(({ coverageId }) => coverageId));
  const touched = new Set([...before.coverage.filter(({ id }) => closed.has(id)), ...amended.opened].map(coveredKey));
  const isTouched = (fact: CoverageChange | ContractFacts["coverage"][number]) => touched.has(coveredKey(fact));
  return changesOf({ coverage: before.coverage.filter(isTouched) }, { coverage: amended.state.coverage.filter(isTouched) });
}

type Shown = Pick<AmendmentEffects, "coverage" | "header" | "lines">;

/** Coverage, header and lines in words. */
export async function shownChanges(ctx: Context, { before, after, changes }: Step, amended: Amended): Promise<Shown> {
  const lines = new Map([...before.lines, ...after.lines].map((line) => [line.id, line]));
  const inOrder = changes.toSorted((a, b) => byNumber(lines.get(a.lineId)!, lines.get(b.lineId)!));
  const rows = inOrder.slice(0, maxEffectRows);
  const { header } = amended.recorded;
  const holders = header === null ? [] : [...header.before.accounts, ...header.after.accounts];
  const names = await namesOf(
    ctx.tx,
    rows.map(({ subject }) => subject),
    [
      ...new Set(rows.flatMap((row) => [...row.before, ...row.after]).map(({ planId }) => planId)),
      ...holders.map(({ accountId }) => accountId),
    ],
  );
  const lineDays = (line: Line | null) =>
    line && { number: line.number, service: line.service, startsOn: line.startsOn, endsBefore: line.endsBefore };
  return {
    coverage: { total: changes.length, rows: rows.map((row) => coverageRow(row, lines.get(row.lineId)!, names)) },
    header: header && { before: termsOf(header.before, names), after: termsOf(header.after, names) },
    lines: amended.recorded.lines
      .slice(0, maxEffectRows)
      .map((change) => ({ before: lineDays(change.before), after: lineDays(change.after) })),
  };
}

function coverageRow({ subject, before, after }: CoverageChange, line: Line, names: Names): Shown["coverage"]["rows"][number] {
  const { kind: scope, words, assetId } = names.subject(subject);
  const named = (stretch: CoverageChange["before"][number]) => ({ ...stretch, plan: names.of(stretch.planId) });
  return {
    line: line.number,
    service: line.service,
    scope,
    subject: words,
    assetId,
    before: before.map(named),
    after: after.map(named),
  };
}

function termsOf({ startsOn, endsBefore, cancelledOn, suspensions, accounts }: Header, names: Names) {
  const holders = accounts.map((held) => ({ ...held, accountName: names.of(held.accountId) }));
  return { startsOn, endsBefore, cancelledOn, suspensions: [...suspensions], accounts: holders };
}

/** 2 before 10. */
function byNumber(a: Line, b: Line): number {
  return a.number.length - b.number.length || compareText(a.number, b.number);
}
