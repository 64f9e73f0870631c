import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FileReport, ImportReport } from "#api/imports.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { sheetsFrom, unwatched } from "#test/support/sheets.ts";
import { Cancelled, landingTogether, runSheets } from "./run.ts";

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await inTestTransaction(database, {}, ensureStandardPlans);
});
afterEach(() => database.close());

const customers =
  "Customer Ref,Customer,Time zone,Currency,Parent Ref\nA1,Acme,Europe/London,GBP,\nB2,شركة المثال,Asia/Tokyo,JPY,\n";
const assets =
  "Asset Tag,Serial Number,Manufacturer,Product,Customer Ref,Installed,Warranty until\nT1,ABC-1O1,,nginx,A1,2024-01-01,\nT2,ABC102,,nginx,A1,2024-01-01,2024-12-31\nT3,XYZ900,,nginx,B2,,\n";
const contractHead =
  "Contract No,Customer Ref,Customer,Support Level,Start,End,Currency,Billing,Cancelled on,Renewal of,Time zone\n";
const contract = `${contractHead}C1,A1,Acme,Gold,01/01/2024,31/12/2024,GBP,Annual,,,\n`;
const lineHead = "Contract No,Line,Covers,Serial No,Product,From,To,Value p.a.,Removed on\n";
const line = `${lineHead}C1,1,Asset,abc101,,01/01/2024,31/12/2024,"1,200.50",\n`;
const books = { customers, assets, contracts: contract, lines: line };

/** Imports one CSV for each name, as NAME.csv. */
async function take(files: Readonly<Record<string, string>>, dryRun = false): Promise<ImportReport> {
  const sheets = await sheetsFrom(Object.entries(files).map(([name, bytes]) => ({ name: `${name}.csv`, bytes })));
  return runSheets(testShell(database), testActor("finance"), sheets, dryRun, unwatched);
}

const countsOf = ({ made, changed, unchanged, refused }: FileReport) => [made, changed, unchanged, refused.length];
const codesOf = (report: ImportReport): string[] =>
  report.files.flatMap((file) => file.refused.map(({ row, code }) => `${row} ${code}`));
const remarksOf = (report: ImportReport): string[] =>
  report.files.flatMap((file) => file.remarked.map(({ row, code }) => `${row} ${code}`));
const wordsOf = (report: ImportReport): string[] => report.files.flatMap((file) => file.refused.map(({ message }) => message));

/** Contract coverage as believed, and what was believed before. */
async function beliefs(): Promise<{ days: string; minor: bigint; reason: string; stands: boolean }[]> {
  const { rows } = await sql<{ days: string; minor: bigint; reason: string; stands: boolean }>`
    select valid::text as days, yearly_minor as minor, end_reason as reason, upper_inf(recorded) as stands
    from coverage where source = 'contract' order by lower(recorded), days`.execute(database.db);
  return rows;
}

test("COV9: a line that changed closes what was believed and records anew, under an amendment", async () => {
  await take(books);
  const report = await take({ lines: line.replace("31/12/2024", "30/06/2024").replace("1,200.50", "900.00") });
  expect(countsOf(report.files[0]!)).toEqual([0, 1, 0, 0]);
  expect(await beliefs()).toEqual([
    { days: "[2024-01-01,2025-01-01)", minor: 120_050n, reason: "term", stands: false },
    { days: "[2024-01-01,2024-07-01)", minor: 90_000n, reason: "term", stands: true },
  ]);
  const { rows } = await sql<{ kind: string }>`
    select amendment.kind from coverage join amendment on amendment.id = ended_by`.execute(database.db);
  expect(rows).toEqual([{ kind: "correct" }]);
});

test.each([true, false])("COV9: contract and line may both have changed in what lands together (dry run: %s)", async (dryRun) => {
  await take(books);
  const changed = { contracts: contract.replace("Gold", "Silver"), lines: line.replace("1,200.50", "900.00") };
  const sheets = await sheetsFrom(Object.entries(changed).map(([name, bytes]) => ({ name: `${name}.csv`, bytes })));
  const workbook = sheets.map((sheet) => ({ ...sheet, file: "books.xlsx" }));
  const report = await runSheets(testShell(database), testActor("finance"), workbook, dryRun, unwatched);
  expect(report.files.map(countsOf)).toEqual([
    [0, 1, 0, 0],
    [0, 1, 0, 0],
  ]);
  const stands = (await beliefs()).map(({ minor, stands }) => [minor, stands]);
  const landed = [
    [120_050n, false],
    [120_050n, false],
    [90_000n, true],
  ];
  expect(stands).toEqual(dryRun ? [[120_050n, true]] : landed);
});

test("COV3: a contract cancelled in a later import ends its lines' coverage on that day, and giving it back restores them", async () => {
  await take(books);
  const cancelled = contract.replace("Annual,,", "Annual,31/03/2024,");
  const report = await take({ contracts: cancelled });
  expect(countsOf(report.files[0]!)).toEqual([0, 1, 0, 0]);
  expect((await beliefs()).filter(({ stands }) => stands)).toEqual([
    { days: "[2024-01-01,2024-04-01)", minor: 120_050n, reason: "cancelled", stands: true },
  ]);
  expect(countsOf((await take({ contracts: cancelled, lines: line })).files[1]!)).toEqual([0, 0, 1, 0]);
  await take({ contracts: contract });
  expect((await beliefs()).filter(({ stands }) => stands)).toMatchObject([{ days: "[2024-01-01,2025-01-01)", reason: "term" }]);
});

test("COV6: a header that would leave a line outside is refused, naming the line", async () => {
  await take(books);
  const report = await take({ contracts: contract.replace("31/12/2024", "30/06/2024") });
  expect(codesOf(report)).toEqual(["2 lines_outside"]);
  expect(wordsOf(report)[0]).toContain("line 1 would reach beyond contract C1");
  expect(codesOf(await take({ contracts: contract.replace("A1,Acme", "B2,") }))).toEqual(["2 other_account"]);
  expect(codesOf(await take({ contracts: contract.replace("GBP", "EUR") }))).toEqual(["2 currency_changed"]);
});

test("COV2: an overlap with what an earlier import recorded is refused, naming contract and line", async () => {
  await take(books);
  const other = { contracts: contract.replace("C1", "C2"), lines: line.replace("C1", "C2") };
  const report = await take(other);
  expect(codesOf(report)).toEqual(["2 overlap"]);
  expect(wordsOf(report)[0]).toContain("C1 line 1 (01/01/2024 to 31/12/2024), recorded already");
});

test("COV2: two lines that trade places make room for each other; one that cannot move keeps its place", async () => {
  const second = `${line}C1,2,Asset,ABC102,,01/01/2024,31/12/2024,100.00,\n`;
  await take({ ...books, lines: second });
  const traded = `${lineHead}C1,1,Asset,ABC102,,01/01/2024,31/12/2024,100.00,\nC1,2,Asset,ABC101,,01/01/2024,31/12/2024,100.00,\n`;
  expect((await take({ lines: traded })).totals).toMatchObject({ changed: 2, refused: 0 });
  const stuck = `${lineHead}C1,3,Asset,ABC102,,01/01/2024,31/12/2024,1.00,\nC1,1,Asset,ABC101,,01/01/2024,31/12/2024,1.00,\n`;
  expect(codesOf(await take({ lines: stuck }))).toEqual(["2 overlap", "3 overlap"]);
  expect((await beliefs()).filter(({ stands }) => stands)).toHaveLength(2);
});

test("COV2: another service, another day and a warranty overlap with nothing", async () => {
  const head = lineHead.trimEnd().concat(",Service\n");
  const rows = [
    "C1,1,Asset,ABC102,,01/01/2024,30/06/2024,1.00,,",
    "C1,2,Asset,ABC102,,01/07/2024,31/12/2024,1.00,,",
    "C1,3,Asset,ABC102,,01/01/2024,31/12/2024,1.00,,Hardware",
  ];
  expect((await take({ ...books, lines: head + rows.join("\n") })).totals.refused).toBe(0);
});

test("COV7: a line outside its contract is refused; an end is a day or said to be open", async () => {
  const rows = [
    "C1,1,Account,,,31/12/2023,31/12/2024,1.00,",
    "C1,2,Account,,,01/01/2024,open-ended,1.00,",
    "C1,3,Account,,,01/01/2024,,1.00,",
  ];
  const report = await take({ ...books, lines: lineHead + rows.join("\n") });
  expect(codesOf(report)).toEqual(["2 outside_contract", "3 outside_contract", "4 missing"]);
  expect(wordsOf(report)[0]).toContain("(31/12/2023 to 31/12/2024)");
  expect(wordsOf(report)[0]).toContain("(01/01/2024 to 31/12/2024)");
  const open = await take({
    contracts: contract.replace("C1", "C9").replace("31/12/2024", "Open-ended"),
    lines: `${lineHead}C9,1,Account,,,01/01/2024,open-ended,1.00,\n`,
  });
  expect(open.totals).toMatchObject({ made: 2, refused: 0 });
});

test("COV3: a removal before the line starts is refused; one after its end is remarked on", async () => {
  const rows = [
    "C1,1,Asset,ABC101,,01/03/2024,31/12/2024,1.00,28/02/2024",
    "C1,2,Asset,ABC102,,01/01/2024,30/06/2024,1.00,01/07/2024",
  ];
  const report = await take({ ...books, lines: lineHead + rows.join("\n") });
  expect(codesOf(report)).toEqual(["2 removed_before_start"]);
  expect(remarksOf(report)).toContain("3 removed_after_end");
  expect((await beliefs()).map(({ days }) => days)).toEqual(["[2024-01-01,2024-07-01)"]);
});

test("COV12: serials are matched as typed and as meant; near ones are offered and never assumed", async () => {
  const rows = [
    "C1,1,Asset,abc 1 0 1,,01/01/2024,31/12/2024,1.00,",
    "C1,2,Asset,ABC103,,01/01/2024,31/12/2024,1.00,",
    "C1,3,Asset,XYZ900,,01/01/2024,31/12/2024,1.00,",
  ];
  const report = await take({ ...books, lines: lineHead + rows.join("\n") });
  expect(codesOf(report)).toEqual(["3 unknown_serial", "4 other_account"]);
  expect(wordsOf(report)[0]).toMatch(/Did you mean .*ABC102/);
  expect(remarksOf(report)).toContain("2 serial_as_meant");
});

test("COV12: a serial names one asset, also over several imports", async () => {
  await take(books);
  const head = assets.split("\n")[0]!;
  const report = await take({
    assets: `${head}\nT9,abc-102,,nginx,A1,,\nT1,ABC104,,nginx,A1,,\n,ABC102,,nginx,A1,2024-01-01,2024-12-31\n`,
  });
  expect(codesOf(report)).toEqual(["2 serial_taken"]);
  expect(remarksOf(report)).toEqual(["3 serial_changed"]);
  expect(countsOf(report.files[0]!)).toEqual([0, 1, 1, 1]); // T1 has another serial; ABC102 is T2, which stays as it was
});

test("IMP1: a row that says the same again is taken with a remark, one that says otherwise names the first", async () => {
  const report = await take({ ...books, customers: `${customers}A1,ACME,Europe/London,GBP,\nA1,Acme Ltd,Europe/London,GBP,\n` });
  expect(countsOf(report.files[0]!)).toEqual([2, 0, 1, 1]);
  expect(remarksOf(report)).toContain("4 repeated_row");
  expect(wordsOf(report)[0]).toContain("Customer A1 stands at row 2 with other content");
});

test("IMP1: parents come in any order; a circle is refused, an unknown parent remarked on", async () => {
  const head = "Customer Ref,Customer,Time zone,Currency,Parent Ref\n";
  const rows = [
    "C,Child,Europe/London,GBP,P",
    "P,Parent,Europe/London,GBP,G",
    "G,Grand,Europe/London,GBP,C",
    "S,Self,Europe/London,GBP,S",
    "O,Orphan,Europe/London,GBP,X",
  ];
  const report = await take({ customers: head + rows.join("\n") });
  expect(codesOf(report)).toEqual(["4 circle", "5 circle"]);
  expect(remarksOf(report)).toEqual(["3 unknown_parent", "6 unknown_parent"]);
  const { rows: found } = await sql<{ name: string; parent: string }>`
    select account.name, parent.name as parent from account join account parent on parent.id = account.parent_id`.execute(
    database.db,
  );
  expect(found).toEqual([{ name: "Child", parent: "Parent" }]);
});

test("IMP1: amounts with commas for decimals, when the column shows that it means them so", async () => {
  const rows = ["C1;1;Asset;ABC101;;01/01/2024;31/12/2024;1.200,50;", "C1;2;Asset;ABC102;;01/01/2024;31/12/2024;1.200;"];
  const report = await take({ ...books, lines: lineHead.replaceAll(",", ";") + rows.join("\n") });
  expect(report.totals.yearlyValue).toEqual({ GBP: "2400.50" });
  const alone = await take({ lines: `${lineHead.replaceAll(",", ";")}C1;1;Asset;ABC101;;01/01/2024;31/12/2024;1.200;\n` });
  expect(codesOf(alone)).toEqual(["2 ambiguous"]);
});

test("IMP1: a column that the sheet does not have changes nothing that is known", async () => {
  await take(books);
  const report = await take({ assets: "Asset Tag,Product,Customer Ref\nT1,nginx,A1\nT2,nginx,A1\n" });
  expect(countsOf(report.files[0]!)).toEqual([0, 0, 2, 0]);
});

test("IMP1: names in Arabic stay as written", async () => {
  await take(books);
  const { rows } = await sql<{ name: string }>`select name from account where reference = 'B2'`.execute(database.db);
  expect(rows).toEqual([{ name: "شركة المثال" }]);
});

test("IMP1: a file that is none, or that holds what nobody knows, is reported and stops no other", async () => {
  const report = await take({ ...books, empty: "", colours: "Colour,Size\nred,1\n" });
  expect(report.files.map(({ problem }) => problem?.code)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    "empty",
    "unknown_kind",
  ]);
  expect(report.totals).toMatchObject({ made: 2 + 3 + 1 + 1 });
});

test("IMP1: a cancelled import leaves the file in hand as it was", async () => {
  const sheets = await sheetsFrom(Object.entries(books).map(([name, bytes]) => ({ name: `${name}.csv`, bytes })));
  let steps = 0;
  const progress = {
    ...unwatched,
    step: () => void (steps += 1),
    check: () => {
      if (steps === 2) throw new Cancelled();
    },
  };
  await expect(runSheets(testShell(database), testActor("finance"), sheets, false, progress)).rejects.toThrow(Cancelled);
  const { rows } = await sql<{ accounts: number; assets: number }>`
    select (select count(*)::int from account) as accounts, (select count(*)::int from asset) as assets`.execute(database.db);
  expect(rows).toEqual([{ accounts: 2, assets: 0 }]);
});

test("IMP1: files land whole, together with what stands between their sheets", () => {
  const sheets = ["a", "book", "b", "book", "c"].map((file) => ({ file }));
  expect(landingTogether(sheets).map((group) => group.map(({ file }) => file).join(" "))).toEqual(["a", "book b book", "c"]);
});

test("ENT8: contracts that the books agree with are reconciled with them that day; what was refused or amended here is not", async () => {
  const reconciled = async () => {
    const { rows } = await sql<{ number: string; note: string; author: string }>`
      select number, note, author_name as author from contract_reconciliation
        join contract on contract.id = contract_id order by number`.execute(database.db);
    return rows.map(({ number, note, author }) => [number, note, author]);
  };
  const bad = "C2,Z9,Nobody,Gold,01/01/2024,31/12/2024,GBP,Annual,,,\n";
  await take({ customers, assets, contracts: contract + bad }, true);
  expect(await reconciled()).toEqual([]);
  await take({ customers, assets, contracts: contract + bad });
  const once = [["C1", "Imported from contracts.csv", "Test finance"]];
  expect(await reconciled()).toEqual(once);
  await take({ contracts: contract });
  expect(await reconciled()).toEqual(once);
});
