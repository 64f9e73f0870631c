/** The answer to an entitlement check (ENT6): an outcome with every candidate, what ruled each out, and what would help. */

import type { AllowancePeriod } from "../allowances/terms.ts";
import type { IsoDate, SubjectKind } from "../coverage/coverage.ts";
import type { AccountFact, AssetFact, ContactFact, IsoInstant, Question, Tier } from "./facts.ts";
import type { Admits, Channel, Severity, TargetUnit } from "./terms.ts";

/** A rule of the domain that spoke, and what it says here in a plain sentence. */
export type Reason = { readonly rule: string; readonly text: string };

export type Source = {
  readonly kind: "contract" | "warranty" | "default_plan";
  readonly contractNumber?: string;
  readonly lineNumber?: string;
  readonly plan: string;
  readonly scope: SubjectKind;
  readonly startsOn: IsoDate;
  /** null: open-ended. */
  readonly endsBefore: IsoDate | null;
};

/** What is left of a bucket of an allowance, or under one of its limits, in the period that holds the day. Whole units. */
export type AllowanceLeft = {
  /** The allowance's key, the bucket's, and for one of its limits the limit's. */
  readonly allowance: string;
  readonly bucket: string;
  readonly limit: string | null;
  readonly unit: "tickets" | "minutes" | "money";
  readonly per: AllowancePeriod;
  readonly channels: Admits<Channel>;
  readonly products: Admits<string>;
  readonly severities: Admits<Severity>;
  readonly granted: number;
  /** Set aside for what is asked or open and draws later. */
  readonly held: number;
  readonly used: number;
  /** granted − held − used, never less than 0. */
  readonly left: number;
  /** Used beyond what was granted; a limit has none of its own. */
  readonly over: number;
  readonly beyond: "refuse" | "count" | "bill";
  /** The whole period, also where the contract ends sooner. */
  readonly startsOn: IsoDate;
  /** null: the term of a contract without end. */
  readonly endsBefore: IsoDate | null;
};

export type Candidate = Source & {
  readonly coverageId: string | null;
  readonly contractId: string | null;
  readonly planId: string;
  readonly tier: Tier;
  readonly service: string;
  readonly allowances: readonly AllowanceLeft[];
  /** null: nothing ruled it out. */
  readonly ruledOutBy: Reason | null;
};

/** Something near that would be covered: another channel, another caller, another day, a renewal (ENT6). */
export type NearMiss = Reason & {
  readonly change: "channel" | "contact" | "date" | "renewal" | "severity" | "subject";
  readonly contractNumber?: string;
  /** The day from which it holds, for a change of date. */
  readonly from?: IsoDate;
  /** What it cost a year and would again, for a renewal. */
  readonly yearly?: { readonly minor: string; readonly currency: string };
};

/** A condition that the question left open (ENT14). */
export type Condition = {
  readonly term: "channel" | "contact" | "severity";
  readonly text: string;
};

export type Target = {
  readonly name: string;
  readonly severity: Severity;
  readonly unit: TargetUnit;
  readonly amount: number;
  /** When it would be due if a ticket were opened at the instant asked about. */
  readonly dueAt: IsoInstant;
};

export type Outcome = "entitled" | "not_entitled" | "undecided";

export type Decision = {
  readonly outcome: Outcome;
  readonly source: Source | null;
  readonly reasons: readonly Reason[];
  readonly candidates: readonly Candidate[];
  readonly nearMisses: readonly NearMiss[];
  readonly conditions: readonly Condition[];
  readonly targets: readonly Target[];
  readonly subject: AssetFact | null;
  readonly account: AccountFact | null;
  readonly contact: ContactFact | null;
  readonly didYouMean: readonly {
    readonly serial: string;
    readonly assetId: string;
    readonly accountName: string;
    readonly productName: string | null;
  }[];
  /** The order of work, a line each (ENT1). */
  readonly steps: readonly Reason[];
  readonly question: Question;
  readonly at: IsoInstant;
  readonly knownAt: IsoInstant;
};
