/** What can be changed in a contract (COV8), each change with the day from which it holds. */

import type { IsoDate, Subject } from "../coverage/coverage.ts";
import type { DayRange } from "../coverage/in-force.ts";
import type { ContractFacts, Line, CoveredSubject } from "./facts.ts";
import { endsBeforeOf } from "../coverage/days.ts";

/** Which amendment it is, why and by whom: every one says so. */
export type Signature = { readonly id: string; readonly reason: string; readonly author: string };

/**
 * What happens to what is already recorded for a later day than the change's own (COV13): it stays as it is, or the change takes its
 * place. Left out where nothing is; there is no default.
 */
export type LaterFacts = "keep" | "supersede";
type Choice = { readonly laterFacts?: LaterFacts | undefined };

/** What a new end may cut (COV6): any other is refused. */
type Agreement = { readonly agreedClamps?: readonly CoveredSubject[] | undefined };

/** Covers subjects on a line, or on a new one, for the days [startsOn, endsBefore). */
export type Add = DayRange &
  Choice & {
    readonly kind: "add";
    /** The line's id, or a line that is new. */
    readonly line: string | Line;
    readonly subjects: readonly Subject[];
    readonly planId: string;
    readonly yearlyMinor: string;
  };
/** Ends coverage; `lastDay` is still covered (COV3). The day before the first: there never was any. */
export type Remove = Choice & { readonly kind: "remove"; readonly covered: readonly CoveredSubject[]; readonly lastDay: IsoDate };
/** Another subject takes its place on its line, the day after its last; days, plan and price go on. */
export type Replace = Choice & {
  readonly kind: "replace";
  readonly covered: CoveredSubject;
  readonly by: Subject;
  readonly lastDay: IsoDate;
};
/** Moves coverage to another plan; prices go on. */
export type Move = Choice & {
  readonly kind: "move";
  readonly covered: readonly CoveredSubject[];
  readonly planId: string;
  readonly effectiveOn: IsoDate;
};
/** Gives coverage another price for a year; plans go on. */
export type Reprice = Choice & {
  readonly kind: "reprice";
  readonly covered: readonly CoveredSubject[];
  readonly yearlyMinor: string;
  readonly effectiveOn: IsoDate;
};
/** Moves the contract's end to a later day, or to none. What runs to the end goes with it, or nothing does; what ended before never does. */
export type Extend = {
  readonly kind: "extend";
  readonly endsBefore: IsoDate | null;
  readonly carries: "what_runs_to_the_end" | "nothing";
};
/** Moves the contract's end to an earlier day; `lastDay` is still covered. */
export type Shorten = Agreement & { readonly kind: "shorten"; readonly lastDay: IsoDate };
/** Nothing is covered from `startsOn` until it resumes by itself on `resumesOn`; null: until it is resumed. */
export type Suspend = { readonly kind: "suspend"; readonly startsOn: IsoDate; readonly resumesOn: IsoDate | null };
/** Covered again from `effectiveOn` on, earlier than the suspension said. */
export type Resume = Agreement & { readonly kind: "resume"; readonly effectiveOn: IsoDate };
/** Ends the contract; `lastDay` is still covered. Its agreed term stays on record. */
export type Cancel = Choice & { readonly kind: "cancel"; readonly lastDay: IsoDate };
/** From `effectiveOn` on the contract is another account's; what covers the account, or its products, covers the new one's. */
export type Transfer = Choice & { readonly kind: "transfer"; readonly accountId: string; readonly effectiveOn: IsoDate };
/** The record of these days was wrong (COV13): they were covered like this, or, with null, not at all. Other days stay as they are. */
export type Correct = CoveredSubject &
  DayRange & {
    readonly kind: "correct";
    readonly to: { readonly planId: string; readonly yearlyMinor: string } | null;
  };

export type Change = Add | Remove | Replace | Move | Reprice | Extend | Shorten | Suspend | Resume | Cancel | Transfer | Correct;

/** Restores what was agreed before an amendment on which nothing depends (COV13). */
export type Reverse = { readonly kind: "reverse"; readonly amendmentId: string };

/** One change, signed. */
export type Amendment = Signature & (Change | Reverse);
/** Several changes under one signature: they land together or not at all. */
export type Amendments = Signature & { readonly changes: readonly Change[] };

/** The first day on which the change makes a difference to a contract that has this header. */
export function effectiveOn(change: Change, { header }: Pick<ContractFacts, "header">): IsoDate {
  switch (change.kind) {
    case "add":
    case "suspend":
    case "correct":
      return change.startsOn;
    case "remove":
    case "replace":
    case "shorten":
    case "cancel":
      return endsBeforeOf(change.lastDay);
    case "extend":
      // A contract without an end is not extended: that is refused whatever this says.
      return header.endsBefore!;
    case "move":
    case "reprice":
    case "resume":
    case "transfer":
      return change.effectiveOn;
  }
}
