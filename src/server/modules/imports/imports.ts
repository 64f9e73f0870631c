/** Imports (IMP1): files are handed in, columns matched, rows checked and applied, and the file and its report kept. */

import { hash } from "node:crypto";
import { z } from "zod";
import type * as api from "#api/imports.ts";
import type { ImportDetail, ImportKind, SheetMapping } from "#api/imports.ts";
import { inTransaction, type Context, type Shell } from "#platform/context.ts";
import { pageOf, readCursor, type Page } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { kindOf } from "./kinds/kinds.ts";
import { headingsKey, matchHeadings, missingFields, type Mapping } from "./kinds/recognise.ts";
import { keptOf, readFile } from "./prepare.ts";
import type { Runs } from "./runs.ts";
import * as store from "./store.ts";
import type { FileRow, ImportRow } from "./store.ts";

export { headingKey } from "./kinds/recognise.ts";
export { date as dateIn } from "./kinds/dates.ts";
export { amountOf, decimalMarkOf } from "./planning/amounts.ts";
export { type Cell, type Sheet, textOf } from "./reading/sheet.ts";
export { readSpreadsheet } from "./reading/spreadsheet.ts";

export type HandedIn = { readonly name: string; readonly bytes: Buffer };

/** Keeps the files and says how their columns are matched. One that cannot be read is kept too, with why. Refuses none at all. */
export async function uploadImport(ctx: Context, shell: Shell, files: readonly HandedIn[]): Promise<ImportDetail> {
  permit(ctx.actor, "imports.run");
  if (files.length === 0) throw new Problem("refused", "No file was handed in. Send CSV or XLSX files as multipart/form-data.");
  const read = await Promise.all(files.map(({ name, bytes }) => readFile(name, bytes)));
  const keys = read.flatMap(({ sheets }) => sheets.map(({ headings }) => headingsKey(headings)));
  return inTransaction(shell, ctx.actor, async (inner) => {
    const remembered = await store.selectMappings(inner.tx, keys);
    const id = inner.newId();
    await store.insertImport(inner.tx, { id, actorId: inner.actor.id, actorName: inner.actor.name, createdAt: inner.now });
    for (const [index, { name, bytes }] of files.entries()) {
      const kept = keptOf(read[index]!, remembered);
      await store.insertFile(inner.tx, {
        id: inner.newId(),
        importId: id,
        name,
        content: bytes,
        digest: hash("sha256", bytes),
        kept,
      });
    }
    return load(inner, id);
  });
}

const place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Imports, newest first. */
export async function listImports(
  ctx: Context,
  asked: { cursor?: string | undefined; limit: number },
): Promise<Page<api.ImportRow>> {
  permit(ctx.actor, "imports.read");
  const after = readCursor(asked.cursor, place);
  const found = await store.selectImports(ctx.tx, after && { createdAt: after[0], id: after[1] }, asked.limit + 1);
  const files = Map.groupBy(
    await store.selectFiles(
      ctx.tx,
      found.map(({ id }) => id),
    ),
    ({ importId }) => importId,
  );
  return pageOf(
    found,
    asked.limit,
    (last) => [last.createdAt.toString(), last.id],
    (row) => headOf(row, files.get(row.id) ?? []),
  );
}

/** An import with its columns, progress and report; while this process runs it, from memory. One whose process has ended says so. */
export async function getImport(ctx: Context, runs: Runs, id: string): Promise<ImportDetail> {
  permit(ctx.actor, "imports.read");
  const running = runs.detailOf(id);
  if (running !== undefined) return running;
  const detail = await load(ctx, id);
  if (!store.underWay.includes(detail.status)) return detail;
  await tellInterrupted(ctx);
  return load(ctx, id);
}

/** Says what a sheet holds and which column is which (by its headings when left out), and remembers it for the next sheet with these headings once nothing is missing. */
export async function mapImport(
  ctx: Context,
  id: string,
  asked: { fileId: string; sheet?: string | undefined; kind: ImportKind; mapping?: Mapping | undefined },
): Promise<ImportDetail> {
  permit(ctx.actor, "imports.run");
  if (!(await store.moveStatus(ctx.tx, id, ["uploaded", "checked", "cancelled", "failed"], "uploaded")))
    throw await whyNot(ctx, id);
  const file = (await store.selectFiles(ctx.tx, [id])).find((one) => one.id === asked.fileId);
  const sheet = file?.kept.sheets.find(({ name }) => name === (asked.sheet ?? null));
  if (file === undefined || sheet === undefined) throw new Problem("not_found", "This import has no such file or sheet.");
  const mapping = asked.mapping ?? matchHeadings(kindOf(asked.kind), sheet.headings);
  const errors = asked.mapping === undefined ? [] : mappingErrors(asked.kind, mapping, sheet.headings);
  if (errors.length > 0) throw new Problem("refused", "The columns are not matched yet.", { errors });
  const changed = {
    ...sheet,
    kind: asked.kind,
    mapping,
    matched: asked.mapping === undefined ? ("by_heading" as const) : ("by_hand" as const),
  };
  await store.updateKept(ctx.tx, file.id, {
    ...file.kept,
    sheets: file.kept.sheets.map((one) => (one === sheet ? changed : one)),
  });
  if (missingFields(kindOf(asked.kind), mapping).length === 0) {
    await store.upsertMapping(ctx.tx, { key: headingsKey(sheet.headings), kind: asked.kind, mapping, at: ctx.now });
  }
  return load(ctx, id);
}

function mappingErrors(kind: ImportKind, mapping: Mapping, headings: readonly string[]): { pointer: string; message: string }[] {
  const { fields } = kindOf(kind);
  const used = new Set<string>();
  const errors = Object.entries(mapping).flatMap(([field, heading]) => {
    const pointer = `/body/mapping/${field}`;
    if (!(field in fields)) return [{ pointer, message: `${kind} have no field “${field}”` }];
    if (!headings.includes(heading)) return [{ pointer, message: `there is no column “${heading}”` }];
    if (used.has(heading)) return [{ pointer, message: `the column “${heading}” is matched twice` }];
    used.add(heading);
    return [];
  });
  const missing = missingFields(kindOf(kind), mapping).map((title) => ({
    pointer: "/body/mapping",
    message: `no column is matched with ${title}`,
  }));
  return [...errors, ...missing];
}

/** Begins to check the rows, or to apply them; what becomes of it stands in the import. An applied import is done with. */
export async function runImport(ctx: Context, runs: Runs, id: string, dryRun: boolean): Promise<ImportDetail> {
  permit(ctx.actor, "imports.run");
  const moved = await store.moveStatus(
    ctx.tx,
    id,
    ["uploaded", "checked", "cancelled", "failed"],
    dryRun ? "checking" : "applying",
    await runs.alive(),
  );
  if (!moved) throw await whyNot(ctx, id, runs);
  const detail = await load(ctx, id);
  runs.begin(ctx.actor, detail);
  return runs.detailOf(id) ?? detail;
}

/** Asks a run to stop; the file in hand will be as it was. */
export async function cancelImport(ctx: Context, runs: Runs, id: string): Promise<ImportDetail> {
  permit(ctx.actor, "imports.run");
  if (runs.cancel(id)) return runs.detailOf(id)!;
  const { status } = await load(ctx, id);
  throw new Problem(
    "conflict",
    store.underWay.includes(status) ? "Another server process runs this import. Cancel it there." : "This import is not running.",
  );
}

/** A file as it was handed in. */
export async function getImportFile(ctx: Context, id: string, fileId: string): Promise<{ name: string; content: Buffer }> {
  permit(ctx.actor, "imports.read");
  const file = await store.selectContent(ctx.tx, id, fileId);
  if (file === undefined) throw new Problem("not_found", "This import has no such file.");
  return file;
}

/** Tells of imports that were running when their process ended, and ends those of which all had landed. What another process is doing goes on. */
export async function tellInterrupted(ctx: Context): Promise<void> {
  for (const { id, status, report } of await store.selectBrokenOff(ctx.tx)) {
    const landed = status === "applying" ? (report?.files ?? []).map(({ file }) => file) : [];
    const files = (await store.selectFiles(ctx.tx, [id])).map(({ name }) => name).filter((name) => !landed.includes(name));
    if (files.length === 0) {
      await store.finish(ctx.tx, id, { status: "applied", at: ctx.now, problem: null });
      continue;
    }
    const took = landed.length === 0 ? "" : ` ${[...new Set(landed)].join(", ")}: taken, as the report says.`;
    const problem = `The server stopped in the middle.${took} Nothing of ${files.join(", ")} was taken; run the import again.`;
    await store.finish(ctx.tx, id, { status: "failed", at: ctx.now, problem });
  }
}

async function whyNot(ctx: Context, id: string, runs?: Runs): Promise<Problem> {
  const { status } = runs?.detailOf(id) ?? (await load(ctx, id));
  return new Problem(
    "conflict",
    status === "applied"
      ? "This import is applied. Hand the files in again to import them again."
      : "This import is running. Wait until it is done, or cancel it.",
  );
}

async function load(ctx: Context, id: string): Promise<ImportDetail> {
  const row = await store.selectImport(ctx.tx, id);
  if (row === undefined) throw new Problem("not_found", "There is no such import.");
  const files = await store.selectFiles(ctx.tx, [id]);
  return { ...headOf(row, files), sheets: files.flatMap(sheetsOf), progress: null, report: row.report, problem: row.problem };
}

function headOf({ id, status, actorName, createdAt, finishedAt, report }: ImportRow, files: readonly FileRow[]): api.ImportRow {
  return {
    id,
    status,
    createdAt: createdAt.toString(),
    finishedAt: finishedAt === null ? null : finishedAt.toString(),
    actorName,
    totals: report?.totals ?? null,
    files: files.map(({ id: fileId, name, bytes, kept }) => ({
      id: fileId,
      name,
      bytes,
      problem: kept.problem?.message ?? null,
    })),
  };
}

function sheetsOf({ id, name, kept }: FileRow): SheetMapping[] {
  return kept.sheets.map((sheet) => ({
    file: name,
    fileId: id,
    ...(sheet.name !== null && { sheet: sheet.name }),
    kind: sheet.kind,
    headings: [...sheet.headings],
    mapping: { ...sheet.mapping },
    fields:
      sheet.kind === null
        ? []
        : Object.entries(kindOf(sheet.kind).fields).map(([field, { title, required }]) => ({ name: field, title, required })),
    sample: sheet.sample.map((row) => [...row]),
    rows: sheet.rows,
    matched: sheet.matched,
  }));
}
