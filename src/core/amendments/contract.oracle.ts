/** A contract for tests, the days that it covers told one by one, and what each change does to a day, worked out without ranges. */

import { plusDays } from "../coverage/days.ts";
import type { Subject } from "../coverage/coverage.ts";
import { subjectKey } from "../coverage/in-force.ts";
import { type Activation, activate } from "./activate.ts";
import { amend, amendAll } from "./amend.ts";
import type { Amendment, Change, Reverse } from "./amendment.ts";
import type { AgreedDays, ContractFacts, Header, Line, CoveredSubject } from "./facts.ts";
import type { AmendOutcome, Amended } from "./land.ts";

export const asset = (assetId: string): Subject => ({ kind: "asset", assetId, coversParts: false });
export const on = (subject: string, lineId = "L1"): CoveredSubject => ({ lineId, subject: asset(subject) });
export const line = (id: string, service = "support"): Line => ({
  id,
  number: id,
  service,
  startsOn: "2026-01-01",
  endsBefore: "2027-01-01",
});

export const year: Header = {
  contractId: "C",
  timeZone: "Europe/London",
  currency: "GBP",
  billing: { anchorOn: "2026-01-01", every: { months: 1 }, timing: "advance" },
  startsOn: "2026-01-01",
  endsBefore: "2027-01-01",
  cancelledOn: null,
  suspensions: [],
  suspensionMovesEnd: false,
  accounts: [{ startsOn: "2026-01-01", accountId: "north" }],
};

const sign = (id: string) => ({ id, reason: "because", author: "fin" });

/** A, B and C on line L1 for the year 2026 under Gold at 1,200.00 each, unless told otherwise. */
export function activation(changes: Partial<Activation> = {}): Activation {
  const covers = ["A", "B", "C"].map((subject) => ({
    ...on(subject),
    startsOn: "2026-01-01",
    endsBefore: "2027-01-01",
    planId: "gold",
    yearlyMinor: "120000",
  }));
  return { ...sign("am-0"), header: year, lines: [line("L1")], covers, ...changes };
}

export function accepted(outcome: AmendOutcome): Amended {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

export const contractC = (changes: Partial<Activation> = {}) => accepted(activate(activation(changes))).state;

/** A change signed as the contract's next amendment. */
export function next(facts: ContractFacts, change: Change | Reverse): Amendment {
  return { ...sign(`am-${facts.amendments.length}`), ...change };
}

/** The contract after these changes, each an amendment of its own, none of them refused. */
export function after(facts: ContractFacts, ...changes: readonly (Change | Reverse)[]): ContractFacts {
  return changes.reduce((state, change) => accepted(amend(state, next(state, change))).state, facts);
}

/** The outcome of one change. */
export const attempt = (facts: ContractFacts, change: Change | Reverse) => amend(facts, next(facts, change));

/** The contract after these changes as one amendment. */
export const allAtOnce = (facts: ContractFacts, changes: readonly Change[]) =>
  amendAll(facts, { ...sign(`am-${facts.amendments.length}`), changes });

/** The contract after those of the changes that are not refused. */
export function afterPossible(facts: ContractFacts, changes: readonly Change[]): ContractFacts {
  return changes.reduce((state, change) => {
    const outcome = attempt(state, change);
    return outcome.ok ? outcome.value.state : state;
  }, facts);
}

/** What stands, as read aloud: whom, which days, plan and price, and why they end there. */
export function said({ coverage }: ContractFacts): string[] {
  return coverage.map((days) => aloud(days)).toSorted();
}
export function aloud({ lineId, subject, startsOn, endsBefore, planId, yearlyMinor, suspended, endReason }: AgreedDays): string {
  const what = `${subjectKey(subject).replace("asset ", "")} ${lineId} [${startsOn}, ${endsBefore})`;
  return `${what} ${planId} ${yearlyMinor} ${suspended ? "suspended" : endReason}`;
}

/** What is agreed for a day. */
export type Cell = {
  readonly accountId: string;
  readonly planId: string;
  readonly yearlyMinor: string;
  readonly suspended: boolean;
};
export type Cells = Map<string, Map<string, Cell>>;

/** Each covered's days, one by one. Fails where two facts tell of one day. */
export function cellsOf({ coverage }: Pick<ContractFacts, "coverage">): Cells {
  const cells: Cells = new Map();
  for (const { lineId, subject, startsOn, endsBefore, accountId, planId, yearlyMinor, suspended } of coverage) {
    const key = `${subjectKey(subject)}/${lineId}`;
    const days = cells.get(key) ?? new Map<string, Cell>();
    for (let day = startsOn; day < endsBefore!; day = plusDays(day, 1)) {
      if (days.has(day)) throw new Error(`${key} is covered twice on ${day}.`);
      days.set(day, { accountId, planId, yearlyMinor, suspended });
    }
    cells.set(key, days);
  }
  return cells;
}

/** The same as text, day by day, for comparing. */
export function toldByDay(facts: Pick<ContractFacts, "coverage">): string[] {
  return tell(cellsOf(facts));
}
export function tell(cells: Cells): string[] {
  return [...cells]
    .flatMap(([key, days]) =>
      [...days].map(([day, cell]) => `${key} ${day} ${cell.accountId} ${cell.planId} ${cell.yearlyMinor} ${cell.suspended}`),
    )
    .toSorted();
}

/** What an accepted change does to days, by walking them. `extend`, and ends that a suspension moves, are tested elsewhere. */
export function walk(cells: Cells, change: Change, header: Header): Cells {
  const result: Cells = new Map([...cells].map(([key, days]) => [key, new Map(days)]));
  switch (change.kind) {
    case "remove":
      for (const one of change.covered) {
        for (const day of reached(
          result,
          one,
          plusDays(change.lastDay, 1),
          change.laterFacts,
          (cell) => cell.planId + cell.yearlyMinor,
        ))
          daysFor(result, one).delete(day);
      }
      break;
    case "replace":
      for (const day of reached(result, change.covered, plusDays(change.lastDay, 1), change.laterFacts, () => "")) {
        const days = daysFor(result, change.covered);
        daysFor(result, { ...change.covered, subject: change.by }).set(day, days.get(day)!);
        days.delete(day);
      }
      break;
    case "move":
      for (const one of change.covered) {
        const days = daysFor(result, one);
        for (const day of reached(result, one, change.effectiveOn, change.laterFacts, (cell) => cell.planId))
          days.set(day, { ...days.get(day)!, planId: change.planId });
      }
      break;
    case "reprice":
      for (const one of change.covered) {
        const days = daysFor(result, one);
        for (const day of reached(result, one, change.effectiveOn, change.laterFacts, (cell) => cell.yearlyMinor))
          days.set(day, { ...days.get(day)!, yearlyMinor: change.yearlyMinor });
      }
      break;
    case "correct": {
      const days = daysFor(result, change);
      for (let day = change.startsOn; day < change.endsBefore!; day = plusDays(day, 1)) {
        if (change.to === null) days.delete(day);
        else days.set(day, { ...standingOn(header, day), ...change.to });
      }
      break;
    }
    case "shorten":
    case "cancel":
      for (const days of result.values()) for (const day of days.keys()) if (day > change.lastDay) days.delete(day);
      break;
    case "suspend":
    case "resume":
      for (const days of result.values()) for (const [day, cell] of days) days.set(day, { ...cell, ...standingOn(header, day) });
      break;
    case "transfer":
      return transferred(cells, header);
    case "add":
    case "extend":
      throw new Error("not walked");
  }
  return result;
}

/** The days under the accounts that the header says; where the account is what is covered, it is another that is. */
function transferred(cells: Cells, header: Header): Cells {
  const result: Cells = new Map();
  for (const [key, days] of cells) {
    for (const [day, cell] of days) {
      const standing = standingOn(header, day);
      const isAccount = key.startsWith(`account ${cell.accountId}/`);
      const here = isAccount ? key.replace(cell.accountId, standing.accountId) : key;
      result.set(here, (result.get(here) ?? new Map<string, Cell>()).set(day, { ...cell, ...standing }));
    }
  }
  return result;
}

/** What the header says of a day. */
function standingOn({ accounts, suspensions }: Header, day: string): Pick<Cell, "accountId" | "suspended"> {
  return {
    accountId: accounts.filter(({ startsOn }) => startsOn <= day).at(-1)!.accountId,
    suspended: suspensions.some(({ startsOn, endsBefore }) => startsOn <= day && (endsBefore === null || day < endsBefore)),
  };
}

function daysFor(cells: Cells, { lineId, subject }: CoveredSubject): Map<string, Cell> {
  const key = `${subjectKey(subject)}/${lineId}`;
  if (!cells.has(key)) cells.set(key, new Map());
  return cells.get(key)!;
}

/** The covered's days from a day on; where later facts are kept, up to the first that is new in what `aspect` reads. */
function reached(
  cells: Cells,
  covered: CoveredSubject,
  from: string,
  laterFacts: string | undefined,
  aspect: (cell: Cell) => string,
): string[] {
  const days = daysFor(cells, covered);
  const all = [...days.keys()].toSorted();
  const isLater = (day: string) => {
    const before = days.get(plusDays(day, -1));
    return day > from && (before === undefined || aspect(before) !== aspect(days.get(day)!));
  };
  const until = laterFacts === "keep" ? all.find(isLater) : undefined;
  return all.filter((day) => day >= from && (until === undefined || day < until));
}
