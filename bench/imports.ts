/** Rows a second of one sheet without a fault, from the first byte sent to the last row applied. */

import { setTimeout } from "node:timers/promises";
import { getImport, runImport, uploadImport, type ImportDetail } from "#api/imports.ts";
import { callerFor } from "../src/cli/connection.ts";
import { perSecond, print } from "./report.ts";
import type { Served } from "./serve.ts";

const accounts = 200;
const lookEveryMs = 10;

/** Imports `rows` assets into a server that has none of them. `wanted` is the target in rows a second. */
export async function benchImport(where: string, { origin, key }: Served, rows: number, wanted: number): Promise<void> {
  const caller = callerFor({ origin, key });
  const take = async (name: string, csv: string): Promise<ImportDetail> => {
    const form = new FormData();
    form.append("file", new Blob([csv]), name);
    const { id } = await caller.upload(uploadImport, form);
    let detail = await caller.call(runImport, { params: { id }, body: { dryRun: false } });
    while (detail.status === "checking" || detail.status === "applying") {
      await setTimeout(lookEveryMs);
      detail = await caller.call(getImport, { params: { id } });
    }
    return detail;
  };
  await take("customers.csv", customers());
  const began = performance.now();
  const detail = await take("assets.csv", assets(rows));
  const seconds = (performance.now() - began) / 1000;
  const made = detail.report?.files.reduce((sum, file) => sum + file.made, 0) ?? 0;
  if (made !== rows)
    throw new Error(`Of ${rows} rows ${made} were made: ${detail.problem ?? JSON.stringify(detail.report?.files)}`);
  const rate = rows / seconds;
  print(`Import of ${rows} assets, ${where}`, [
    { name: "rows", value: perSecond(rate), target: `≥ ${perSecond(wanted)}`, met: rate >= wanted },
  ]);
}

function customers(): string {
  const lines = Array.from({ length: accounts }, (_, n) => `BK${n},Bench Customer ${n},Europe/London,GBP,`);
  return ["Customer Ref,Customer,Time zone,Currency,Parent Ref", ...lines, ""].join("\n");
}

function assets(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) =>
      `BA-${n},BSN${String(n).padStart(8, "0")},Bench,Model ${n % 50},,BK${n % accounts},Site ${n % 3},2024-03-05,2027-03-04,In use,Production`,
  );
  const headings =
    "Asset Tag,Serial Number,Manufacturer,Product,Version,Customer Ref,Site,Installed,Warranty until,Status,Environment";
  return [headings, ...lines, ""].join("\n");
}
