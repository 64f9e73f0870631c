/** The shared register and product lists, as files to import; tests read them where they lie. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readFile, readingOf, sheetsToRun } from "../../src/server/modules/imports/prepare.ts";
import type { Progress, SheetToRun } from "../../src/server/modules/imports/run.ts";

export const sharedData = process.env["AMBIT_SHARED_DATA"] ?? join(import.meta.dirname, "../../../shared/data");

/** The bytes of a shared file; says plainly when the shared data is not there. */
export function sharedFile(path: string): Buffer {
  const file = join(sharedData, path);
  if (!existsSync(file)) throw new Error(`${file} is not there. These tests read the shared data: set AMBIT_SHARED_DATA to its folder.`);
  return readFileSync(file);
}

export const registerCsv = ["customers.csv", "contacts.csv", "assets.csv", "contracts.csv", "contract_lines.csv"].map((name) => `register/${name}`);
export const registerXlsx = ["customers.csv", "contacts.csv", "assets.csv", "contract_register.xlsx"].map((name) => `register/${name}`);
export const registerAll = (): string[] => readdirSync(join(sharedData, "register")).map((name) => `register/${name}`);

/** Shared files as sheets matched by their headings. */
export async function sharedSheets(paths: readonly string[]): Promise<SheetToRun[]> {
  const files = paths.map((path) => ({ name: path.split("/").at(-1)!, bytes: sharedFile(path) }));
  return sheetsFrom(files);
}

/** Files made by a test, as sheets matched by their headings. */
export async function sheetsFrom(files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<SheetToRun[]> {
  const sheets: SheetToRun[] = [];
  for (const { name, bytes } of files) {
    const file = await readFile(name, bytes);
    sheets.push(...sheetsToRun(file, file.sheets.map((sheet) => readingOf(sheet, new Map()))));
  }
  return sheets;
}

export const unwatched: Progress = { begin() {}, step() {}, check() {} };
