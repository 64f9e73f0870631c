/** Whole contracts as core reads them, as they stand or as they were known: what amendments, billing and budgets are computed from. */

import type { ContractFacts, CoverageFact, Header, Line, RecordedAmendment } from "#core/amendments/index.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import * as store from "./facts-store.ts";

export type FactsAsked = {
  /** Only what was recorded by then (COV9); all that is recorded when absent. */
  readonly knownAt?: Temporal.Instant | undefined;
  /** Holds the contracts until the transaction ends, so that what is read still stands when something is written from it. */
  readonly forUpdate?: boolean | undefined;
};

/**
 * The contracts with these ids, each with all that it covers or covered; of an unknown id nothing. Four statements and the
 * contracts' own, whether it is one contract of 5,000 assets or a thousand small ones. Accounts are not confined: whoever asks
 * for a contact has made sure whose contracts these are.
 */
export async function loadFacts(
  ctx: Context,
  contractIds: Iterable<string>,
  { knownAt, forUpdate = false }: FactsAsked = {},
): Promise<Map<string, ContractFacts>> {
  permit(ctx.actor, "contracts.read");
  const asked = [...contractIds];
  const contracts = await store.selectContractRows(ctx.tx, asked, forUpdate);
  const lines = Map.groupBy(await store.selectLineRows(ctx.tx, asked), ({ contractId }) => contractId);
  const amendments = Map.groupBy(await store.selectAmendmentRows(ctx.tx, asked), ({ contractId }) => contractId);
  const standing = Map.groupBy(await store.selectStanding(ctx.tx, asked, knownAt), ({ contractId }) => contractId);
  const ended = Map.groupBy(await store.selectEnded(ctx.tx, asked, knownAt), ({ contractId }) => contractId);
  const facts = contracts.map((contract): ContractFacts => {
    const recorded = amendments.get(contract.id) ?? [];
    const isKnown = ({ recordedAt }: store.AmendmentRow) =>
      knownAt === undefined || Temporal.Instant.compare(recordedAt, knownAt) <= 0;
    const asItStands = { header: headerOf(contract), lines: (lines.get(contract.id) ?? []).map(lineOf) };
    return {
      ...takenBack(
        asItStands,
        recorded.filter((one) => !isKnown(one)),
      ),
      coverage: (standing.get(contract.id) ?? []).map(factOf),
      ended: (ended.get(contract.id) ?? []).map((row) => ({ ...factOf(row), endedBy: row.endedBy })),
      amendments: recorded.filter(isKnown).map(amendmentOf),
    };
  });
  return new Map(facts.map((one) => [one.header.contractId, one]));
}

/** The headers alone, as they stand, held until the transaction ends; by contract. */
export async function holdHeaders(ctx: Context, contractIds: Iterable<string>): Promise<Map<string, Header>> {
  permit(ctx.actor, "contracts.read");
  const rows = await store.selectContractRows(ctx.tx, contractIds, true);
  return new Map(rows.map((row) => [row.id, headerOf(row)]));
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

function headerOf(row: store.ContractRow): Header {
  return {
    contractId: row.id,
    timeZone: row.timeZone,
    currency: row.currency,
    billing: {
      anchorOn: row.anchorOn ?? row.startsOn,
      ...(row.anchorDay !== null && { anchorDay: row.anchorDay }),
      every: { months: monthsOf[row.billingEvery] },
      timing: row.billingTiming,
    },
    startsOn: row.startsOn,
    endsBefore: row.endsBefore,
    cancelledOn: row.cancelledOn,
    suspensions: row.suspensions,
    suspensionMovesEnd: row.suspensionMovesEnd,
    accounts: row.accounts ?? [{ startsOn: row.startsOn, accountId: row.accountId }],
  };
}

function lineOf({ id, number, service, startsOn, endsBefore }: store.LineRow): Line {
  return { id, number, service, startsOn, endsBefore };
}

function amendmentOf({ id, kind, effectiveOn, reason, author, reverses, header, lines }: store.AmendmentRow): RecordedAmendment {
  return { id, kind, effectiveOn, reason, author, reverses, header, lines };
}

/** Header and lines as they were before these amendments, the last of which made them what they are. */
function takenBack(
  after: Pick<ContractFacts, "header" | "lines">,
  amendments: readonly store.AmendmentRow[],
): Pick<ContractFacts, "header" | "lines"> {
  let { header } = after;
  const lines = new Map(after.lines.map((line) => [line.id, line]));
  for (const amendment of amendments.toReversed()) {
    header = amendment.header?.before ?? header;
    for (const { before, after: made } of amendment.lines) {
      if (before === null) lines.delete(made!.id);
      else lines.set(before.id, before);
    }
  }
  return { header, lines: [...lines.values()] };
}

function factOf(row: store.CoverageRow): CoverageFact {
  const { id, lineId, startsOn, endsBefore, accountId, planId, yearlyMinor, suspended, endReason, amendmentId } = row;
  return {
    id,
    lineId,
    subject: subjectOf(row),
    startsOn,
    endsBefore,
    accountId,
    planId,
    yearlyMinor,
    suspended,
    endReason,
    amendmentId,
  };
}

type SubjectColumns = Pick<store.CoverageRow, "subjectKind" | "subjectId" | "productId" | "coversParts" | "coversSubAccounts">;

/** What coverage's columns mean: one id, narrowed by a product where a product at an account is covered. */
function subjectOf({ subjectKind, subjectId, productId, coversParts, coversSubAccounts }: SubjectColumns): Subject {
  switch (subjectKind) {
    case "asset":
      return { kind: "asset", assetId: subjectId, coversParts };
    case "product":
      return { kind: "product", productId, accountId: subjectId, coversSubAccounts };
    case "site":
      return { kind: "site", siteId: subjectId };
    case "account":
      return { kind: "account", accountId: subjectId, coversSubAccounts };
  }
}
