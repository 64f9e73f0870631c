/** A row of contract lines by itself: its contract, days, price and subject. */

import { endsBeforeOf, lastDay } from "#core/coverage/days.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { BelievedCoverage, ContractRecord, LineRecord } from "#modules/contracts/contracts.ts";
import { shown } from "../kinds/dates.ts";
import { amountOf, type DecimalMark } from "./amounts.ts";
import { coverageOf, isOutside, type CoverageFacts } from "./line-coverage.ts";
import type { KnownLines, LineRow } from "./line-known.ts";
import { resolveSubject, type Subject } from "./line-subject.ts";
import type { ProductBook } from "./product-book.ts";
import type { Sorting } from "./sorting.ts";

/** A row that says something sensible by itself; whether it repeats or overlaps another is not yet asked. */
export type Candidate = {
  readonly row: number;
  readonly values: LineRow["values"];
  readonly contract: ContractRecord;
  readonly line: LineRecord;
  readonly before: LineRecord | undefined;
  readonly believed: readonly BelievedCoverage[];
  readonly facts: CoverageFacts | null;
  readonly yearlyMinor: bigint;
  /** What another row of this import would have to say to say the same. */
  readonly key: string;
  readonly said: unknown;
};

/** Makes candidates of rows; what a row by itself gives reason to refuse, it refuses. */
export class Candidates {
  readonly #known: KnownLines;
  readonly #sorting: Sorting;
  readonly #newId: () => string;
  readonly #decimal: DecimalMark;
  readonly #lines: ReadonlyMap<string, LineRecord>;
  readonly #believed: ReadonlyMap<string | null, readonly BelievedCoverage[]>;
  readonly #subjects: Subject;

  constructor(known: KnownLines, book: ProductBook, sorting: Sorting, writing: { newId: () => string; decimal: DecimalMark }) {
    this.#known = known;
    this.#sorting = sorting;
    this.#newId = writing.newId;
    this.#decimal = writing.decimal;
    this.#lines = new Map(known.lines.map((line) => [lineKey(line.contractId, line.number), line]));
    this.#believed = Map.groupBy(known.coverage, ({ lineId }) => lineId);
    this.#subjects = resolveSubject(known, book, sorting);
  }

  /** The line that a row asks for, or undefined where the row is refused. */
  of({ row, values }: LineRow): Candidate | undefined {
    const contract = this.#contractOf(row, values.contract);
    if (contract === undefined) return undefined;
    const before = this.#lines.get(lineKey(contract.id, values.line));
    const days = this.#daysOf(row, values, contract, before);
    if (days === undefined) return undefined;
    const amount = amountOf(values.value, contract.currency, this.#decimal);
    if (!amount.ok) {
      this.#sorting.refuse(row, "value", amount.refusal.code, amount.refusal.message);
      return undefined;
    }
    const subject = this.#subjects(row, values, contract);
    if (subject === undefined) return undefined;
    const said: Omit<LineRecord, "id"> = {
      contractId: contract.id,
      number: before?.number ?? values.line,
      service: values.service?.toLowerCase() ?? before?.service ?? "support",
      subjectKind: values.covers,
      ...subject,
      coversParts: before?.coversParts ?? false,
      coversSubAccounts: before?.coversSubAccounts ?? false,
      ...days,
    };
    const line = { id: before?.id ?? this.#newId(), ...said };
    const yearlyMinor = amount.value.minor;
    const believed = this.#believed.get(line.id) ?? [];
    const facts = coverageOf(line, contract, yearlyMinor);
    const key = `line ${lineKey(contract.id, values.line)}`;
    return { row, values, contract, line, before, believed, facts, yearlyMinor, key, said: { ...said, yearlyMinor } };
  }

  #contractOf(row: number, number: string): ContractRecord | undefined {
    const contract = this.#known.contracts.get(nameKey(number));
    if (contract !== undefined) return contract;
    const refusedAt = this.#known.refusedContract(nameKey(number));
    const why =
      refusedAt === undefined
        ? "No contract has this number. Correct it, or import that contract first."
        : `That contract was refused at row ${refusedAt.row} of ${refusedAt.file}. Correct it there first.`;
    this.#sorting.refuse(row, "contract", "unknown_contract", `“${number}”: ${why}`);
    return undefined;
  }

  #daysOf(
    row: number,
    { from, to, removedOn }: LineRow["values"],
    contract: ContractRecord,
    before: LineRecord | undefined,
  ): Pick<LineRecord, "startsOn" | "endsBefore" | "removedOn"> | undefined {
    const endsBefore = to === "open-ended" ? null : endsBeforeOf(to.day);
    if (endsBefore !== null && endsBefore <= from) {
      this.#sorting.refuse(
        row,
        "to",
        "ends_before_start",
        `The line ends on ${to === "open-ended" ? to : shown(to.day)}, before it starts on ${shown(from)}. Correct one of the two.`,
      );
      return undefined;
    }
    // A line that was amended here stays as it is, whatever its row says.
    const isAmended = before !== undefined && this.#known.amended.lines.has(before.id);
    if (!isAmended && isOutside({ startsOn: from, endsBefore }, contract)) {
      const upTo = (day: string | null) => (day === null ? "open-ended" : `to ${shown(day)}`);
      const own = `${shown(from)} ${upTo(to === "open-ended" ? null : to.day)}`;
      const its = `${shown(contract.startsOn)} ${upTo(lastOf(contract))}`;
      const column = from < contract.startsOn ? "from" : "to";
      this.#sorting.refuse(
        row,
        column,
        "outside_contract",
        `The line (${own}) reaches beyond its contract ${contract.number} (${its}). Correct the line's days, or extend the contract first.`,
      );
      return undefined;
    }
    if (removedOn !== null && removedOn < from) {
      this.#sorting.refuse(
        row,
        "removedOn",
        "removed_before_start",
        `Removed on ${shown(removedOn)}, before the line starts on ${shown(from)}: it would never have covered anything. Correct one of the two, or remove the row.`,
      );
      return undefined;
    }
    return { startsOn: from, endsBefore, removedOn };
  }
}

const lineKey = (contractId: string, number: string): string => `${contractId} ${nameKey(number)}`;
const lastOf = ({ endsBefore }: { readonly endsBefore: string | null }): string | null => lastDay(endsBefore);
