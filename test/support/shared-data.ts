import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the recorded data lie: real books of real desks, read in place and no part of the project. */
export const SHARED_DATA = process.env["AMBIT_SHARED_DATA"] ?? join(import.meta.dirname, "../../../shared/data");

/** The bytes of one of its files. Where they are absent the test fails with what to do, rather than pass unseen. */
export function sharedData(file: string): Buffer {
  const path = join(SHARED_DATA, file);
  if (!existsSync(path))
    throw new Error(`There are no recorded data at ${path}: set AMBIT_SHARED_DATA to the folder that has ${file}.`);
  return readFileSync(path);
}
