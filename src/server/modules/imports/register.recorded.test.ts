import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FileReport, ImportReport } from "#api/imports.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { sharedData } from "#test/support/shared-data.ts";
import { recordedSheets, registerCsv, registerFolder, registerXlsx, unwatched } from "#test/support/sheets.ts";
import { runSheets } from "./run.ts";

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await inTestTransaction(database, {}, ensureStandardPlans);
});
afterEach(() => database.close());

async function run(paths: readonly string[], dryRun = false): Promise<ImportReport> {
  return runSheets(testShell(database), testActor("finance"), await recordedSheets(paths), dryRun, unwatched);
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(database.db);
  return rows[0]!.n;
}

type Where = readonly [file: string, sheet?: string];
type Form = { form: string; paths: readonly string[]; contracts: Where; lines: Where };

const noted = (rows: FileReport["refused"]): string[] => rows.map(({ row, column, code }) => `${row} ${column} ${code}`);
const fileOf = (report: ImportReport, ...[file, sheet]: Where): FileReport =>
  report.files.find((one) => one.file === file && one.sheet === sheet)!;

const refusedAssets = [
  "231 Customer Ref unknown_customer",
  "498 Asset Tag nothing_identifies",
  "628 Installed no_such_day",
  "696 Warranty until ends_before_start",
  "1220 Serial Number serial_taken",
];
const refusedContracts = [
  "69 Contract No contradicts_earlier_row",
  "100 Support Level unknown_plan",
  "106 Start no_such_month",
  "147 End ends_before_start",
];
const refusedLines = [
  "582 Value p.a. letter_in_number",
  "708 To outside_contract",
  "1213 Covers unknown_word",
  "1217 Contract No unknown_contract",
  "1524 Serial No overlap",
  "2109 Serial No unknown_serial",
];
/** Lines that start after their contract was cancelled. */
const coverNoDay = [47, 51, 53, 980, 1000, 1327, 1330, 1336, 1341, 1344, 1698, 1699, 1704, 1705, 1711, 1712, 1804, 1805, 1819];

/** The rows of a CSV whose cells hold no line break, as the books have them; nothing of the importer's own reading. */
function rowsOf(path: string): string[][] {
  const lines = sharedData(path).toString("utf8").trimEnd().split(/\r?\n/).slice(1);
  return lines.map((line) => Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, quoted, plain]) => quoted ?? plain!));
}

/** Value p.a. by currency over all lines but the refused, summed here by hand. */
function yearlyValueByHand(): Record<string, string> {
  const currencies = new Map(rowsOf("register/contracts.csv").map((row) => [row[0]!, row[6]!]));
  const refused = new Set(refusedLines.map((note) => Number(note.split(" ")[0])));
  const sums = new Map<string, number>();
  for (const [index, row] of rowsOf("register/contract_lines.csv").entries()) {
    if (refused.has(index + 2)) continue;
    const currency = currencies.get(row[0]!)!;
    sums.set(currency, (sums.get(currency) ?? 0) + Number(row[7]!.replaceAll(",", "")));
  }
  const decimals = (currency: string) => (currency === "JPY" ? 0 : 2);
  return Object.fromEntries([...sums].map(([currency, sum]) => [currency, sum.toFixed(decimals(currency))]));
}

describe.each([
  { form: "CSV", paths: registerCsv, contracts: ["contracts.csv"], lines: ["contract_lines.csv"] },
  {
    form: "XLSX",
    paths: registerXlsx,
    contracts: ["contract_register.xlsx", "Contracts"],
    lines: ["contract_register.xlsx", "Lines"],
  },
] as readonly Form[])("IMP1: the register as $form", ({ paths, contracts, lines }) => {
  test("IMP1: every wrong row is refused by row, column and reason, and all others are taken", async () => {
    const report = await run(paths);
    const [contractFile, contractSheet] = contracts;
    const [lineFile, lineSheet] = lines;
    expect(noted(fileOf(report, "customers.csv").refused)).toEqual([]);
    expect(noted(fileOf(report, "contacts.csv").refused)).toEqual([]);
    expect(noted(fileOf(report, "assets.csv").refused)).toEqual(refusedAssets);
    expect(noted(fileOf(report, contractFile, contractSheet).refused)).toEqual(refusedContracts);
    expect(noted(fileOf(report, lineFile, lineSheet).refused)).toEqual(refusedLines);
    expect(noted(fileOf(report, "assets.csv").remarked)).toEqual([
      "201 Manufacturer other_maker",
      "201 Serial Number no_serial",
      "267 Serial Number placeholder_serial",
    ]);
    expect(noted(fileOf(report, contractFile, contractSheet).remarked)).toEqual([]);
    expect(noted(fileOf(report, lineFile, lineSheet).remarked)).toEqual(coverNoDay.map((row) => `${row} From no_covered_day`));
    expect(report.totals).toMatchObject({ read: 4019, made: 4004, changed: 0, unchanged: 0, refused: 15 });
    expect(await count("asset")).toBe(1434);
    expect(await count("contract")).toBe(148);
    expect(await count("contract_line")).toBe(2244);
  });

  test("IMP1: totals reconcile with the books", async () => {
    const report = await run(paths);
    for (const file of report.files) expect(file.read).toBe(file.made + file.changed + file.unchanged + file.refused.length);
    expect(report.totals.yearlyValue).toEqual(yearlyValueByHand());
    expect(fileOf(report, ...lines).yearlyValue).toEqual(yearlyValueByHand());
    expect(report.totals.yearlyValue["GBP"]).toBe("1345750.00");
  });

  test("IMP1: the same files twice change nothing", async () => {
    await run(paths);
    const before = await count("coverage");
    const again = await run(paths);
    expect(again.totals).toMatchObject({ read: 4019, made: 0, changed: 0, unchanged: 4004, refused: 15 });
    expect(again.totals.yearlyValue).toEqual(yearlyValueByHand());
    expect(await count("coverage")).toBe(before);
    expect(await count("amendment")).toBe(296); // two each: the contract itself, and its lines
  });
});

test("IMP1: refusals name the first row of two that contradict each other", async () => {
  const report = await run(registerCsv);
  const words = (file: string, row: number) => fileOf(report, file).refused.find((one) => one.row === row)!.message;
  expect(words("contracts.csv", 69)).toContain("SC-2001 stands at row 2");
  expect(words("assets.csv", 1220)).toContain("YQH44579H belongs to asset CU1000-006, which stands at row 7");
  expect(words("contract_lines.csv", 1524)).toContain("row 6 (SC-2005 line 1, 01/06/2023 to 31/05/2024)");
  expect(words("contracts.csv", 100)).toContain("Bronze, Gold, Silver, Warranty");
  expect(words("contracts.csv", 106)).toContain("If 13 January 2025 is meant, write 13/01/2025.");
  expect(words("assets.csv", 628)).toContain("February 2024 has 29 days");
  expect(words("contract_lines.csv", 582)).toContain("Write 12,500.00");
});

test("IMP1: the whole folder, which holds the contracts in both forms, counts nothing twice", async () => {
  const report = await run(registerFolder());
  expect(fileOf(report, "contracts.csv")).toMatchObject({ read: 152, unchanged: 148 });
  expect(fileOf(report, "contract_register.xlsx", "Contracts")).toMatchObject({ read: 152, made: 148 });
  expect(noted(fileOf(report, "contracts.csv").refused)).toEqual(refusedContracts);
  expect(noted(fileOf(report, "contract_register.xlsx", "Lines").refused)).toEqual(refusedLines);
  expect(report.totals).toMatchObject({ made: 4004, changed: 0 });
  expect(report.totals.yearlyValue).toEqual(yearlyValueByHand());
  expect(await count("contract_line")).toBe(2244);
});

test("IMP1: files may come in any order", async () => {
  const report = await run(registerCsv.toReversed());
  expect(report.files.map(({ file }) => file)).toEqual(registerCsv.toReversed().map((path) => path.split("/")[1]));
  expect(report.totals).toMatchObject({ made: 4004, refused: 15 });
});

test("IMP1: a dry run gives the same report and leaves nothing", async () => {
  const dry = await run(registerCsv, true);
  for (const table of ["account", "contact", "asset", "product", "contract", "contract_line", "coverage", "amendment"]) {
    expect(await count(table), table).toBe(0);
  }
  const real = await run(registerCsv);
  expect(dry).toEqual({ ...real, dryRun: true });
});

test("COV3: what a line covers ends with the earliest of its own end, its removal and its contract's cancellation", async () => {
  await run(registerCsv);
  const contracts = new Map(
    rowsOf("register/contracts.csv")
      .toReversed()
      .map((row) => [row[0]!, row]),
  ); // the first of two stands
  const refused = new Set(refusedLines.map((note) => Number(note.split(" ")[0])));
  const iso = (day: string) => day.split("/").toReversed().join("-");
  const expected = rowsOf("register/contract_lines.csv").flatMap(([number, line, , , , from, to, , removed], index) => {
    if (refused.has(index + 2)) return [];
    const last = [to!, removed!, contracts.get(number!)![8]!]
      .filter((day) => day !== "")
      .map(iso)
      .toSorted()[0]!;
    return last < iso(from!) ? [] : [`${number} ${line} ${iso(from!)} ${last}`];
  });
  const { rows } = await sql<{ fact: string }>`
    select contract.number || ' ' || line.number || ' ' || lower(valid) || ' ' || (upper(valid) - 1) as fact
    from coverage join contract on contract.id = contract_id join contract_line line on line.id = line_id`.execute(database.db);
  expect(expected).toHaveLength(2244 - coverNoDay.length);
  expect(rows.map(({ fact }) => fact).toSorted()).toEqual(expected.toSorted());
});

test("COV4: a warranty runs from the day of installation through its last day, in the customer's zone", async () => {
  await run(registerCsv);
  const { rows } = await sql<{ tag: string; lower: string; upper: string; zone: string; plan: string }>`
    select asset.tag, lower(valid), upper(valid), coverage.time_zone as zone, plan.name as plan
    from coverage join asset on asset.id = subject_id join plan on plan.id = plan_id
    where source = 'warranty' and asset.tag = 'CU1000-006'`.execute(database.db);
  expect(rows).toEqual([
    { tag: "CU1000-006", lower: "2022-11-13", upper: "2023-11-13", zone: "Europe/London", plan: "Warranty" },
  ]);
});

test("IMP1: product lists give the product master, with part numbers and three-valued lifecycles", async () => {
  const report = await run(["endoflife_date/products.csv", "endoflife_date/releases.csv", "device_types/device_types.csv"]);
  expect(fileOf(report, "products.csv")).toMatchObject({ read: 464, made: 464, refused: [] });
  expect(fileOf(report, "releases.csv")).toMatchObject({ read: 8351, made: 8351, refused: [] });
  // Four models stand twice in the list, as a device and as a module of the same maker, name and part number.
  expect(fileOf(report, "device_types.csv")).toMatchObject({ read: 3769, made: 3765, unchanged: 4, refused: [] });
  const { rows: parts } = await sql<{ n: number }>`select count(*)::int as n from product where part_number is not null`.execute(
    database.db,
  );
  const expectedParts = new Set(
    rowsOf("device_types/device_types.csv")
      .filter((row) => row[4] !== "")
      .map((row) => `${row[1]} ${row[2]}`.toLowerCase()),
  );
  expect(parts[0]!.n).toBe(expectedParts.size);
  const { rows: ends } = await sql<{ days: number; yes: number; no: number; unknown: number }>`
    select count(end_of_life_on)::int as days, count(*) filter (where end_of_life)::int as yes, count(*) filter (where not end_of_life)::int as no,
      count(*) filter (where end_of_life is null and end_of_life_on is null)::int as unknown from product_version`.execute(
    database.db,
  );
  expect(ends).toEqual([{ days: 7228, yes: 479, no: 644, unknown: 0 }]);
  const again = await run(["endoflife_date/products.csv", "endoflife_date/releases.csv", "device_types/device_types.csv"]);
  expect(again.totals).toMatchObject({ made: 0, changed: 0, unchanged: 464 + 8351 + 3769 });
});

test("IMP1: products that an asset list named first become those of the product lists", async () => {
  await run(registerCsv);
  const named = await count("product");
  const report = await run(["endoflife_date/products.csv", "device_types/device_types.csv"]);
  expect(report.totals).toMatchObject({ refused: 0, changed: named - 1 }); // all but the one whose maker is not the list's
  const { rows } = await sql<{ name: string; n: number }>`
    select product.name, count(*)::int as n from asset join product on product.id = product_id where slug = 'postgresql' group by 1`.execute(
    database.db,
  );
  expect(rows[0]).toMatchObject({ name: "PostgreSQL" });
  expect(rows[0]!.n).toBeGreaterThan(0);
  const again = await run(registerCsv);
  expect(again.totals).toMatchObject({ made: 0, changed: 0 });
});
