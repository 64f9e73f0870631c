/**
 * What is asked and what is known: the two arguments of {@link decide}. Both are plain JSON, so a recorded decision
 * keeps them and replays to the same answer (ENT13).
 */

import type { LotBalance } from "../allowances/lot.ts";
import type { Coverage, IsoDate, SubjectKind } from "../coverage/coverage.ts";
import type { Channel, Plan, Severity } from "./terms.ts";

/** An instant as an ISO string in UTC, such as "2026-03-20T23:30:00Z". */
export type IsoInstant = string;

/** The question as it was put (ENT2, ENT14): any clue may be left out, and what is left out is not held against it. */
export type Question = {
  readonly serial?: string | undefined;
  readonly assetTag?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly contractNumber?: string | undefined;
  /** Account name or reference. */
  readonly account?: string | undefined;
  /** Product name, slug or part number. */
  readonly product?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly severity?: Severity | undefined;
  readonly service?: string | undefined;
};

export type AccountFact = {
  readonly id: string;
  readonly reference: string | null;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  /** The parent, its parent, and so on, nearest first (COV11). */
  readonly ancestorIds: readonly string[];
};

export type AssetFact = {
  readonly id: string;
  readonly accountId: string;
  readonly serial: string | null;
  readonly tag: string | null;
  readonly productId: string | null;
  readonly productName: string | null;
  /** The product itself, then each ancestor in the product tree, nearest first. */
  readonly productPath: readonly string[];
  readonly version: string | null;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly environment: string | null;
  readonly status: "in_use" | "spare" | "retired";
  /** The assets this one is a part of, nearest first (COV11). */
  readonly ancestorIds: readonly string[];
};

export type ContactFact = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly namedCaller: boolean;
  /** Its place among the account's named callers, the one known longest being 1. Decisions kept from before lack it. */
  readonly namedPlace?: number;
};

/** A clue of the question and what it led to (ENT2). `matches` is the number of records it fits. */
export type ClueFact = {
  readonly clue: "serial" | "assetTag" | "email" | "phone" | "contractNumber" | "account" | "product";
  readonly value: string;
  readonly matches: number;
  /** The accounts that the matches belong to; a product belongs to none. */
  readonly accountIds: readonly string[];
};

/**
 * What the ledger holds of one allowance of a contract (ALW2): lots of its last two periods of which there are any, and what
 * was topped up. An allowance that nobody has drawn on has none, and need not be named.
 */
export type LotsFact = {
  readonly contractId: string;
  readonly planId: string;
  /** Of the plan's allowances. */
  readonly key: string;
  readonly lots: readonly LotBalance[];
};

export type ContractFact = {
  readonly id: string;
  readonly number: string;
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  readonly accountId: string;
  readonly timeZone: string;
};

/**
 * A plan's version that holds at `at`. Where a new one begins on a day that has come in one zone and not yet in another, each zone
 * has its own: `timeZone` then says whose coverages it is for (COV4); without, it is for all others.
 */
export type PlanFact = Plan & { readonly timeZone?: string };

/** The yearly price of a coverage that has ended, in minor units of its contract's currency. */
export type RenewalFact = { readonly coverageId: string; readonly yearlyMinor: string; readonly currency: string };

export type Facts = {
  readonly at: IsoInstant;
  readonly knownAt: IsoInstant;
  readonly clues: readonly ClueFact[];
  /** The accounts that the clues lead to. More than one means that they disagree, or that one clue is ambiguous. */
  readonly accounts: readonly AccountFact[];
  /** The assets that serial and tag lead to. */
  readonly assets: readonly AssetFact[];
  readonly contacts: readonly ContactFact[];
  /** The product that the question names, as a path: itself, then its ancestors. Empty when it names none or an unknown one. */
  readonly productPath: readonly string[];
  /** All coverage that could speak for the subject or the account, on any day, as known at `knownAt`. */
  readonly coverages: readonly Coverage[];
  readonly contracts: readonly ContractFact[];
  readonly plans: readonly PlanFact[];
  /**
   * How many assets of the account are covered by an asset line on the day, for a caller who names none; where the question
   * names a contract, by a line of that contract.
   */
  readonly coveredAssets: number;
  /** The contracts that followed the one that the question names, one after the other. Decisions kept from before lack it. */
  readonly followers?: readonly ContractFact[];
  /** What the coverage that ended last cost, where none is in force: what renewing it would. Decisions kept from before lack it. */
  readonly renewals?: readonly RenewalFact[];
  readonly lots: readonly LotsFact[];
  /** Whether what is asked draws at once: a product that is not named is then none, rather than one still to be said (ALW3, ENT14). */
  readonly draws?: true;
  readonly defaultPlanId: string | null;
  /** The order of preference (ENT3), as data. */
  readonly ranking: Ranking;
  /** Serials near to an unknown one, nearest first (COV12). */
  readonly similarSerials: readonly {
    readonly serial: string;
    readonly assetId: string;
    readonly accountName: string;
    readonly productName: string | null;
  }[];
};

/** Where a candidate's coverage sits relative to the subject, and what kind of source it is. */
export type Tier = SubjectKind | "parent_asset" | "default_plan";
export type Ranking = { readonly scopes: readonly Tier[]; readonly sources: readonly ("contract" | "warranty")[] };

/** ENT3's order when nobody has changed it. */
export const defaultRanking: Ranking = {
  scopes: ["asset", "parent_asset", "product", "site", "account", "default_plan"],
  sources: ["contract", "warranty"],
};
