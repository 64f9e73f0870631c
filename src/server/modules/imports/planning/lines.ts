/** Contract lines: what each covers, from when to when, at what price. */

import type { AmendmentRecord, ClosedBelief, CoverageRecord, LineRecord } from "#modules/contracts/contracts.ts";
import type { ProductRecord } from "#modules/products/products.ts";
import { shown } from "../kinds/dates.ts";
import type { DecimalMark } from "./amounts.ts";
import { Candidates, type Candidate } from "./line-candidate.ts";
import type { KnownLines, LineRow } from "./line-known.ts";
import { isBelieved } from "./line-coverage.ts";
import { separate, type Separated } from "./line-overlaps.ts";
import { ProductBook } from "./product-book.ts";
import { wasAmended } from "./refusals.ts";
import { sameRecord } from "./same.ts";
import type { Sorting } from "./sorting.ts";

/** All that a sheet of lines writes. */
export type LinePlan = {
  readonly products: ProductRecord[];
  readonly lines: LineRecord[];
  readonly amendments: AmendmentRecord[];
  readonly closed: ClosedBelief[];
  readonly coverages: CoverageRecord[];
};

export type LineWriting = { readonly newId: () => string; readonly reason: string; readonly decimal: DecimalMark };

export function planLines(rows: readonly LineRow[], known: KnownLines, sorting: Sorting, writing: LineWriting): LinePlan {
  const book = new ProductBook(known.products, writing.newId);
  const candidates = new Candidates(known, book, sorting, writing);
  const free = rows.flatMap((row) => candidates.of(row) ?? []).filter((candidate) => !isAmended(candidate, known, sorting));
  const separated = separate(free, known.coverage, sorting);
  settleOthers(separated, sorting);
  const changes = separated.taken.filter((candidate) => take(candidate, sorting));
  const plan: LinePlan = { products: book.made, lines: [], amendments: [], closed: [], coverages: [] };
  for (const [contractId, group] of Map.groupBy(changes, ({ contract }) => contract.id)) amend(plan, contractId, group, writing);
  return plan;
}

/** What people changed here is not taken back by a sheet: it stays, and the row is told of. A row that says the same is like any other. */
function isAmended(
  { row, line, before, believed, facts, contract }: Candidate,
  { amended }: KnownLines,
  sorting: Sorting,
): boolean {
  if (before === undefined) {
    if (!amended.closed.has(contract.id)) return false;
    const message = `Contract ${contract.number} is a draft, suspended on some days, or changed hands here. Add line ${line.number} by an amendment.`;
    sorting.refuse(row, "line", "amended_here", message);
    return true;
  }
  const changed =
    amended.lines.get(line.id) ?? (amended.closed.has(contract.id) ? amended.contracts.get(contract.id) : undefined);
  if (changed === undefined || (sameRecord(before, line) && isBelieved(believed, facts))) return false;
  sorting.remark(row, "line", "amended_here", wasAmended(`${contract.number} line ${line.number}`, changed));
  sorting.take("unchanged");
  return true;
}

function settleOthers({ repeated, overlapping }: Separated, sorting: Sorting): void {
  for (const { candidate, first } of repeated) {
    const { row, contract, line, said, yearlyMinor } = candidate;
    const isSame = sorting.settleRepeat(first, row, "line", `${contract.number} line ${line.number}`, said);
    if (isSame === "of another sheet") sorting.addValue(candidate.key, contract.currency, yearlyMinor);
  }
  for (const { candidate, where } of overlapping) {
    sorting.refuse(
      candidate.row,
      candidate.values.covers === "asset" ? "serial" : "covers",
      "overlap",
      `${subjectOf(candidate)} is covered already on some of these days, by ${where}. End the one before the other begins, or remove this row.`,
    );
  }
}

/** Takes a row; says whether there is anything to write. */
function take(candidate: Candidate, sorting: Sorting): boolean {
  const { row, before, line, believed, facts, contract, yearlyMinor, key, said } = candidate;
  remark(candidate, sorting);
  sorting.claim(key, sorting.firstAt(row, said));
  sorting.addValue(key, contract.currency, yearlyMinor);
  const isSame = sameRecord(before, line) && isBelieved(believed, facts);
  sorting.take(before === undefined ? "made" : isSame ? "unchanged" : "changed");
  return !isSame;
}

/** One amendment for all that a sheet changes of a contract. */
function amend(plan: LinePlan, contractId: string, group: readonly Candidate[], { newId, reason }: LineWriting): void {
  const amendmentId = newId();
  const kind = group.every(({ before }) => before === undefined) ? "activate" : "correct";
  const effectiveOn = group.map(({ line }) => line.startsOn).toSorted()[0]!;
  const lines = group.map(({ row, line, yearlyMinor }) => ({ row, ...line, yearlyMinor: String(yearlyMinor) }));
  const changed = group
    .filter(({ before, line }) => !sameRecord(before, line))
    .map(({ before, line }) => ({ before: before === undefined ? null : identityOf(before), after: identityOf(line) }));
  plan.amendments.push({ id: amendmentId, contractId, kind, effectiveOn, payload: { lines }, reason, lines: changed });
  for (const { line, before, believed, facts } of group) {
    if (!sameRecord(before, line)) plan.lines.push(line);
    if (isBelieved(believed, facts)) continue;
    plan.closed.push(...believed.map(({ id }) => ({ coverageId: id, endedBy: amendmentId })));
    if (facts !== null) plan.coverages.push({ id: newId(), ...facts, contract: { contractId, lineId: line.id, amendmentId } });
  }
}

const identityOf = ({ id, number, service, startsOn, endsBefore }: LineRecord) => ({ id, number, service, startsOn, endsBefore });

function remark({ row, line, contract, facts, values }: Candidate, sorting: Sorting): void {
  if (facts === null) {
    sorting.remark(
      row,
      "from",
      "no_covered_day",
      `${contract.number} was cancelled on ${shown(contract.cancelledOn!)}, before this line starts on ${shown(line.startsOn)}: it was taken and covers no day.`,
    );
  }
  if (values.removedOn !== null && line.endsBefore !== null && values.removedOn >= line.endsBefore) {
    sorting.remark(
      row,
      "removedOn",
      "removed_after_end",
      `Removed on ${shown(values.removedOn)}, after the line had ended: the earlier end stands.`,
    );
  }
}

function subjectOf({ values, contract }: Candidate): string {
  switch (values.covers) {
    case "asset":
      return `Serial ${values.serial}`;
    case "product":
      return `${values.product}`;
    case "site":
      return `Site ${values.site}`;
    case "account":
      return `The account of ${contract.number}`;
  }
}
