/** What differs between a contract before and after, as a preview shows it. */

import type { DayRange } from "../coverage/in-force.ts";
import { compareText } from "../order.ts";
import { type AgreedDays, type ContractFacts, sameTerms, type CoveredSubject, coveredKey } from "./facts.ts";

/** A stretch of days with the same terms, however many facts it is recorded as. */
export type Stretch = DayRange & Pick<AgreedDays, "accountId" | "planId" | "yearlyMinor" | "suspended">;

/** A subject on its line whose days differ: all its stretches before and after, by start. */
export type CoverageChange = CoveredSubject & { readonly before: readonly Stretch[]; readonly after: readonly Stretch[] };

/** Each subject of which the two say different things of a day, ordered by line and subject. Who recorded it and when makes no difference. */
export function changesOf(before: Pick<ContractFacts, "coverage">, after: Pick<ContractFacts, "coverage">): CoverageChange[] {
  const were = Map.groupBy(before.coverage, coveredKey);
  const are = Map.groupBy(after.coverage, coveredKey);
  const keys = [...new Set([...were.keys(), ...are.keys()])].toSorted(compareText);
  return keys.flatMap((key) => {
    const [earlier, later] = [were.get(key) ?? [], are.get(key) ?? []];
    const change = { before: stretchesOf(earlier), after: stretchesOf(later) };
    if (JSON.stringify(change.before) === JSON.stringify(change.after)) return [];
    const { lineId, subject } = (later[0] ?? earlier[0])!;
    return [{ lineId, subject, ...change }];
  });
}

/** One subject's days on its line as stretches: facts that touch and agree the same are one. */
export function stretchesOf(facts: readonly AgreedDays[]): Stretch[] {
  const ordered = facts.toSorted((a, b) => compareText(a.startsOn, b.startsOn));
  const joined: AgreedDays[] = [];
  for (const days of ordered) {
    const last = joined.at(-1);
    const goesOn = last !== undefined && last.endsBefore === days.startsOn && sameTerms(last, days);
    if (goesOn) joined[joined.length - 1] = { ...last, endsBefore: days.endsBefore };
    else joined.push(days);
  }
  return joined.map(({ startsOn, endsBefore, accountId, planId, yearlyMinor, suspended }) => ({
    startsOn,
    endsBefore,
    accountId,
    planId,
    yearlyMinor,
    suspended,
  }));
}

/** Coverage that holds on its days: what is agreed and not suspended. The desk, the bill and the budget read this and nothing else. */
export function coveredDays<T extends AgreedDays>(facts: readonly T[]): T[] {
  return facts.filter(({ suspended }) => !suspended);
}
