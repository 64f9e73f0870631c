/** The books read naively, row by row, as a careful clerk would: what the server says must agree with this. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

type Sheet = readonly Record<string, string>[];

/** What covers an asset on a day: the contract, or its warranty; several where nothing tells them apart; none. */
export type Verdict = readonly string[];

export class Books {
  readonly #assets: Sheet;
  readonly #contracts: ReadonlyMap<string, Record<string, string>>;
  readonly #lines: Sheet;
  readonly #bySerial: ReadonlyMap<string, Sheet>;

  /** `refused` says which rows were not taken, by file and by the row's number as the spreadsheet counts it. */
  constructor(folder: string, refused: (file: string, row: number) => boolean) {
    const sheet = (file: string): Sheet => {
      const rows = parse(readFileSync(join(folder, file)), { columns: true, bom: true, trim: true }) as Sheet;
      return rows.filter((_, index) => !refused(file, index + 2));
    };
    this.#assets = sheet("assets.csv");
    this.#contracts = new Map(sheet("contracts.csv").map((row) => [row["Contract No"]!, row]));
    this.#lines = sheet("contract_lines.csv");
    this.#bySerial = Map.groupBy(this.#lines, (line) => plain(line["Serial No"]));
  }

  /** Serials that identify an asset. */
  get serials(): string[] {
    return this.#assets.map((asset) => asset["Serial Number"]!).filter((serial) => /[^0\W_]/.test(serial));
  }

  /** What covers the asset at noon of a day, contract numbers in order. */
  covers(serial: string, day: string): Verdict {
    const asset = this.#assets.find((one) => plain(one["Serial Number"]) === plain(serial))!;
    const own = this.#inForce(this.#bySerial.get(plain(serial)) ?? [], day, "asset");
    if (own.length > 0) return own;
    if (asset["Warranty until"] && isoOf(asset["Installed"]) <= day && day <= isoOf(asset["Warranty until"])) return ["warranty"];
    const ofAccount = this.#lines.filter(
      (line) => this.#contracts.get(line["Contract No"]!)?.["Customer Ref"] === asset["Customer Ref"],
    );
    const byProduct = this.#inForce(
      ofAccount.filter((line) => line["Product"]?.toLowerCase() === asset["Product"]!.toLowerCase()),
      day,
      "product",
    );
    return byProduct.length > 0 ? byProduct : this.#inForce(ofAccount, day, "account");
  }

  #inForce(lines: Sheet, day: string, covers: string): string[] {
    const numbers = lines
      .filter((line) => line["Covers"]!.toLowerCase() === covers && isoOf(line["From"]) <= day && day <= this.#lastDay(line))
      .map((line) => line["Contract No"]!);
    return [...new Set(numbers)].toSorted();
  }

  #lastDay(line: Record<string, string>): string {
    const ends = [line["To"], line["Removed on"], this.#contracts.get(line["Contract No"]!)!["Cancelled on"]];
    return ends.filter(Boolean).map(isoOf).toSorted()[0]!;
  }
}

function plain(serial: string | undefined): string {
  return (serial ?? "").toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** "31/12/2026" and "2026-12-31" alike. */
function isoOf(date: string | undefined): string {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date ?? "") ?? [];
  return day === undefined ? (date ?? "") : `${year}-${month!.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
