/** Which of several candidates is preferred (ENT3, ENT4). */

import type { Ranking } from "./facts.ts";
import type { Standing } from "./standing.ts";
import { compareText } from "../order.ts";

/** Standings from the most preferred to the least; of equal rank, the admitted before the others, the later before the earlier. */
export function rank(standings: readonly Standing[], ranking: Ranking): Standing[] {
  return standings.toSorted(
    (a, b) =>
      Number(a.obstacles.length > 0) - Number(b.obstacles.length > 0) || compareRank(a, b, ranking) || compareForShow(a, b),
  );
}

/** Negative where `a` is preferred, 0 where nothing in the ranking tells them apart: scope, then nearness, then kind of source. */
export function compareRank(a: Standing, b: Standing, { scopes, sources }: Ranking): number {
  return (
    comparePlace(scopes, a.tier, b.tier) ||
    a.steps[0] - b.steps[0] ||
    a.steps[1] - b.steps[1] ||
    comparePlace(sources, a.coverage.source.kind, b.coverage.source.kind)
  );
}

function comparePlace<T>(order: readonly T[], a: T, b: T): number {
  return a === b ? 0 : place(order, a) - place(order, b);
}

/** A place in an order; what the order does not name comes last. */
function place<T>(order: readonly T[], value: T): number {
  const index = order.indexOf(value);
  return index < 0 ? order.length : index;
}

/** Whether it makes no difference which of the two is drawn on: lines of one contract, or two warranties, under one plan. */
export function isSameBargain({ coverage: a }: Standing, { coverage: b }: Standing): boolean {
  if (a.planId !== b.planId || a.source.kind !== b.source.kind) return false;
  return a.source.kind === "warranty" || b.source.kind === "warranty" || a.source.contractId === b.source.contractId;
}

/** The line with the lowest number among lines of one contract, by which all of them are then known. */
export function lowestLine(lines: readonly Standing[]): Standing {
  return lines.toSorted(
    (a, b) => compareNumber(lineNumber(a.coverage.source), lineNumber(b.coverage.source)) || compareForShow(a, b),
  )[0]!;
}

/** Later days first, then by contract and line, then by id, so that the order never depends on how the facts were gathered. */
function compareForShow({ coverage: a }: Standing, { coverage: b }: Standing): number {
  return (
    -compareText(a.startsOn, b.startsOn) ||
    compareNumber(contractNumber(a.source), contractNumber(b.source)) ||
    compareNumber(lineNumber(a.source), lineNumber(b.source)) ||
    compareText(a.id, b.id)
  );
}

type AnySource = Standing["coverage"]["source"];

function contractNumber(source: AnySource): string {
  return source.kind === "contract" ? source.contractNumber : "";
}

function lineNumber(source: AnySource): string {
  return source.kind === "contract" ? source.lineNumber : "";
}

/** Numbers as people count them: 9 before 10. */
function compareNumber(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}
