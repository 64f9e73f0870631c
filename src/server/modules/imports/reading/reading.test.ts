import writeWorkbook from "write-excel-file/node";
import { describe, expect, test } from "vitest";
import { workbookOf } from "#test/support/workbook.ts";
import { readSpreadsheet } from "./spreadsheet.ts";
import type { Sheet } from "./sheet.ts";
import { unpack } from "./zip.ts";

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

  test("IMP1: NUL characters are left out; half a character is marked as lost", async () => {
    const [padded] = await sheetsOf(`Name,Serial\n${"x,1\n".repeat(2_000)}A\0\0,B\0C\n`);
    expect(padded!.rows.at(-1)!.cells).toEqual(["A", "BC"]);
    const [halved] = await sheetsOf(Buffer.from("\uFEFFName\nA\ud800B\n", "utf16le"));
    expect(halved!.rows[0]!.cells).toEqual(["A\ufffdB"]);
  });

  test("IMP1: a quotation mark that is not closed is named by its row", async () => {
    const read = await readSpreadsheet(Buffer.from('Name,Note\nA,1\n\nB,"2\nC,3\n'));
    expect(read.ok ? "" : read.refusal.message).toMatch(/^Row 4 cannot be read/);
  });

  test.each([
    ["rows", "a\n".repeat(500_001), /^This file has more than 500,000 rows/],
    ["columns", `Name\n${",".repeat(1_000_000)}`, /^Row 2 has more than 200 columns/],
    ["characters", `Name,Note\nA,"${"x\n".repeat(50_000)}`, /^Row 2 holds more than 65,536 characters/],
  ])("IMP1: more %s than are read", async (_, text, words) => {
    const read = await readSpreadsheet(Buffer.from(text));
    expect(read.ok ? "read" : read.refusal).toEqual({ code: "too_large", message: expect.stringMatching(words) });
  });

  test("IMP1: as many columns as are read", async () => {
    const headings = Array.from({ length: 200 }, (_, index) => `C${index}`);
    expect((await sheetsOf(`${headings.join(",")}\n1\n`))[0]!.headings).toEqual(headings);
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

  test("IMP1: an archive that says less than it unpacks to, or hides a file from its directory, is found out", async () => {
    const padded = workbookOf(`<row r="1">${" ".repeat(2 ** 20)}</row>`);
    expect(await unpack(padded, 2 ** 19)).toBe("too_large");
    for (let entry = padded.indexOf("PK\u0001\u0002"); entry >= 0; entry = padded.indexOf("PK\u0001\u0002", entry + 4))
      padded.writeUInt32LE(1, entry + 24);
    expect(await unpack(padded, 2 ** 19)).toBe("too_large");
    const end = padded.indexOf("PK\u0001\u0002");
    expect(await unpack(Buffer.concat([padded.subarray(0, end), Buffer.alloc(100), padded.subarray(end)]), 2 ** 21)).toBe(
      undefined,
    );
  });

  test("IMP1: a few bytes in a far corner do not fill the memory", async () => {
    const cell = (place: string) => `<c r="${place}" t="inlineStr"><is><t>far</t></is></c>`;
    const heading = `<row r="1">${cell("A1")}</row>`;
    const far = (row: string, place: string) => workbookOf(`${heading}<row r="${row}">${cell(place)}</row>`);
    expect(await refusalOf(far("999999999", "A999999999"))).toBe("too_large");
    expect(await refusalOf(far("2", "ZZZZZZ2"))).toBe("too_large");
    expect(await refusalOf(far("1048576", "XFD1048576"))).toBe("too_large");
    expect(await refusalOf(far("&#50;", "A2"))).toBe("too_large");
    expect((await sheetsOf(far("900", "C900")))[0]!.rows[0]!.row).toBe(900);
  });

  test("IMP1: an error of a formula is read as what the cell shows, and all else as before", async () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>Größe</t></is></c><c r="B1" t="inlineStr"><is><t>End</t></is></c></row>
      <row r="2"><c r="A2" t="inlineStr"><is><t>t="e"</t></is></c><c r="B2" s="0" t='e'><f>1/0</f><v>#DIV/0!</v></c></row>
      <row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><v>7</v></c></row>`;
    expect(await sheetsOf(workbookOf(rows))).toEqual([
      {
        name: "S",
        headings: ["Größe", "End"],
        rows: [
          { row: 2, cells: ['t="e"', "#DIV/0!"] },
          { row: 3, cells: ["#N/A", { number: "7" }] },
        ],
      },
    ]);
  });

  test("IMP1: what no database can keep is left out of cells", async () => {
    const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = `<row r="1">${cell("A1", "Serial")}</row><row r="2">${cell("A2", "a_x0000_b")}</row><row r="3">${cell("A3", "c_xD800_d")}</row>`;
    expect((await sheetsOf(workbookOf(rows)))[0]!.rows.map(({ cells }) => cells[0])).toEqual(["ab", "c\ufffdd"]);
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
