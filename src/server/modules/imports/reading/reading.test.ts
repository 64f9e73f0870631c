import writeWorkbook from "write-excel-file/node";
import { describe, expect, test } from "vitest";
import { readSpreadsheet } from "./spreadsheet.ts";
import type { Sheet } from "./sheet.ts";

async function sheetsOf(bytes: Buffer | string): Promise<Sheet[]> {
  const read = await readSpreadsheet(Buffer.from(bytes));
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}
async function refusalOf(bytes: Buffer | string): Promise<string> {
  const read = await readSpreadsheet(Buffer.from(bytes));
  return read.ok ? "read" : read.refusal.code;
}

describe("CSV", () => {
  test.each([",", ";", "\t"])("IMP1: cells separated by %j", async (mark) => {
    const [sheet] = await sheetsOf(`Name${mark}Value\nA${mark}"1${mark}5"\n`);
    expect(sheet).toEqual({ name: undefined, headings: ["Name", "Value"], rows: [{ row: 2, cells: ["A", `1${mark}5`] }] });
  });

  test("IMP1: Excel's own line that names the separator", async () => {
    const [sheet] = await sheetsOf("sep=;\r\nName;Value\r\nA;1,5\r\n");
    expect(sheet).toMatchObject({ headings: ["Name", "Value"], rows: [{ row: 2, cells: ["A", "1,5"] }] });
  });

  test("IMP1: rows are numbered as the spreadsheet numbers them, blank ones and cells of several lines included", async () => {
    const [sheet] = await sheetsOf('Name,Note\nA,"one\ntwo"\n\n,\nB,x\n');
    expect(sheet!.rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [2, "A"],
      [5, "B"],
    ]);
  });

  test.each([
    ["UTF-8", Buffer.from("Name\nMüller محمد\n")],
    ["UTF-8 with a mark", Buffer.from("\uFEFFName\nMüller محمد\n")],
    ["UTF-16 with a mark", Buffer.from("\uFEFFName\nMüller محمد\n", "utf16le")],
    ["UTF-16 without a mark", Buffer.from("Name\nMüller محمد\n", "utf16le")],
  ])("IMP1: text in %s", async (_, bytes) => {
    const [sheet] = await sheetsOf(bytes);
    expect(sheet).toMatchObject({ headings: ["Name"], rows: [{ row: 2, cells: ["Müller محمد"] }] });
  });

  test("IMP1: text in Windows-1252, as Excel writes CSV", async () => {
    const [sheet] = await sheetsOf(Buffer.from("Name\nM\xFCller \x80\n", "latin1"));
    expect(sheet!.rows[0]!.cells).toEqual(["Müller €"]);
  });
});

describe("workbooks", () => {
  test("IMP1: each sheet is read; dates are days and numbers keep their digits", async () => {
    const day = new Date(Date.UTC(2024, 1, 29));
    const bytes = await writeWorkbook([
      {
        sheet: "One",
        data: [
          [{ value: "Day" }, { value: "Value" }],
          [
            { value: day, type: Date, format: "dd/mm/yyyy" },
            { value: 1234.56, type: Number },
          ],
        ],
      },
      { sheet: "Two", data: [[{ value: "Serial" }], [{ value: 12345678, type: Number }], [null], [{ value: " ABC " }]] },
    ]).toBuffer();
    const [one, two] = await sheetsOf(bytes);
    expect(one).toEqual({
      name: "One",
      headings: ["Day", "Value"],
      rows: [{ row: 2, cells: ["2024-02-29", { number: "1234.56" }] }],
    });
    expect(two!.rows).toEqual([
      { row: 2, cells: [{ number: "12345678" }] },
      { row: 4, cells: [" ABC "] },
    ]);
  });

  test("IMP1: a damaged, a locked and a foreign file are refused in words", async () => {
    expect(await refusalOf(Buffer.from("PK\u0003\u0004 and then nothing"))).toBe("not_a_workbook");
    expect(await refusalOf(Buffer.from("d0cf11e0a1b11ae1", "hex"))).toBe("old_workbook");
    expect(await refusalOf(Buffer.from("%PDF-1.7\n"))).toBe("not_a_spreadsheet");
    expect(await refusalOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0]))).toBe("not_a_spreadsheet");
  });

  test("IMP1: a small archive that unpacks to gigabytes is refused before it is unpacked", async () => {
    const bytes = await writeWorkbook([[{ value: "A" }]]).toBuffer();
    const entry = bytes.indexOf(Buffer.from("504b0102", "hex"));
    bytes.writeUInt32LE(2 ** 31, entry + 24);
    expect(await refusalOf(bytes)).toBe("too_large");
  });
});

test.each([
  ["empty", ""],
  ["empty", "\n , \n"],
  ["no_rows", "Name,Value\n"],
  ["duplicate_heading", "Name,Value,name\nA,1,B\n"],
  ["malformed", 'Name,Value\nA,"1\nB,2\n'],
])("IMP1: a file refused as %s", async (code, text) => {
  expect(await refusalOf(text)).toBe(code);
});
