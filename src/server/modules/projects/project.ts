/** Support projects as read: budget beside actual, and how the budget came about (PRJ1). */

import { z } from "zod";
import type { BridgeStep, Project, ProjectRow } from "#api/projects.ts";
import {
  bridgeOf,
  type BudgetEvent,
  type BudgetStep,
  budgetOf,
  type DatedTerms,
  type Earning,
  totalOf,
} from "#core/budget/index.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./budget-store.ts";
import { figuresToDate, monthFigures, moneyFor, sumOfFigures, tellerFor } from "./figures.ts";
import { type Lens, type LensAsked, lensOf } from "./lens.ts";
import { loadTerms, shownTerms, termsStanding } from "./terms.ts";
import { selectTerms, type TermsRow } from "./terms-store.ts";

export type ProjectsAsked = LensAsked & {
  readonly q?: string | undefined;
  readonly accountId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const place = z.tuple([z.string()]);

/** Projects by their contracts' numbers. Throws `refused` as {@link lensOf} does. */
export async function listProjects(ctx: Context, query: ProjectsAsked): Promise<Page<ProjectRow> & { asked: Lens["asked"] }> {
  permit(ctx.actor, "projects.read");
  const lens = lensOf(ctx, query);
  const filter = {
    accountId: query.accountId,
    key: query.q === undefined || query.q === "" ? undefined : nameKey(query.q),
    after: readCursor(query.cursor, place)?.[0],
    limit: query.limit + 1,
  };
  const found = await store.selectContracts(ctx.tx, filter, ctx.now);
  const shown = found.slice(0, query.limit);
  const contractIds = shown.map(({ id }) => id);
  const terms = await loadTerms(ctx, shown, lens.knownAt);
  const earnings = Map.groupBy(
    await store.selectEarnings(ctx.tx, { contractIds }, lens.span, lens.knownAt),
    ({ contractId }) => contractId,
  );
  const worked = Map.groupBy(
    await store.selectWorked(ctx.tx, { contractIds }, lens.span, lens.at, lens.knownAt),
    ({ contractId }) => contractId,
  );
  const row = (contract: store.ContractRow): ProjectRow =>
    rowOf(ctx, contract, terms.get(contract.id)!, earnings.get(contract.id) ?? [], worked.get(contract.id) ?? [], lens);
  return { ...pageOf(found, query.limit, (last) => [last.numberKey], row), asked: lens.asked };
}

/** A contract's project. Throws `not_found`, and `refused` as {@link lensOf} does. */
export async function getProject(ctx: Context, contractId: string, query: LensAsked): Promise<Project> {
  permit(ctx.actor, "projects.read");
  const [contract] = await store.selectContracts(ctx.tx, { ids: [contractId], limit: 1 }, ctx.now);
  if (contract === undefined) throw new Problem("not_found", "There is no such project.");
  const lens = lensOf(ctx, query, contract.timeZone);
  const { span, at, knownAt } = lens;
  const rows = await selectTerms(ctx.tx, [contractId], knownAt);
  const terms = termsStanding(rows, contractId, contract.currency);
  const recorded = await store.selectRecordedEarnings(ctx.tx, contractId, span, knownAt);
  const standing = recorded.filter(({ endedBy }) => endedBy === null);
  const worked = await store.selectWorked(ctx.tx, { contractIds: [contractId] }, span, at, knownAt);
  const amendments = await store.selectAmendments(ctx.tx, contractId, knownAt);
  const events = eventsOf(amendments, rows, contract);
  const { steps } = bridgeOf(recorded, events, termsAtOpening(amendments, rows, contract), span);
  const tell = tellerFor(ctx, contract.currency);
  const seesMoney = moneyFor(ctx, contract.currency)(0n) !== null;
  return {
    ...rowOf(ctx, contract, terms, standing, worked, lens),
    timeZone: contract.timeZone,
    asked: lens.asked,
    months: monthFigures(budgetOf(standing, terms, span), worked, terms).map((one) => ({ month: one.month, ...tell(one) })),
    bridge: toldSteps(ctx, contract.currency, steps, amendments, rows),
    terms: terms.map((row) => {
      const { hourlyRate, ...shown } = shownTerms(row, contract.currency);
      return { ...shown, hourlyRate: seesMoney ? hourlyRate : null };
    }),
  };
}

function rowOf(
  ctx: Context,
  contract: store.ContractRow,
  terms: readonly DatedTerms[],
  earnings: readonly Earning[],
  worked: readonly store.WorkedMonth[],
  { span, at }: Lens,
): ProjectRow {
  const tell = tellerFor(ctx, contract.currency);
  return {
    contractId: contract.id,
    contractNumber: contract.number,
    accountId: contract.accountId,
    accountName: contract.accountName,
    currency: contract.currency,
    total: tell(sumOfFigures(monthFigures(budgetOf(earnings, terms, span), worked, terms))),
    toDate: tell(sumOfFigures(figuresToDate(earnings, worked, terms, span, at))),
  };
}

type OfContract = Pick<store.ContractRow, "id" | "currency">;

/** What was recorded of the contract and of its budget's terms, in that order; where both are of one instant, amendments first. */
function eventsOf(amendments: readonly store.AmendmentRow[], terms: readonly TermsRow[], contract: OfContract): BudgetEvent[] {
  const opening = amendments[0]?.recordedAt;
  const later = terms.filter((row) => concerns(row, terms, contract) && isAfter(row.recordedAt, opening));
  const events = [
    ...amendments.map(({ id, recordedAt }) => ({ recordedAt, event: { kind: "amendment" as const, id } })),
    ...later.map(({ id, recordedAt }) => {
      const recorded = terms.filter((row) => !isAfter(row.recordedAt, recordedAt));
      return {
        recordedAt,
        event: { kind: "terms" as const, id, terms: termsStanding(recorded, contract.id, contract.currency) },
      };
    }),
  ];
  return events.toSorted((a, b) => Temporal.Instant.compare(a.recordedAt, b.recordedAt)).map(({ event }) => event);
}

/** Whether terms have a say in this contract's budget: its own, its currency's, or, where that has none, everybody's. */
function concerns(row: TermsRow, all: readonly TermsRow[], { currency }: OfContract): boolean {
  if (row.contractId !== null || row.currency === currency) return true;
  return row.currency === null && !all.some((one) => one.contractId === null && one.currency === currency);
}

function termsAtOpening(
  amendments: readonly store.AmendmentRow[],
  terms: readonly TermsRow[],
  contract: OfContract,
): DatedTerms[] {
  const opening = amendments[0]?.recordedAt;
  const before = opening === undefined ? terms : terms.filter(({ recordedAt }) => !isAfter(recordedAt, opening));
  return termsStanding(before, contract.id, contract.currency);
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant | undefined): boolean {
  return b !== undefined && Temporal.Instant.compare(a, b) > 0;
}

/** The opening step, and each later one that moved something; what moved nothing is no step of a bridge. */
function toldSteps(
  ctx: Context,
  currency: string,
  steps: readonly BudgetStep[],
  amendments: readonly store.AmendmentRow[],
  terms: readonly TermsRow[],
): BridgeStep[] {
  const money = moneyFor(ctx, currency);
  const inHours = (minutes: bigint | null): number | null => (minutes === null ? null : Number(minutes));
  return steps.flatMap(({ event, months }, index): BridgeStep[] => {
    const moved = months.filter(({ minor, minutes }) => minor !== 0n || (minutes ?? 0n) !== 0n);
    if (index > 0 && moved.length === 0) return [];
    const { minor, minutes } = totalOf(months);
    const figures = {
      budget: money(minor),
      budgetMinutes: inHours(minutes),
      months: moved.map((one) => ({ month: one.month, budget: money(one.minor), budgetMinutes: inHours(one.minutes) })),
    };
    if (event.kind === "terms") {
      const { id, fromMonth, reason, author, recordedAt } = terms.find((row) => row.id === event.id)!;
      return [
        {
          kind: "terms",
          id,
          change: "terms",
          effectiveOn: `${fromMonth}-01`,
          reason,
          author,
          recordedAt: recordedAt.toString(),
          ...figures,
        },
      ];
    }
    const { id, kind, effectiveOn, reason, author, recordedAt } = amendments.find((one) => one.id === event.id)!;
    return [
      {
        kind: index === 0 ? "opening" : "amendment",
        id,
        change: kind,
        effectiveOn,
        reason,
        author,
        recordedAt: recordedAt.toString(),
        ...figures,
      },
    ];
  });
}
