/** What a contract's facts come to on a day. */

import { type AgreedDays, type ContractFacts, coveredDays, type Header, type Line } from "#core/amendments/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { endsBeforeOf, plusDays } from "#core/coverage/days.ts";
import { type DayRange, phaseOn } from "#core/coverage/in-force.ts";
import { earlierEnd } from "#core/coverage/overlaps.ts";
import { compareText } from "#core/order.ts";

export const isOn = (days: DayRange, day: IsoDate): boolean => phaseOn(days, day) === "in_force";

/** The first day no longer covered: of the term, or after the cancellation (COV3); null: open-ended. */
export function lastsBefore({ endsBefore, cancelledOn }: Pick<Header, "endsBefore" | "cancelledOn">): IsoDate | null {
  return cancelledOn === null ? endsBefore : earlierEnd(endsBefore, endsBeforeOf(cancelledOn));
}

/** The day, or the nearest to it on which there is something. */
export function nearestDay({ startsOn, endsBefore }: DayRange, day: IsoDate): IsoDate {
  const notAfter = endsBefore === null || day < endsBefore ? day : plusDays(endsBefore, -1);
  return notAfter < startsOn ? startsOn : notAfter;
}

/** What the days that hold the day cost a year, together, in minor units. */
export function yearlyOn(agreed: readonly Pick<AgreedDays, "startsOn" | "endsBefore" | "yearlyMinor">[], day: IsoDate): bigint {
  return agreed.reduce((sum, days) => (isOn(days, day) ? sum + BigInt(days.yearlyMinor) : sum), 0n);
}

/** Of days in the order of time those that hold the day, or else the next, or else the last; undefined of none. */
export function nearest<T extends DayRange>(ordered: readonly T[], day: IsoDate): T | undefined {
  return ordered.find((days) => isOn(days, day)) ?? ordered.find(({ startsOn }) => day < startsOn) ?? ordered.at(-1);
}

/** From the first of the days to the last, whatever lies between. */
export function spanOf<T extends DayRange>(days: readonly T[]): { readonly startsOn: IsoDate; readonly last: T } | undefined {
  const [first, ...rest] = days;
  if (first === undefined) return undefined;
  const startsOn = rest.reduce((least, one) => (one.startsOn < least ? one.startsOn : least), first.startsOn);
  return { startsOn, last: rest.reduce((latest, one) => (endsLater(one, latest) ? one : latest), first) };
}

function endsLater(a: DayRange, b: DayRange): boolean {
  if (a.endsBefore === null || b.endsBefore === null) return a.endsBefore === null && b.endsBefore !== null;
  return a.endsBefore > b.endsBefore;
}

export const byStart = (a: DayRange, b: DayRange): number => compareText(a.startsOn, b.startsOn);

/** Lines in their days that cover nothing on this day or later, other than by having been removed. */
export function idleLines(
  lines: readonly Line[],
  coverage: readonly (AgreedDays & { readonly lineId: string })[],
  day: IsoDate,
): Line[] {
  const used = new Set(
    coverage
      .filter(({ endsBefore, endReason }) => endsBefore === null || day < endsBefore || endReason !== "term")
      .map(({ lineId }) => lineId),
  );
  return lines.filter((line) => isOn(line, day) && !used.has(line.id));
}

/** The assets that are covered on the day. */
export function assetsOn(coverage: readonly AgreedDays[], day: IsoDate): string[] {
  return coveredDays(coverage).flatMap((days) =>
    isOn(days, day) && days.subject.kind === "asset" ? [days.subject.assetId] : [],
  );
}

/** How many amendments that stand take effect after the day. One that was taken back stands again when that was taken back. */
export function amendmentsAfter(amendments: ContractFacts["amendments"], day: IsoDate): number {
  const takenBack = new Set<string>();
  for (const { id, reverses } of amendments.toReversed()) if (reverses !== null && !takenBack.has(id)) takenBack.add(reverses);
  const counts = ({ id, kind, effectiveOn }: ContractFacts["amendments"][number]): boolean =>
    effectiveOn > day && kind !== "activate" && kind !== "reverse" && !takenBack.has(id);
  return amendments.filter(counts).length;
}
