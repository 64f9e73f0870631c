/** Which work an amendment may move: about what is covered otherwise, on the days on which it is (PRJ2). */

import { type ContractFacts, type CoverageChange } from "#core/amendments/index.ts";
import { changesBetween, daysThatDiffer, spanOf } from "./differing.ts";
import type { Touched } from "./rebook-store.ts";

/** null where nobody is covered otherwise on any day; another price covers nobody otherwise. */
export function touchedBy(
  before: ContractFacts,
  after: ContractFacts,
  differing: readonly CoverageChange[] = changesBetween(before, after),
): Touched | null {
  const changes = differing.flatMap(({ subject, ...change }) => {
    const days = daysThatDiffer(change, ({ accountId, planId }) => `${accountId} ${planId}`);
    return days === null ? [] : [{ subject, days }];
  });
  const days = spanOf(changes.map((change) => change.days));
  if (days === null) return null;
  const assetIds = changes.flatMap(({ subject }) => (subject.kind === "asset" ? [subject.assetId] : []));
  const isWide = changes.some(({ subject }) => subject.kind !== "asset" || subject.coversParts);
  const accounts = [...before.header.accounts, ...after.header.accounts].map(({ accountId }) => accountId);
  return {
    days,
    assetIds,
    accountIds: isWide ? [...new Set(accounts)] : [],
  };
}
