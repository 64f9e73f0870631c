/**
 * Coverage (COV1): a subject is covered by a contract line, or by its warranty, under a plan on the days
 * [startsOn, endsBefore). These are the facts every reader shares: desk, portal, billing, budget and reports.
 *
 * Facts are plain JSON values, dates as ISO strings, so that they can be stored beside a decision and replayed
 * from there (ENT13). ISO dates compare rightly as strings.
 */

/** A day of the calendar as "YYYY-MM-DD". Which instants it spans is a time zone's affair (COV4). */
export type IsoDate = string;

/** What a coverage covers (COV1). A product subject is every asset of that product, or of a branch below it, at one account. */
export type Subject =
  | { readonly kind: "asset"; readonly assetId: string; readonly coversParts: boolean }
  | { readonly kind: "product"; readonly productId: string; readonly accountId: string; readonly coversSubAccounts: boolean }
  | { readonly kind: "site"; readonly siteId: string }
  | { readonly kind: "account"; readonly accountId: string; readonly coversSubAccounts: boolean };

export type SubjectKind = Subject["kind"];

/** Why the last covered day is the last one: its term ran out, the subject was removed, or the contract was cancelled (COV3). */
export type EndReason = "term" | "removed" | "cancelled";

export type CoverageSource =
  | { readonly kind: "contract"; readonly contractId: string; readonly contractNumber: string; readonly lineNumber: string }
  | { readonly kind: "warranty" };

export type Coverage = {
  readonly id: string;
  readonly source: CoverageSource;
  readonly subject: Subject;
  /** What the line serves, "support" unless it names another such as "hardware" (COV2). */
  readonly service: string;
  readonly planId: string;
  readonly startsOn: IsoDate;
  /** The first day that is no longer covered; null says open-ended (COV7). */
  readonly endsBefore: IsoDate | null;
  readonly endReason: EndReason;
  /** The zone whose midnights bound the days: the contract's, or the account's for a warranty (COV4). */
  readonly timeZone: string;
};
