/** Which version of a plan holds when: the one of the latest day that has come, and of one day the one recorded last. */

import { compareText } from "#core/order.ts";
import type { VersionRow } from "./store.ts";

export type Phase = "past" | "now" | "to_come" | "superseded";
export type Held = { readonly version: VersionRow; readonly phase: Phase; readonly endsBefore: string | null };

/** Plans are the installation's: their days are told in UTC. What holds for whom is by the midnights of the coverage's zone. */
export function dayOf(now: Temporal.Instant): string {
  return now.toZonedDateTimeISO("UTC").toPlainDate().toString();
}

/** Each version with the days on which it holds, as of `today`; the latest day first, of one day the version recorded last. */
export function heldOf(versions: readonly VersionRow[], today: string): Held[] {
  const ordered = versions.toSorted((a, b) => compareText(b.effectiveOn, a.effectiveOn) || b.version - a.version);
  const holding = ordered.filter((version, index) => ordered[index - 1]?.effectiveOn !== version.effectiveOn);
  const now = holding.find(({ effectiveOn }) => effectiveOn <= today) ?? holding.at(-1);
  return ordered.map((version) => {
    const place = holding.indexOf(version);
    if (place < 0) return { version, phase: "superseded", endsBefore: null };
    const endsBefore = holding[place - 1]?.effectiveOn ?? null;
    if (version === now) return { version, phase: "now", endsBefore };
    return { version, phase: version.effectiveOn > today ? "to_come" : "past", endsBefore };
  });
}

/** The versions that hold from days after `day`, the earliest first. */
export function heldAfter(versions: readonly VersionRow[], day: string): VersionRow[] {
  return heldOf(versions, day)
    .filter(({ version, phase }) => phase !== "superseded" && version.effectiveOn > day)
    .map(({ version }) => version)
    .toReversed();
}
