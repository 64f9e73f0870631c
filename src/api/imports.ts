/** Imports on the wire (IMP1): hand in spreadsheets, match columns, see what would happen, apply. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { byId, id, isoInstant, page, pageQuery } from "./values.ts";

/** A register of a few hundred thousand rows; larger ones are split. Files are held in memory while they are read. */
export const maxFileBytes = 32 * 1024 * 1024;
export const maxFiles = 20;

export const importKind = z.enum([
  "customers",
  "contacts",
  "assets",
  "contracts",
  "contract_lines",
  "products",
  "product_versions",
  "device_types",
]);
export type ImportKind = z.infer<typeof importKind>;

export const rowRemark = z.object({
  file: z.string(),
  sheet: z.string().optional(),
  /** As the spreadsheet numbers it: the heading is row 1. */
  row: z.number().int(),
  column: z.string().optional(),
  code: z.string(),
  /** What is wrong and what to do. */
  message: z.string(),
});
export type RowRemark = z.infer<typeof rowRemark>;

export const fileReport = z.object({
  file: z.string(),
  sheet: z.string().optional(),
  kind: importKind.nullable(),
  read: z.number().int(),
  made: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.array(rowRemark),
  remarked: z.array(rowRemark),
  /** Why nothing of it could be read: it is no spreadsheet, say, or its headings are unknown. */
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Sum of yearly value of the rows taken, per currency, as a decimal number such as "123456.00"; only where the kind has money. */
  yearlyValue: z.record(z.string(), z.string()).optional(),
});
export type FileReport = z.infer<typeof fileReport>;

export const importReport = z.object({
  dryRun: z.boolean(),
  files: z.array(fileReport),
  totals: z.object({
    read: z.number().int(),
    made: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    remarked: z.number().int(),
    /** The same over all files; a line that stands in two of them counts once. */
    yearlyValue: z.record(z.string(), z.string()),
  }),
});
export type ImportReport = z.infer<typeof importReport>;

export const sheetMapping = z.object({
  file: z.string(),
  fileId: id,
  sheet: z.string().optional(),
  kind: importKind.nullable(),
  headings: z.array(z.string()),
  /** field → heading; a field left out is not read. */
  mapping: z.record(z.string(), z.string()),
  /** The fields that this kind knows. */
  fields: z.array(z.object({ name: z.string(), title: z.string(), required: z.boolean() })),
  /** The first rows as typed, to match columns by eye. */
  sample: z.array(z.array(z.string())),
  rows: z.number().int(),
  /** "remembered" when a mapping kept from an earlier import was used. */
  matched: z.enum(["by_heading", "remembered", "by_hand", "unknown"]),
});
export type SheetMapping = z.infer<typeof sheetMapping>;

export const importStatus = z.enum(["uploaded", "checking", "checked", "applying", "applied", "cancelled", "failed"]);

export const importRow = z.object({
  id,
  status: importStatus,
  createdAt: isoInstant,
  finishedAt: isoInstant.nullable(),
  /** Who handed it in; a program's name where it came by an API key. */
  actorName: z.string(),
  /** Of the latest report; null before the first check. */
  totals: importReport.shape.totals.nullable(),
  files: z.array(
    z.object({
      id,
      name: z.string(),
      bytes: z.number().int(),
      /** Why it could not be read, and what to do. */ problem: z.string().nullable(),
    }),
  ),
});

export const importDetail = importRow.extend({
  sheets: z.array(sheetMapping),
  progress: z.object({ done: z.number().int(), of: z.number().int(), doing: z.string() }).nullable(),
  report: importReport.nullable(),
  problem: z.string().nullable(),
});
export type ImportRow = z.infer<typeof importRow>;
export type ImportDetail = z.infer<typeof importDetail>;

/** The body is multipart/form-data with one part a file, which no schema here describes. */
export const uploadImport = endpoint({
  method: "POST",
  path: "/api/v1/imports",
  tag: "imports",
  summary: "Hands in CSV or XLSX files (multipart/form-data); says how their columns were matched. Nothing is imported yet.",
  reply: importDetail,
  status: 201,
  creates: true,
  problems: ["too_large", "refused"],
  transaction: "none",
});
export const listImports = endpoint({
  method: "GET",
  path: "/api/v1/imports",
  tag: "imports",
  summary: "Imports, newest first.",
  query: pageQuery,
  reply: page(importRow),
});
export const getImport = endpoint({
  method: "GET",
  path: "/api/v1/imports/{id}",
  tag: "imports",
  summary: "An import: columns, progress, report.",
  params: byId,
  reply: importDetail,
  problems: ["not_found"],
  transaction: "none",
});
export const mapImport = endpoint({
  method: "PUT",
  path: "/api/v1/imports/{id}/mapping",
  tag: "imports",
  summary: "Changes how the columns of a sheet are read, and remembers it.",
  params: byId,
  body: z.strictObject({
    fileId: id,
    sheet: z.string().optional(),
    kind: importKind,
    /** Left out: matched by the headings as far as they go, to be completed by hand. */ mapping: z
      .record(z.string(), z.string())
      .optional(),
  }),
  reply: importDetail,
  problems: ["not_found", "conflict", "refused"],
});
export const runImport = endpoint({
  method: "POST",
  path: "/api/v1/imports/{id}/run",
  tag: "imports",
  summary: "Checks the rows (dryRun) or applies them; goes on in the background, see progress.",
  params: byId,
  body: z.strictObject({ dryRun: z.boolean() }),
  reply: importDetail,
  status: 202,
  problems: ["not_found", "conflict"],
  transaction: "none",
});
export const cancelImport = endpoint({
  method: "POST",
  path: "/api/v1/imports/{id}/cancel",
  tag: "imports",
  summary: "Stops a running import: the file in hand is left as it was.",
  params: byId,
  reply: importDetail,
  problems: ["not_found", "conflict"],
  transaction: "none",
});
export const getImportFile = endpoint({
  method: "GET",
  path: "/api/v1/imports/{id}/files/{fileId}",
  tag: "imports",
  summary: "The file as it was handed in.",
  params: z.object({ id, fileId: id }),
  reply: z.unknown(),
  problems: ["not_found"],
});
