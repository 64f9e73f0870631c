/** What the header says of each day, whatever is agreed for it: whose contract it is, and whether it is suspended. */

import type { IsoDate, Subject } from "../coverage/coverage.ts";
import { endsBeforeOf } from "../coverage/days.ts";
import { type DayRange, phaseOn } from "../coverage/in-force.ts";
import { earlierEnd } from "../coverage/overlaps.ts";
import { compareText } from "../order.ts";
import type { AgreedDays, Header } from "./facts.ts";

/** The days on which the contract may cover anything: its term, up to its cancellation. */
export function daysOfContract({ startsOn, endsBefore, cancelledOn }: Header): DayRange {
  return { startsOn, endsBefore: cancelledOn === null ? endsBefore : earlierEnd(endsBefore, endsBeforeOf(cancelledOn)) };
}

/** Whose contract it is on a day. */
export function accountOn({ accounts }: Header, day: IsoDate): string {
  return (accounts.findLast(({ startsOn }) => startsOn <= day) ?? accounts[0]!).accountId;
}

/** The days, cut where the contract changes hands or is suspended, each part as the header says of it. */
export function asHeaderSays(header: Header, days: AgreedDays): AgreedDays[] {
  const cuts = [...header.accounts.map(({ startsOn }) => startsOn), ...header.suspensions.flatMap(endsOf)];
  const inside = [...new Set(cuts)].filter((cut) => phaseOn(days, cut) === "in_force" && cut !== days.startsOn);
  const starts = [days.startsOn, ...inside.toSorted(compareText)];
  return starts.map((startsOn, index) => {
    const accountId = accountOn(header, startsOn);
    return {
      ...days,
      startsOn,
      endsBefore: starts[index + 1] ?? days.endsBefore,
      endReason: index < starts.length - 1 ? "term" : days.endReason,
      accountId,
      subject: inAccount(days.subject, days.accountId, accountId),
      suspended: header.suspensions.some((suspension) => phaseOn(suspension, startsOn) === "in_force"),
    };
  });
}

function endsOf({ startsOn, endsBefore }: DayRange): IsoDate[] {
  return endsBefore === null ? [startsOn] : [startsOn, endsBefore];
}

/** The subject as it is when the contract goes from one account to another: what covered the one covers the other. */
function inAccount(subject: Subject, from: string, to: string): Subject {
  return "accountId" in subject && subject.accountId === from ? { ...subject, accountId: to } : subject;
}
