/** Spreadsheets for tests of the import: the recorded register and product lists, or what a test makes up. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readFile, readingOf, sheetsToRun, type SheetToRun } from "../../src/server/modules/imports/prepare.ts";
import type { Progress } from "../../src/server/modules/imports/run.ts";
import { SHARED_DATA, sharedData } from "./shared-data.ts";

const books = ["customers.csv", "contacts.csv", "assets.csv"].map((name) => `register/${name}`);
export const registerCsv: readonly string[] = [...books, "register/contracts.csv", "register/contract_lines.csv"];
export const registerXlsx: readonly string[] = [...books, "register/contract_register.xlsx"];
/** All files of the folder, in both forms, as an import of the folder takes them. */
export const registerFolder = (): string[] => readdirSync(join(SHARED_DATA, "register")).map((name) => `register/${name}`);

/** Recorded files as sheets, matched by their headings. */
export function recordedSheets(paths: readonly string[]): Promise<SheetToRun[]> {
  return sheetsFrom(paths.map((path) => ({ name: path.split("/").at(-1)!, bytes: sharedData(path) })));
}

/** Files that a test makes up, as sheets, matched by their headings. */
export async function sheetsFrom(
  files: readonly { readonly name: string; readonly bytes: Buffer | string }[],
): Promise<SheetToRun[]> {
  const sheets: SheetToRun[] = [];
  for (const { name, bytes } of files) {
    const file = await readFile(name, Buffer.from(bytes));
    sheets.push(
      ...sheetsToRun(
        file,
        file.sheets.map((sheet) => readingOf(sheet, new Map())),
      ),
    );
  }
  return sheets;
}

/** Nobody looks on and nobody cancels. */
export const unwatched: Progress = { begin() {}, step() {}, check() {} };
