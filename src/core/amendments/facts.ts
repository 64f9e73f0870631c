/** What a contract says, as plain JSON values: its header, its lines, what they cover, and how that came about. Days are ISO days. */

import type { BillingTerms } from "../billing/index.ts";
import type { EndReason, IsoDate, Subject } from "../coverage/coverage.ts";
import { type DayRange, sameSubject, subjectKey } from "../coverage/in-force.ts";

/** Everything that stands for one contract, and what stood before. A contract's amendments are its only writers. */
export type ContractFacts = {
  readonly header: Header;
  readonly lines: readonly Line[];
  /** What stands. Suspended days are among it, marked: they are agreed and yet not covered. */
  readonly coverage: readonly CoverageFact[];
  /** What stood once, in the order in which it was ended. */
  readonly ended: readonly EndedFact[];
  /** In the order in which they were recorded, `activate` first. */
  readonly amendments: readonly RecordedAmendment[];
};

export type Header = DayRange & {
  readonly contractId: string;
  /** The zone whose midnights bound its days (COV4). */
  readonly timeZone: string;
  readonly currency: string;
  readonly billing: BillingTerms;
  /** The last day covered (COV3), or null. It leaves the agreed term as it was. */
  readonly cancelledOn: IsoDate | null;
  /** The days on which nothing is covered though agreed, in order, apart from each other; open-ended until resumed. */
  readonly suspensions: readonly DayRange[];
  /** Whether the contract's end moves by as many days as it is suspended. */
  readonly suspensionMovesEnd: boolean;
  /** Whose contract it is, from which day on; in order, the first from the contract's first day. */
  readonly accounts: readonly AccountFrom[];
};

export type AccountFrom = { readonly startsOn: IsoDate; readonly accountId: string };

/** A line: what is served, and the days within which it may cover something (COV7). */
export type Line = DayRange & { readonly id: string; readonly number: string; readonly service: string };

/** A subject, on the line that covers it: what most amendments are about. */
export type CoveredSubject = { readonly lineId: string; readonly subject: Subject };

/** Days of one subject on one line, and what is agreed for them. */
export type AgreedDays = CoveredSubject &
  DayRange & {
    readonly accountId: string;
    readonly planId: string;
    /** The price of a year in minor units, as decimal digits: JSON has no bigint. */
    readonly yearlyMinor: string;
    readonly suspended: boolean;
    /** Why the days end where they do. Means something only where no more of the subject's days follow. */
    readonly endReason: EndReason;
  };

/** Agreed days as recorded, and the amendment that recorded them. */
export type CoverageFact = AgreedDays & { readonly id: string; readonly amendmentId: string };

/** A fact that no longer stands, and the amendment that ended it. */
export type EndedFact = CoverageFact & { readonly endedBy: string };

export type RecordedAmendment = {
  readonly id: string;
  /** The kind of its change; `several` where there is more than one. */
  readonly kind: string;
  /** The first day on which it makes a difference; of several the earliest. */
  readonly effectiveOn: IsoDate;
  readonly reason: string;
  readonly author: string;
  /** The amendment that it takes back, or null. */
  readonly reverses: string | null;
  /** What it changed beside coverage; null where nothing. */
  readonly header: Changed<Header> | null;
  readonly lines: readonly Changed<Line | null>[];
};

export type Changed<T> = { readonly before: T; readonly after: T };

/** Whether the two are about the same thing on the same line. */
export function sameCovered(a: CoveredSubject, b: CoveredSubject): boolean {
  return a.lineId === b.lineId && sameSubject(a.subject, b.subject);
}

/** One string per line and covered thing. */
export function coveredKey({ lineId, subject }: CoveredSubject): string {
  return `${lineId}/${subjectKey(subject)}`;
}

/** Whether the two say the same of the same days, whoever recorded them and whenever. */
export function sameDays(a: AgreedDays, b: AgreedDays): boolean {
  return a.startsOn === b.startsOn && a.endsBefore === b.endsBefore && a.endReason === b.endReason && sameTerms(a, b);
}

/** Whether the two agree the same for their days, whichever these are. */
export function sameTerms(a: AgreedDays, b: AgreedDays): boolean {
  return (
    sameCovered(a, b) &&
    reachOf(a.subject) === reachOf(b.subject) &&
    a.accountId === b.accountId &&
    a.planId === b.planId &&
    a.yearlyMinor === b.yearlyMinor &&
    a.suspended === b.suspended
  );
}

function reachOf(subject: Subject): boolean {
  switch (subject.kind) {
    case "asset":
      return subject.coversParts;
    case "site":
      return false;
    case "product":
    case "account":
      return subject.coversSubAccounts;
  }
}
