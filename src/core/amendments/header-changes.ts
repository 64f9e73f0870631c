/** Changes to what the header says of days: suspend, resume, transfer to another account. */

import { daysBetween } from "../coverage/days.ts";
import { type DayRange, phaseOn } from "../coverage/in-force.ts";
import { commonDays } from "../coverage/inside.ts";
import { compareText } from "../order.ts";
import type { Resume, Suspend, Transfer } from "./amendment.ts";
import { hasDays } from "./check.ts";
import { allDays, type Draft, followHeader } from "./draft.ts";
import type { Header } from "./facts.ts";
import { type AmendRefusal, daysInWords, listed, type Objection } from "./refusal.ts";
import { accountOn, daysOfContract } from "./header.ts";
import { moveEnd } from "./term.ts";

export function suspend(draft: Draft, { startsOn, resumesOn }: Suspend): Objection {
  const { header } = draft;
  const suspension: DayRange = { startsOn, endsBefore: resumesOn };
  if (!hasDays(suspension)) {
    return { code: "no_days", message: `Suspended from ${startsOn}, it cannot resume on ${resumesOn}. Resume on a later day.` };
  }
  if (phaseOn(daysOfContract(header), startsOn) !== "in_force") return refuseOutside(header, startsOn);
  const other = header.suspensions.find((one) => commonDays(one, suspension) !== null);
  if (other !== undefined) {
    const message = `The contract is suspended ${daysInWords(other)} already. Suspend it on other days, or resume it first.`;
    return { code: "suspended_already", message };
  }
  const moved = resumesOn === null ? 0 : daysBetween(startsOn, resumesOn);
  return setSuspensions(draft, [...header.suspensions, suspension], moved, []);
}

export function resume(draft: Draft, { effectiveOn, agreedClamps = [] }: Resume): Objection {
  const { suspensions } = draft.header;
  const held = suspensions.find((one) => phaseOn(one, effectiveOn) === "in_force");
  if (held === undefined) {
    const message = `The contract is not suspended on ${effectiveOn}. Choose a day on which it is.`;
    return { code: "not_suspended", message };
  }
  const served = { ...held, endsBefore: effectiveOn };
  const others = suspensions.filter((one) => one !== held);
  const moved = held.endsBefore === null ? daysBetween(held.startsOn, effectiveOn) : daysBetween(held.endsBefore, effectiveOn);
  return setSuspensions(draft, hasDays(served) ? [...others, served] : others, moved, agreedClamps);
}

function setSuspensions(
  draft: Draft,
  suspensions: readonly DayRange[],
  moved: number,
  agreedClamps: NonNullable<Resume["agreedClamps"]>,
): Objection {
  draft.header = { ...draft.header, suspensions: suspensions.toSorted((a, b) => compareText(a.startsOn, b.startsOn)) };
  const objection = draft.header.suspensionMovesEnd ? moveEnd(draft, moved, agreedClamps) : null;
  followHeader(draft);
  return objection;
}

export function transfer(draft: Draft, { accountId, effectiveOn, laterFacts }: Transfer): Objection {
  const { header } = draft;
  if (phaseOn(daysOfContract(header), effectiveOn) !== "in_force") return refuseOutside(header, effectiveOn);
  const later = header.accounts.filter(({ startsOn }) => startsOn > effectiveOn);
  if (later.length > 0 && laterFacts === undefined) return refuseUnlessSaidOf(draft, later);
  const kept = laterFacts === "keep" ? later : [];
  if (accountOn(header, effectiveOn) === accountId && kept.length === later.length) return null;
  const earlier = header.accounts.filter(({ startsOn }) => startsOn < effectiveOn);
  draft.header = { ...header, accounts: [...earlier, { startsOn: effectiveOn, accountId }, ...kept] };
  followHeader(draft);
  return null;
}

function refuseUnlessSaidOf(draft: Draft, later: Header["accounts"]): AmendRefusal {
  const what = listed(later.map(({ startsOn, accountId }) => `account ${accountId} from ${startsOn}`));
  const message = `Already recorded for later: ${what}. Say whether it is kept or superseded.`;
  return { code: "later_facts", message, laterFacts: allDays(draft).filter(({ startsOn }) => startsOn >= later[0]!.startsOn) };
}

function refuseOutside(header: Header, day: string): AmendRefusal {
  const message = `The contract runs ${daysInWords(daysOfContract(header))}, and ${day} is not among its days. Choose one that is.`;
  return { code: "outside", message };
}
