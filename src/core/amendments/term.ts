/** Changes to the days of the whole contract: extend, shorten, cancel. */

import type { IsoDate } from "../coverage/coverage.ts";
import { endsBeforeOf, plusDays } from "../coverage/days.ts";
import { commonDays } from "../coverage/inside.ts";
import type { Cancel, Extend, Shorten } from "./amendment.ts";
import { allDays, cover, daysOf, type Draft, drop, setLine, allCovered } from "./draft.ts";
import { type AgreedDays, type CoveredSubject, coveredKey } from "./facts.ts";
import { beginningAfter, planAndPrice, refuseUnlessSaid } from "./later.ts";
import { agreedInWords, type AmendRefusal, type Clamp, daysInWords, listed, type Objection } from "./refusal.ts";

export function extend(draft: Draft, { endsBefore, carries }: Extend): Objection {
  const { header } = draft;
  if (header.cancelledOn !== null) return refuseCancelled(header.cancelledOn);
  const end = header.endsBefore;
  if (end === null || (endsBefore !== null && endsBefore <= end)) {
    const message = `The contract runs ${daysInWords(header)}. Choose a later end, or shorten it.`;
    return { code: "not_later", message };
  }
  extendTo(draft, endsBefore, carries);
  return null;
}

function extendTo(draft: Draft, endsBefore: IsoDate | null, carries: Extend["carries"]): void {
  const end = draft.header.endsBefore;
  draft.header = { ...draft.header, endsBefore };
  if (carries === "nothing") return;
  for (const days of allDays(draft).filter((one) => runsTo(one, end))) {
    setLine(draft, { ...draft.lines.get(days.lineId)!, endsBefore });
    cover(draft, { ...days, startsOn: days.endsBefore!, endsBefore });
  }
}

/** Whether the days end because the contract does (COV6): what was removed, even on that very day, is not among them. */
function runsTo(days: AgreedDays, end: IsoDate | null): boolean {
  return days.endsBefore === end && days.endReason === "term";
}

export function shorten(draft: Draft, { lastDay, agreedClamps = [] }: Shorten): Objection {
  const { header } = draft;
  const endsBefore = endsBeforeOf(lastDay);
  if (header.cancelledOn !== null) return refuseCancelled(header.cancelledOn);
  if (endsBefore <= header.startsOn || (header.endsBefore !== null && endsBefore >= header.endsBefore)) {
    const message = `The contract runs ${daysInWords(header)}. Choose a last day within it, or extend it.`;
    return { code: "not_earlier", message };
  }
  return shortenTo(draft, endsBefore, agreedTo(agreedClamps));
}

function agreedTo(covered: readonly CoveredSubject[]): (days: AgreedDays) => boolean {
  const keys = new Set(covered.map(coveredKey));
  return (days) => keys.has(coveredKey(days));
}

function shortenTo(draft: Draft, endsBefore: IsoDate, isAgreed: (days: AgreedDays) => boolean): Objection {
  const term = { startsOn: draft.header.startsOn, endsBefore };
  const reachesBeyond = (one: { endsBefore: IsoDate | null }) => one.endsBefore === null || one.endsBefore > endsBefore;
  const cut = allDays(draft).filter((days) => reachesBeyond(days) && !isAgreed(days));
  const clamps = cut.map((days): Clamp => ({ days, left: commonDays(days, term) }));
  if (clamps.length > 0) return refuseToClamp(clamps);
  draft.header = { ...draft.header, endsBefore };
  for (const line of [...draft.lines.values()].filter(reachesBeyond)) setLine(draft, { ...line, endsBefore });
  for (const covered of allCovered(draft)) {
    const reason = daysOf(draft, covered).at(-1)!.endReason;
    drop(draft, covered, { startsOn: endsBefore, endsBefore: null }, reason);
  }
  return null;
}

/** Moves the end by so many days, and with it what runs to the end: how a suspension gives back its days. */
export function moveEnd(draft: Draft, days: number, agreedClamps: readonly CoveredSubject[]): Objection {
  const { endsBefore: end, cancelledOn } = draft.header;
  if (days === 0 || end === null || cancelledOn !== null) return null;
  const moved = plusDays(end, days);
  const isAgreed = agreedTo(agreedClamps);
  if (days < 0) return shortenTo(draft, moved, (one) => runsTo(one, end) || isAgreed(one));
  extendTo(draft, moved, "what_runs_to_the_end");
  return null;
}

export function cancel(draft: Draft, { lastDay, laterFacts }: Cancel): Objection {
  const { header } = draft;
  const from = endsBeforeOf(lastDay);
  if (header.cancelledOn !== null) return refuseCancelled(header.cancelledOn);
  if (from < header.startsOn || (header.endsBefore !== null && from >= header.endsBefore)) {
    const message = `The contract runs ${daysInWords(header)}. Choose a last day within it, or the day before its first.`;
    return { code: "not_earlier", message };
  }
  const all = allCovered(draft);
  const later = all.flatMap((one) => beginningAfter(from, daysOf(draft, one), planAndPrice));
  const objection = refuseUnlessSaid(later, laterFacts);
  if (objection !== null) return objection;
  if (later.length > 0 && laterFacts === "keep") return refuseToKeep(later, lastDay);
  draft.header = { ...header, cancelledOn: lastDay };
  for (const one of all) drop(draft, one, { startsOn: from, endsBefore: null }, "cancelled");
  return null;
}

function refuseCancelled(cancelledOn: IsoDate): AmendRefusal {
  const message = `The contract is cancelled, its last day is ${cancelledOn}. Reverse the cancellation first.`;
  return { code: "cancelled", message };
}

function refuseToKeep(later: readonly AgreedDays[], lastDay: IsoDate): AmendRefusal {
  const what = listed(later.map(agreedInWords));
  const message = `A contract cancelled on ${lastDay} keeps nothing that begins later: ${what}. Supersede it, or cancel later.`;
  return { code: "later_facts", message, laterFacts: later };
}

function refuseToClamp(clamps: readonly Clamp[]): AmendRefusal {
  const what = clamps.map(
    ({ days, left }) => `${agreedInWords(days)}: ${left === null ? "nothing" : daysInWords(left)} would be left`,
  );
  return { code: "clamps", message: `The new end would cut ${listed(what)}. Agree to these, or choose a later day.`, clamps };
}
