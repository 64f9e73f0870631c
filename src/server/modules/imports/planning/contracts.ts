/** Contracts by their number. A change of a header reaches the coverage of its lines, and never cuts one behind anybody's back (COV6). */

import { endsBeforeOf, lastDay, plusDays } from "#core/coverage/days.ts";
import { nameKey } from "#core/identification/keys.ts";
import { referenceKey, type AccountRecord } from "#modules/accounts/accounts.ts";
import type {
  AmendedHere,
  AmendmentRecord,
  BelievedCoverage,
  ClosedBelief,
  ContractRecord,
  CoverageRecord,
  LineRecord,
} from "#modules/contracts/contracts.ts";
import { shown } from "../kinds/dates.ts";
import type { ReadRow } from "../kinds/kind.ts";
import type { contracts } from "../kinds/kinds.ts";
import { coverageOf, isBelieved, isOutside } from "./line-coverage.ts";
import { unknownCustomer, wasAmended } from "./refusals.ts";
import { sameRecord } from "./same.ts";
import type { Sorting } from "./sorting.ts";
import { Spans, subjectKey } from "./spans.ts";

export type ContractRow = ReadRow<(typeof contracts)["fields"]>;

export type KnownContracts = {
  readonly accounts: ReadonlyMap<string, AccountRecord>;
  /** By the key of their name. */
  readonly plans: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  /** By the key of their number: those that the sheet names, also as renewed. */
  readonly contracts: ReadonlyMap<string, ContractRecord>;
  /** The lines of those contracts. */
  readonly lines: readonly LineRecord[];
  /** What is believed of those lines and of what they cover. */
  readonly coverage: readonly BelievedCoverage[];
  /** The price of a year last recorded, by line. */
  readonly prices: ReadonlyMap<string, bigint>;
  /** What of those contracts people changed here. */
  readonly amended: Pick<AmendedHere, "contracts">;
};

export type ContractPlan = {
  readonly contracts: ContractRecord[];
  readonly amendments: AmendmentRecord[];
  readonly closed: ClosedBelief[];
  readonly coverages: CoverageRecord[];
  /** The keys of the numbers that were refused, with their row. */
  readonly refused: Map<string, number>;
  /** Contracts that are, or now become, as the sheet has them (ENT8). */
  readonly agreeing: string[];
};

export type Writing = { readonly newId: () => string; readonly reason: string };

export function planContracts(
  rows: readonly ContractRow[],
  known: KnownContracts,
  sorting: Sorting,
  writing: Writing,
): ContractPlan {
  const planner = new ContractPlanner(rows, known, sorting, writing);
  for (const row of rows) planner.take(row);
  return planner.plan;
}

class ContractPlanner {
  readonly plan: ContractPlan = { contracts: [], amendments: [], closed: [], coverages: [], refused: new Map(), agreeing: [] };
  readonly #known: KnownContracts;
  readonly #sorting: Sorting;
  readonly #writing: Writing;
  readonly #numbers: ReadonlySet<string>;
  readonly #lines: ReadonlyMap<string, readonly LineRecord[]>;
  readonly #believed: ReadonlyMap<string | null, readonly BelievedCoverage[]>;

  constructor(rows: readonly ContractRow[], known: KnownContracts, sorting: Sorting, writing: Writing) {
    this.#known = known;
    this.#sorting = sorting;
    this.#writing = writing;
    this.#numbers = new Set([...known.contracts.keys(), ...rows.map(({ values }) => nameKey(values.number))]);
    this.#lines = Map.groupBy(known.lines, ({ contractId }) => contractId);
    this.#believed = Map.groupBy(known.coverage, ({ lineId }) => lineId);
  }

  take({ row, values }: ContractRow): void {
    const key = nameKey(values.number);
    const before = this.#known.contracts.get(key);
    const contract = this.#contractOf(row, values, before);
    if (contract === undefined) {
      this.plan.refused.set(key, row);
      return;
    }
    const { id: _, ...said } = contract;
    if (this.#sorting.isRepeat(row, "number", `contract ${key}`, `Contract ${values.number}`, said)) return;
    if (sameRecord(before, contract)) {
      this.#remark(row, values, contract);
      this.plan.agreeing.push(contract.id);
      return this.#sorting.take("unchanged");
    }
    if (before !== undefined && this.#isAmended(row, before)) return this.#sorting.take("unchanged");
    if (before !== undefined && !this.#carry(row, before, contract)) return this.#sorting.release(`contract ${key}`);
    this.#remark(row, values, contract);
    this.plan.contracts.push(contract);
    this.plan.agreeing.push(contract.id);
    if (before === undefined) this.#amend(contract, "activate", contract.startsOn);
    this.#sorting.take(before === undefined ? "made" : "changed");
  }

  #contractOf(row: number, values: ContractRow["values"], before: ContractRecord | undefined): ContractRecord | undefined {
    const account = this.#known.accounts.get(referenceKey(values.reference));
    if (account === undefined) return void unknownCustomer(this.#sorting, row, values.reference);
    const plan = this.#known.plans.get(nameKey(values.level));
    if (plan === undefined) {
      const names = Array.from(this.#known.plans.values(), ({ name }) => name).join(", ");
      return void this.#sorting.refuse(
        row,
        "level",
        "unknown_plan",
        `No support plan is called “${values.level}”. Write one of ${names}, or add that plan first.`,
      );
    }
    const endsBefore = values.end === "open-ended" ? null : endsBeforeOf(values.end.day);
    if (endsBefore !== null && endsBefore <= values.start) {
      return void this.#sorting.refuse(
        row,
        "end",
        "ends_before_start",
        `The contract ends on ${shown(lastDay(endsBefore)!)}, before it starts on ${shown(values.start)}. Correct one of the two.`,
      );
    }
    if (values.cancelledOn !== null && values.cancelledOn < plusDays(values.start, -1)) {
      return void this.#sorting.refuse(
        row,
        "cancelledOn",
        "cancelled_before_start",
        `Cancelled on ${shown(values.cancelledOn)}, before the contract starts on ${shown(values.start)}. Correct one of the two.`,
      );
    }
    return {
      id: before?.id ?? this.#writing.newId(),
      number: before?.number ?? values.number,
      accountId: account.id,
      planId: plan.id,
      currency: values.currency,
      timeZone: values.timeZone ?? before?.timeZone ?? account.timeZone,
      billingEvery: values.billing,
      billingTiming: before?.billingTiming ?? "advance",
      startsOn: values.start,
      endsBefore,
      signedOn: values.signedOn ?? before?.signedOn ?? values.start,
      cancelledOn: this.#sorting.kept("cancelledOn", values.cancelledOn, before?.cancelledOn),
      renewalOf: this.#sorting.kept("renewalOf", values.renewalOf, before?.renewalOf),
    };
  }

  #remark(row: number, { reference, customer, renewalOf, number }: ContractRow["values"], contract: ContractRecord): void {
    const account = this.#known.accounts.get(referenceKey(reference))!;
    if (customer !== null && nameKey(customer) !== nameKey(account.name)) {
      this.#sorting.remark(
        row,
        "customer",
        "other_name",
        `${reference} is ${account.name}, not “${customer}”. The reference was followed; correct one of the two.`,
      );
    }
    if (renewalOf !== null && (!this.#numbers.has(nameKey(renewalOf)) || nameKey(renewalOf) === nameKey(number))) {
      this.#sorting.remark(
        row,
        "renewalOf",
        "unknown_renewal",
        `No other contract has the number “${renewalOf}”. It was noted as typed; correct it, or import that contract too.`,
      );
    }
    if (contract.cancelledOn !== null && contract.endsBefore !== null && contract.cancelledOn >= contract.endsBefore) {
      this.#sorting.remark(
        row,
        "cancelledOn",
        "cancelled_after_end",
        `Cancelled on ${shown(contract.cancelledOn)}, after the contract had ended: the earlier end stands.`,
      );
    }
  }

  /** What people changed here is not taken back by a sheet: it stays, and the row is told of. */
  #isAmended(row: number, { id, number }: ContractRecord): boolean {
    const changed = this.#known.amended.contracts.get(id);
    if (changed === undefined) return false;
    this.#sorting.remark(row, "number", "amended_here", wasAmended(`Contract ${number}`, changed));
    return true;
  }

  /** Carries a change of the header to the coverage of its lines; false where a rule refuses it. */
  #carry(row: number, before: ContractRecord, contract: ContractRecord): boolean {
    const lines = this.#lines.get(contract.id) ?? [];
    const refused = this.#refusalOf(before, contract, lines) ?? this.#overlapOf(contract, lines);
    if (refused !== undefined) {
      this.#sorting.refuse(row, refused.field, refused.code, refused.message);
      return false;
    }
    const amendmentId = this.#amend(contract, "correct", contract.startsOn, before);
    for (const line of lines) {
      const believed = this.#believed.get(line.id) ?? [];
      const facts = this.#factsOf(line, contract, believed);
      if (facts === undefined || isBelieved(believed, facts)) continue;
      this.plan.closed.push(...believed.map(({ id }) => ({ coverageId: id, endedBy: amendmentId })));
      if (facts !== null)
        this.plan.coverages.push({
          id: this.#writing.newId(),
          ...facts,
          contract: { contractId: contract.id, lineId: line.id, amendmentId },
        });
    }
    return true;
  }

  #refusalOf(
    before: ContractRecord,
    contract: ContractRecord,
    lines: readonly LineRecord[],
  ): { field: string; code: string; message: string } | undefined {
    if (before.accountId !== contract.accountId) {
      return {
        field: "reference",
        code: "other_account",
        message: `Contract ${contract.number} is recorded for another customer. A contract changes hands by a transfer, not by an import.`,
      };
    }
    if (lines.length > 0 && before.currency !== contract.currency) {
      return {
        field: "currency",
        code: "currency_changed",
        message: `Contract ${contract.number} has lines priced in ${before.currency}. Correct the currency, or give the new contract another number.`,
      };
    }
    const outside = lines.filter((line) => isOutside(line, contract)).map(({ number }) => number);
    if (outside.length === 0) return undefined;
    const which = outside.length > 5 ? `${outside.slice(0, 5).join(", ")} and ${outside.length - 5} more` : outside.join(", ");
    return {
      field: "end",
      code: "lines_outside",
      message: `With these days, line ${which} would reach beyond contract ${contract.number}. Change those lines first, then import this row again.`,
    };
  }

  #overlapOf(
    contract: ContractRecord,
    lines: readonly LineRecord[],
  ): { field: string; code: string; message: string } | undefined {
    const spans = new Spans();
    const own = new Set(lines.map(({ id }) => id));
    for (const one of this.#known.coverage) {
      if (one.lineId === null || own.has(one.lineId)) continue;
      spans.add(subjectKey(one.subjectId, one.productId, one.service), {
        ...one,
        where: `${one.contractNumber} line ${one.lineNumber}`,
      });
    }
    for (const line of lines) {
      const facts = this.#factsOf(line, contract, this.#believed.get(line.id) ?? []);
      const other =
        facts == null ? undefined : spans.overlapping(subjectKey(facts.subjectId, facts.productId, facts.service), facts);
      if (other !== undefined)
        return {
          field: "cancelledOn",
          code: "overlap",
          message: `With these days, line ${line.number} would cover what ${other.where} covers at the same time. Change one of the two lines first.`,
        };
    }
    return undefined;
  }

  /** What a line covers under the changed header; undefined for one whose price was never recorded with a covered day. */
  #factsOf(
    line: LineRecord,
    contract: ContractRecord,
    believed: readonly BelievedCoverage[],
  ): ReturnType<typeof coverageOf> | undefined {
    const price = believed[0]?.yearlyMinor ?? this.#known.prices.get(line.id);
    return price === undefined ? undefined : coverageOf(line, contract, price);
  }

  #amend(contract: ContractRecord, kind: AmendmentRecord["kind"], effectiveOn: string, before?: ContractRecord): string {
    const id = this.#writing.newId();
    this.plan.amendments.push({
      id,
      contractId: contract.id,
      kind,
      effectiveOn,
      payload: { contract, ...(before && { before }) },
      reason: this.#writing.reason,
    });
    return id;
  }
}
