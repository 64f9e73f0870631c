/** A contract's page: header, money, health and lines, on a day, as known then. */

import type { z } from "zod";
import type { contractDetail, contractLineRow } from "#api/contracts.ts";
import type { AccountFrom, Line } from "#core/amendments/index.ts";
import { coveredKey } from "#core/amendments/facts.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { endsBeforeOf } from "#core/coverage/days.ts";
import type { Context } from "#platform/context.ts";
import * as store from "./detail-store.ts";
import { type Agreed, type AsOf, type Known, knownContract } from "./known.ts";
import { endOf } from "./list.ts";
import { type Names, namesOf } from "./names.ts";
import * as on from "./on-day.ts";

export type ContractDetail = z.infer<typeof contractDetail>;
type LineRow = z.infer<typeof contractLineRow>;

/** Lines shown with a contract: beyond this, ask for its coverage. */
const maxLines = 10_000;

/** Throws `not_found`, also for a contact whose account's it is not. */
export async function getContract(ctx: Context, id: string, asOf: AsOf = {}): Promise<ContractDetail> {
  const known = await knownContract(ctx, id, asOf);
  const terms = new Map((await store.selectLineTerms(ctx.tx, id)).map((line) => [line.id, line]));
  const lines = knownLines(known, asOf.knownAt !== undefined);
  const { facts, header, day, state } = known;
  const names = await namesOf(ctx.tx, subjectsOf(known, terms), namedIn(known));
  const lasts = on.lastsBefore(facts.header);
  const holder = holderOn(facts.header.accounts, day);
  const valueDay = on.nearestDay({ startsOn: facts.header.startsOn, endsBefore: lasts }, day);
  const yearly = header.signedOn === null ? 0n : on.yearlyOn(known.agreed, valueDay);
  const end = endOf({ ...facts.header, ...header, state, day, lastsBefore: lasts });
  const { billing } = facts.header;
  const byLine = Map.groupBy(known.agreed, ({ lineId }) => lineId);
  return {
    id,
    number: header.number,
    accountId: holder,
    accountName: names.of(holder),
    plan: header.plan,
    state,
    startsOn: facts.header.startsOn,
    endsBefore: facts.header.endsBefore,
    cancelledOn: facts.header.cancelledOn,
    billingEvery: everyOf(billing.every.months),
    billingTiming: billing.timing,
    timeZone: facts.header.timeZone,
    renewalOf: header.renewalOf,
    renewalMode: header.renewalMode,
    lines: lines.length,
    yearlyValue: { minor: String(yearly), currency: facts.header.currency },
    ...end,
    health: await healthOf(ctx, known, lines, terms),
    at: day,
    knownAt: asOf.knownAt?.toString() ?? null,
    reconciledOn: header.reconciledOn,
    revision: header.revision,
    signedOn: header.signedOn,
    anchorOn: billing.anchorOn,
    anchorDay: billing.anchorDay ?? null,
    noticeDays: header.noticeDays,
    suspensions: facts.header.suspensions.map(({ startsOn, endsBefore }) => ({ startsOn, endsBefore })),
    suspensionMovesEnd: facts.header.suspensionMovesEnd,
    accounts: facts.header.accounts.map((held) => ({ ...held, accountName: names.of(held.accountId) })),
    lineList: lines.slice(0, maxLines).map((line) => lineRow(known, line, terms.get(line.id)!, byLine.get(line.id) ?? [], names)),
    linesLeftOut: Math.max(0, lines.length - maxLines),
  };
}

const everyOf = (months: number): "month" | "quarter" | "year" => (months === 1 ? "month" : months === 3 ? "quarter" : "year");

function holderOn(accounts: readonly AccountFrom[], day: string): string {
  return (accounts.findLast(({ startsOn }) => startsOn <= day) ?? accounts[0]!).accountId;
}

/** A line begins with what it covers: as known then, one of which nothing was recorded yet was not there. */
function knownLines({ facts }: Known, asKnownThen: boolean): readonly Line[] {
  if (!asKnownThen) return facts.lines;
  const begun = new Set([...facts.coverage, ...facts.ended].map(({ lineId }) => lineId));
  return facts.lines.filter(({ id }) => begun.has(id));
}

async function healthOf(
  ctx: Context,
  { facts, header, day, state }: Known,
  lines: readonly Line[],
  terms: ReadonlyMap<string, store.LineTerms>,
): Promise<ContractDetail["health"]> {
  const inItsDays = lines.filter(({ id }) => terms.get(id)!.removedOn === null);
  const assets = on.assetsOn(facts.coverage, day);
  return {
    noticeDue: isNoticeDue(header, facts.header, state, day),
    idleLines: state === "in_force" ? on.idleLines(inItsDays, facts.coverage, day).length : 0,
    retiredAssets: assets.length === 0 ? 0 : await store.countRetired(ctx.tx, assets),
    amendmentsToCome: on.amendmentsAfter(facts.amendments, day),
  };
}

function isNoticeDue(
  header: store.HeaderRow,
  { endsBefore, cancelledOn }: Known["facts"]["header"],
  state: Known["state"],
  day: string,
): boolean {
  const { noticeBy } = endOf({ state, day, endsBefore, cancelledOn, lastsBefore: endsBefore, noticeDays: header.noticeDays });
  return (state === "in_force" || state === "suspended") && noticeBy !== null && noticeBy <= day && !header.isRenewed;
}

/** A line that nothing covers, such as an imported draft's, speaks of what it was made with. */
function madeWith(known: Known, { subjectKind, assetId, productId, siteId }: store.LineTerms): Subject | undefined {
  const accountId = holderOn(known.facts.header.accounts, known.day);
  switch (subjectKind) {
    case "asset":
      return { kind: "asset", assetId: assetId!, coversParts: false };
    case "product":
      return { kind: "product", productId: productId!, accountId, coversSubAccounts: false };
    case "site":
      return { kind: "site", siteId: siteId! };
    case "account":
      return { kind: "account", accountId, coversSubAccounts: false };
    case null:
      return undefined;
  }
}

function subjectsOf(known: Known, terms: ReadonlyMap<string, store.LineTerms>): Subject[] {
  return [...known.agreed.map(({ subject }) => subject), ...[...terms.values()].flatMap((line) => madeWith(known, line) ?? [])];
}

function namedIn({ facts, agreed }: Known): Set<string> {
  return new Set([...facts.header.accounts.map(({ accountId }) => accountId), ...agreed.map(({ planId }) => planId)]);
}

function lineRow(known: Known, line: Line, terms: store.LineTerms, agreed: readonly Agreed[], names: Names): LineRow {
  const { day, header, facts, changesSince } = known;
  const ordered = agreed.toSorted(on.byStart);
  const subjects = new Set(agreed.map(coveredKey)).size;
  const subject = ordered[0]?.subject ?? madeWith(known, terms);
  const span = on.spanOf(agreed);
  const today = on.nearest(ordered, day);
  const valueDay = span === undefined ? day : on.nearestDay({ startsOn: span.startsOn, endsBefore: span.last.endsBefore }, day);
  const inForce = agreed.filter((days) => on.isOn(days, day));
  return {
    id: line.id,
    number: line.number,
    service: line.service,
    scope: subject?.kind ?? "account",
    subject: wordsOf(subject === undefined ? "" : names.subject(subject).words, subjects - 1),
    assetId: subjects <= 1 && subject?.kind === "asset" ? subject.assetId : null,
    subjects: Math.max(subjects, subject === undefined ? 0 : 1),
    plan: today === undefined ? header.plan : names.of(today.planId),
    startsOn: line.startsOn,
    ...endOfLine(line, terms, span?.last),
    suspended: inForce.length > 0 && inForce.every(({ suspended }) => suspended),
    yearlyValue: { minor: String(on.yearlyOn(agreed, valueDay)), currency: facts.header.currency },
    taxBp: changesSince.reduce(
      (rate, { field, lineId, before }) => (field === "tax_bp" && lineId === line.id ? Number(before) : rate),
      terms.taxBp,
    ),
  };
}

const wordsOf = (first: string, more: number): string => (more > 0 ? `${first} and ${more} more` : first);

/** A line that covers nothing shows its own days. */
function endOfLine(
  line: Line,
  { removedOn }: store.LineTerms,
  last: Agreed | undefined,
): Pick<LineRow, "endsBefore" | "endReason"> {
  if (last !== undefined) return { endsBefore: last.endsBefore, endReason: last.endReason };
  if (removedOn !== null) return { endsBefore: endsBeforeOf(removedOn), endReason: "removed" };
  return { endsBefore: line.endsBefore, endReason: "term" };
}
