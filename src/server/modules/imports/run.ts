/** A whole import: sheets in the order of dependence, each file in a transaction of its own, or all in one that is taken back. */

import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import type { FileReport, ImportReport } from "#api/imports.ts";
import { nameKey } from "#core/identification/keys.ts";
import { rebookSince } from "#modules/projects/projects.ts";
import { inTransaction, type Context, type Shell } from "#platform/context.ts";
import type { Actor } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { applyOf } from "./apply.ts";
import { readRow, type Columns, type Fields, type Kind, type ReadRow } from "./kinds/kind.ts";
import { kinds } from "./kinds/kinds.ts";
import { columnsOf, missingFields } from "./kinds/recognise.ts";
import { contractKey, Firsts } from "./planning/firsts.ts";
import { Sorting } from "./planning/sorting.ts";
import { textOf, type Sheet, type SheetRow } from "./reading/sheet.ts";
import type { SheetToRun } from "./prepare.ts";
import { fileReport, reportOf } from "./report.ts";

/** Told as the import goes on; `check` throws Cancelled when it is to stop. */
export type Progress = { begin(doing: string, rows: number): void; step(rows: number): void; check(): void };

/** Told in each file's own transaction what will have landed with it: the report then says neither more nor less than is there. */
export type Landed = (ctx: Context, report: ImportReport) => Promise<void>;

/** Thrown out of the transaction in hand, which leaves its file as it was. */
export class Cancelled extends Error {
  override name = "Cancelled";
}

/** Any number that nothing else locks: imports take turns on it. */
const ADVISORY_LOCK = 5_120_774;
/** Rows read between two pauses, so that others are served meanwhile. */
const ROWS_AT_A_TIME = 5_000;

/**
 * Runs the import and gives its report, sheets in the order in which they were given. Each file lands whole or not at all. A dry
 * run does the very same and takes it back. Throws Cancelled when `progress` says so, and `conflict` where others write the same
 * things at the same time; what landed before stays.
 */
export async function runSheets(
  shell: Shell,
  actor: Actor,
  sheets: readonly SheetToRun[],
  dryRun: boolean,
  progress: Progress,
  landed: Landed = async () => {},
): Promise<ImportReport> {
  const ordered = sheets.toSorted((a, b) => rank(a) - rank(b));
  const { reports, firsts } = dryRun
    ? await takeBack(shell, actor, ordered, progress)
    : await land(shell, actor, ordered, progress, landed);
  return reportOf(
    sheets.map((sheet) => reports.get(sheet)!),
    firsts,
    dryRun,
  );
}

type Outcome = { readonly reports: ReadonlyMap<SheetToRun, FileReport>; readonly firsts: Firsts };

async function land(
  shell: Shell,
  actor: Actor,
  sheets: readonly SheetToRun[],
  progress: Progress,
  landed: Landed,
): Promise<Outcome> {
  let outcome: Outcome = { reports: new Map(), firsts: new Firsts() };
  for (const group of landingTogether(sheets)) {
    const before = outcome;
    outcome = await twice(() =>
      inTransaction(shell, actor, async (ctx) => {
        // A transaction that is run again starts from what was said before it.
        const next = { reports: new Map(before.reports), firsts: before.firsts.copy() };
        for (const [index, sheet] of group.entries())
          next.reports.set(sheet, await runSheet(inTurn(ctx, index), sheet, next.firsts, progress));
        await rebookSince(inTurn(ctx, group.length), ctx.now);
        await landed(ctx, reportOf([...next.reports.values()], next.firsts, false));
        return next;
      }),
    );
  }
  return outcome;
}

/**
 * The sheets, in their order, in groups that land together: a file lands whole or not at all. Where the order of dependence puts
 * sheets of other files between those of a workbook, they land with it.
 */
export function landingTogether<T extends { readonly file: string }>(ordered: readonly T[]): T[][] {
  const groups: T[][] = [];
  const last = new Map(ordered.map(({ file }, index) => [file, index]));
  let end = -1;
  for (const [index, sheet] of ordered.entries()) {
    if (index > end) groups.push([]);
    groups.at(-1)!.push(sheet);
    end = Math.max(end, last.get(sheet.file)!);
  }
  return groups;
}

/** Each sheet of a transaction a moment after the one before it: what is corrected was believed for a moment, however short (COV9). */
const inTurn = (ctx: Context, index: number): Context => ({ ...ctx, now: ctx.now.add({ microseconds: index }) });

class TakenBack extends Error {}

async function takeBack(shell: Shell, actor: Actor, sheets: readonly SheetToRun[], progress: Progress): Promise<Outcome> {
  let outcome: Outcome | undefined;
  try {
    await inTransaction(shell, actor, async (ctx) => {
      const reports = new Map<SheetToRun, FileReport>();
      const firsts = new Firsts();
      for (const [index, sheet] of sheets.entries())
        reports.set(sheet, await runSheet(inTurn(ctx, index), sheet, firsts, progress));
      outcome = { reports, firsts };
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return outcome!;
}

/** Constraints of the database that a row planned a moment ago may hit when somebody else wrote meanwhile. */
const CONSTRAINTS = new Set(["23505", "23P01", "23503", "23514"]);
const TIMED_OUT = "57014";

/** Plans a sheet again, once, when others changed what it was planned against; then says so. */
async function twice<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (codeOf(error) === TIMED_OUT)
      throw new Problem("conflict", "Another import is taking long. Run this one again when it is done.");
    if (!CONSTRAINTS.has(codeOf(error))) throw error;
  }
  try {
    return await run();
  } catch (error) {
    if (!CONSTRAINTS.has(codeOf(error))) throw error;
    throw new Problem(
      "conflict",
      "Somebody else is changing the same things at this moment. Nothing of this file was taken; run the import again.",
    );
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

async function runSheet(ctx: Context, sheet: SheetToRun, firsts: Firsts, progress: Progress): Promise<FileReport> {
  const { content, kind, mapping } = sheet;
  const sorting = new Sorting(sheet, mapping, firsts);
  if (content === undefined || sheet.problem !== undefined) return fileReport(sheet, sorting, sheet.problem);
  progress.begin(content.name === undefined ? sheet.file : `${sheet.file}, ${content.name}`, content.rows.length);
  const missing = kind === undefined ? [] : missingFields(kind, mapping);
  if (kind === undefined) return fileReport(sheet, sorting, unknownKind);
  if (missing.length > 0) return fileReport(sheet, sorting, missingColumns(missing));
  await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(ctx.tx);
  const rows = await readRows(kind, sheet, content, sorting, firsts, progress);
  const step = (count: number) => {
    progress.step(count);
    progress.check();
  };
  const { file } = sheet;
  await applyOf[kind.name]({ ctx, sorting, firsts, step, file, sheet: sheet.sheet }, rows as never);
  progress.check();
  return fileReport(sheet, sorting, undefined);
}

const unknownKind = {
  code: "unknown_kind",
  message: `The headings are those of no known kind of sheet (${kinds.map(({ title }) => title.toLowerCase()).join(", ")}). Say what it holds and which column is which, or leave the sheet out.`,
};

const missingColumns = (titles: readonly string[]) => ({
  code: "missing_column",
  message: `No column is matched with ${titles.join(", ")}. Say which columns they are, or add them.`,
});

async function readRows(
  kind: Kind,
  sheet: SheetToRun,
  content: Sheet,
  sorting: Sorting,
  firsts: Firsts,
  progress: Progress,
): Promise<ReadRow<Fields>[]> {
  const columns = columnsOf(sheet.mapping, content.headings);
  const rows: ReadRow<Fields>[] = [];
  for (const [index, sheetRow] of content.rows.entries()) {
    if (index > 0 && index % ROWS_AT_A_TIME === 0) {
      progress.check();
      await setImmediate();
    }
    const read = readRow(kind, columns, sheetRow);
    if ("values" in read) rows.push(read);
    else {
      sorting.refuse(sheetRow.row, read.field, read.code, read.message);
      if (kind.name === "contracts") noteRefused(columns, sheetRow, sheet, firsts);
    }
  }
  return rows;
}

/** A contract refused for a bad cell is still named by its lines. */
function noteRefused(columns: Columns, { row, cells }: SheetRow, { file, sheet }: SheetToRun, firsts: Firsts): void {
  const number = textOf(cells[columns.get("number") ?? -1]);
  if (number !== "") firsts.refuse(contractKey(nameKey(number)), { file, sheet, row });
}

const rank = ({ kind }: SheetToRun): number => (kind === undefined ? kinds.length : kinds.indexOf(kind));
