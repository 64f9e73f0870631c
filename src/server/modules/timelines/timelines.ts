/** Coverage over time of one asset, contract or account: a row per subject, a bar per coverage, a mark per amendment. */

import type { TimelineRow } from "#api/timelines.ts";
import { dateInZone } from "#core/time/zone.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./store.ts";

/** Rows and marks that a screen can hold. */
const maxRows = 200;
const maxMarks = 500;

export type TimelineAsked = {
  readonly assetId?: string | undefined;
  readonly contractId?: string | undefined;
  readonly accountId?: string | undefined;
  /** As it was known then (COV9); as it is known now when absent. */
  readonly knownAt?: Temporal.Instant | undefined;
};

export type Timeline = {
  /** The day that it is for the owner. */
  readonly today: string;
  readonly rows: readonly TimelineRow[];
  readonly rowsLeftOut: number;
  readonly marks: readonly store.MarkRow[];
};

/** Throws `validation_failed` unless exactly one of the three is asked for, and `not_found`, also for what is another account's to a contact. */
export async function getTimeline(ctx: Context, { assetId, contractId, accountId, knownAt }: TimelineAsked): Promise<Timeline> {
  permit(ctx.actor, "contracts.read");
  const given = [assetId, contractId, accountId].filter((id) => id !== undefined);
  if (given.length !== 1) {
    const message = "Ask for exactly one of assetId, contractId and accountId.";
    throw new Problem("validation_failed", message, { errors: [{ pointer: "/query", message }] });
  }
  const known = knownAt ?? null;
  if (assetId !== undefined) return timelineOfAsset(ctx, assetId, known);
  if (contractId !== undefined) return timelineOfContract(ctx, contractId, known);
  return timelineOfAccount(ctx, accountId!, known);
}

async function timelineOfAsset(ctx: Context, id: string, known: store.Known): Promise<Timeline> {
  const owner = seen(ctx, await store.selectAssetOwner(ctx.tx, id), "asset");
  const subjects = await store.selectSubjectsOfAsset(ctx.tx, id);
  const bars = await store.selectBars(ctx.tx, [...new Set(subjects.map(({ subjectId }) => subjectId))], known);
  const rows = subjects.map((subject) =>
    rowOf(
      subject,
      barsOf(subject, bars).filter((bar) => reachesFrom(bar, subject)),
    ),
  );
  // The asset itself is always a row, so that a gap shows; what does not cover it is none.
  return timeline(
    ctx,
    owner,
    rows.filter((row) => row.id === id || row.bars.length > 0),
    0,
    known,
  );
}

async function timelineOfContract(ctx: Context, id: string, known: store.Known): Promise<Timeline> {
  const owner = seen(ctx, await store.selectContractOwner(ctx.tx, id, ctx.now), "contract");
  const subjects = await store.selectLineSubjects(ctx.tx, id, known, maxRows);
  const bars = await store.selectLineBars(ctx.tx, [...new Set(subjects.rows.map(({ lineId }) => lineId))], known);
  const rows = subjects.rows.map((subject) =>
    rowOf(
      subject,
      barsOf(subject, bars).filter(({ lineId }) => lineId === subject.lineId),
    ),
  );
  return timeline(ctx, owner, rows, subjects.all - subjects.rows.length, known, [id]);
}

async function timelineOfAccount(ctx: Context, id: string, known: store.Known): Promise<Timeline> {
  const owner = seen(ctx, await store.selectAccountOwner(ctx.tx, id), "account");
  const subjects = await store.selectSubjectsOfAccount(ctx.tx, id, maxRows);
  const bars = await store.selectBars(ctx.tx, [...new Set(subjects.rows.map(({ subjectId }) => subjectId))], known);
  const rows = subjects.rows.map((subject) => rowOf(subject, barsOf(subject, bars)));
  return timeline(ctx, owner, rows, subjects.all - subjects.rows.length, known);
}

function seen(ctx: Context, owner: store.Owner | undefined, what: string): store.Owner {
  const absent = `There is no such ${what}.`;
  if (owner === undefined) throw new Problem("not_found", absent);
  permitAccount(ctx.actor, owner.accountId, absent);
  return owner;
}

function barsOf({ subjectId, productId }: store.SubjectRow, bars: readonly store.BarRow[]): store.BarRow[] {
  return bars.filter((bar) => bar.subjectId === subjectId && bar.productId === productId);
}

/** A parent's coverage reaches the asset only where its line says so (COV11). */
function reachesFrom(bar: store.BarRow, { reach }: store.DistantSubject): boolean {
  if (reach === "own") return true;
  return reach === "parts" ? bar.coversParts : bar.coversSubAccounts;
}

function rowOf({ id, title, detail }: store.SubjectRow, bars: readonly store.BarRow[]): TimelineRow {
  return { id, title, detail, bars: bars.map(({ bar }) => bar) };
}

async function timeline(
  ctx: Context,
  owner: store.Owner,
  rows: readonly TimelineRow[],
  rowsLeftOut: number,
  known: store.Known,
  contractIds: readonly string[] = contractsOf(rows),
): Promise<Timeline> {
  // What was agreed in another account's contract is not a contact's to read, even where it covers what is theirs.
  const holder = accountScope(ctx.actor) ?? null;
  const marks = await store.selectMarks(ctx.tx, { contractIds, holder, now: ctx.now, known, limit: maxMarks });
  return { today: dateInZone(ctx.now, owner.timeZone).toString(), rows, rowsLeftOut, marks };
}

function contractsOf(rows: readonly TimelineRow[]): string[] {
  return [...new Set(rows.flatMap(({ bars }) => bars.flatMap(({ contractId }) => contractId ?? [])))];
}
