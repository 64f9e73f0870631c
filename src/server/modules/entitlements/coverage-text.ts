/** A coverage as the values of one record of parted text: in SQL, and read. */

import { flat } from "#core/flat.ts";
import type { Coverage, CoverageSource, EndReason, Subject } from "#core/coverage/coverage.ts";
import type { ContractFact } from "#core/entitlement/facts.ts";
import { common, maybe, record, typed } from "./parted-text.ts";

/**
 * Its values as they came: id, contract, line, plan, service, zone, days, reason of its end, subject ("" for the asset it
 * was read with), whether it covers parts; of another subject than an asset also kind, product, whether it covers sub-accounts.
 */
export type CoverageText = readonly string[];

const columns = (subject: string): string =>
  record(
    "id",
    maybe("contract_id"),
    typed("line_number"),
    "plan_id",
    typed("service"),
    "time_zone",
    "valid",
    "end_reason",
    subject,
    "covers_parts",
  );

/** What covers an asset itself, or one that it is a part of; `asset` is the SQL for its id. */
export const coverageOfAsset = (asset: string): string => columns(maybe(`nullif(subject_id, ${asset})`));
/** What covers a site, an account, or a product at an account. */
export const coverageOfOthers = record(columns("subject_id"), "subject_kind", "product_id", "covers_sub_accounts");

/** The columns that either of them reads, all of them in the index of coverages by subject. */
export const coverageColumns =
  "id, subject_id, contract_id, line_number, subject_kind, product_id, covers_parts, covers_sub_accounts, service, plan_id, time_zone, valid, end_reason";

export const contractIdOf = (text: CoverageText): string => text[1]!;
/** Of a coverage that is not of an asset: the product it is narrowed to, null for all. */
export const productIdOf = (text: CoverageText): string | null => (text[10] === "product" ? text[11]! : null);

/**
 * The coverage, to be kept. `contract` is that of its id, null for a warranty; `before` is one that was read before, of the same asset
 * if there is one: what both have alike is in memory once.
 */
export function readCoverage(
  text: CoverageText,
  contract: ContractFact | null,
  assetId: string,
  before: Coverage | undefined,
): Coverage {
  const days = text[6]!;
  const comma = days.indexOf(",");
  return {
    id: flat(text[0]!),
    source: contract === null ? warranty : sourceOf(contract, flat(text[2]!)),
    subject: subjectOf(text, assetId, before?.subject),
    service: alike(text[4]!, before?.service),
    planId: alike(text[3]!, before?.planId),
    startsOn: alike(days.slice(1, comma), contract?.startsOn),
    endsBefore: alike(days.slice(comma + 1, -1), contract?.endsBefore) || null,
    endReason: alike(text[7]!, before?.endReason) as EndReason,
    timeZone: alike(text[5]!, contract?.timeZone),
  };
}

function alike(value: string, other: string | null | undefined): string {
  return value === other ? other : common(value);
}

const warranty: CoverageSource = { kind: "warranty" };

function sourceOf({ id, number }: ContractFact, lineNumber: string): CoverageSource {
  return { kind: "contract", contractId: id, contractNumber: number, lineNumber };
}

function subjectOf(text: CoverageText, assetId: string, before: Subject | undefined): Subject {
  const id = text[8]! || assetId;
  switch (text[10]) {
    case "product":
      return { kind: "product", productId: text[11]!, accountId: id, coversSubAccounts: text[12] === "true" };
    case "site":
      return { kind: "site", siteId: id };
    case "account":
      return { kind: "account", accountId: id, coversSubAccounts: text[12] === "true" };
    default: {
      const coversParts = text[9] === "true";
      if (before?.kind === "asset" && before.assetId === id && before.coversParts === coversParts) return before;
      return { kind: "asset", assetId: id, coversParts };
    }
  }
}
