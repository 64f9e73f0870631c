import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the recorded data lie: real books of real desks, read in place and no part of the project. */
export const RECORDED_DATA = process.env["AMBIT_SHARED_DATA"] ?? join(import.meta.dirname, "../../../shared/data");

/** The bytes of one of its files. Where it is absent the test fails with what to do, rather than pass unseen. */
export function recordedData(file: string): Buffer {
  const path = join(RECORDED_DATA, file);
  if (!existsSync(path)) throw new Error(`There is no ${path}: set AMBIT_SHARED_DATA to the folder that has ${file}.`);
  return readFileSync(path);
}
