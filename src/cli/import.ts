import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Caller } from "#api/client.ts";
import { cancelImport, getImport, maxFileBytes, maxFiles, runImport, uploadImport, type ImportDetail } from "#api/imports.ts";
import { EXIT_FAILED, EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { importWords } from "./import-words.ts";
import { readOptions } from "./options.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit import: takes in customers, contacts, assets, contracts and their lines, and product lists

  ambit import FOLDER [--dry-run] [--json]
  ambit import FILE... [--dry-run] [--json]

Of a folder it takes every .csv and .xlsx, in whatever order; what names something else is taken after it. The same files twice
change nothing. Wrong rows never stop right ones: each is reported with its row, column, reason and what to do about it.

  --dry-run   checks everything and changes nothing
  --json      prints the report as JSON

Ends with 0 when the files were read, also where rows were refused: they stand in the report. Ends with 1 when a file could not be
read or the import could not be carried out, 2 when the command is not one.`;

const options = { "dry-run": { type: "boolean" }, json: { type: "boolean" } } as const;

/** Between two looks at a running import. */
const LOOK_EVERY_MS = 200;

export const importCommand: Command = {
  name: "import",
  summary: "Takes in spreadsheets: customers, contacts, assets, contracts, product lists.",
  help,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, options, true);
  const paths = filesOf(positionals);
  const caller = callerFor(connectionFrom(terminal.env));
  const uploaded = await caller.upload(uploadImport, formOf(paths));
  const done = await carryOut(caller, uploaded.id, values["dry-run"] === true);
  if (done.report === null || done.problem !== null) {
    if (done.report !== null && values.json === true) terminal.print(JSON.stringify(done.report, null, 2));
    terminal.complain(done.problem ?? "The import ended without a report.");
    return EXIT_FAILED;
  }
  terminal.print(values.json === true ? JSON.stringify(done.report, null, 2) : importWords(done.report, paintFor(terminal)));
  const isUnread = done.report.files.some(({ problem }) => problem !== undefined);
  return isUnread ? EXIT_FAILED : EXIT_OK;
}

function filesOf(paths: readonly string[]): string[] {
  if (paths.length === 0) throw new UsageError("Name the folder with the spreadsheets, or the files.");
  const files = paths.flatMap((path) => (isFolder(path) ? sheetsIn(path) : [path]));
  if (files.length > maxFiles) throw new UsageError(`These are ${files.length} files; ${maxFiles} at once are the most.`);
  for (const file of files) {
    if (statSync(file).size > maxFileBytes)
      throw new UsageError(`${file} is larger than ${maxFileBytes / 1024 / 1024} MB. Split it into several files.`);
  }
  return files;
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file or folder ${path}.`);
  return found.isDirectory();
}

/** The spreadsheets of a folder. "~$book.xlsx" is what Excel leaves beside a book that is open. */
function sheetsIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.(csv|tsv|xlsx)$/i.test(name) && !/^[.~]/.test(name));
  if (names.length === 0) throw new UsageError(`There is no .csv or .xlsx in ${folder}.`);
  return names.toSorted().map((name) => join(folder, name));
}

function formOf(paths: readonly string[]): FormData {
  const form = new FormData();
  for (const path of paths) form.append("file", new Blob([readFileSync(path)]), basename(path));
  return form;
}

/** Runs the import to its end. Ctrl-C cancels it, and what the file in hand would have changed stays as it was. */
async function carryOut(caller: Caller, id: string, dryRun: boolean): Promise<ImportDetail> {
  let stop: Promise<unknown> | undefined;
  const cancel = (): void => {
    stop ??= caller.call(cancelImport, { params: { id } }).catch(() => {}); // it may just have ended by itself
  };
  process.once("SIGINT", cancel);
  try {
    let detail = await caller.call(runImport, { params: { id }, body: { dryRun } });
    while (detail.status === "checking" || detail.status === "applying") {
      await setTimeout(LOOK_EVERY_MS);
      detail = await caller.call(getImport, { params: { id } });
    }
    return detail;
  } finally {
    process.off("SIGINT", cancel);
    await stop;
  }
}
