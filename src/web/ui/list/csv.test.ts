import { expect, test } from "vitest";
import type { Column } from "./column.ts";
import { csvOf } from "./csv.ts";

type Row = { readonly name: string; readonly count: number | null };
const columns: readonly Column<Row>[] = [
  { id: "name", title: "Name", value: (row) => row.name },
  { id: "count", title: "Count", value: (row) => row.count },
];

test("quotes what holds commas, quotes or line ends, and leaves the rest plain", () => {
  const rows = [
    { name: 'Smith, "Jo"', count: 3 },
    { name: "two\nlines", count: null },
    { name: "plain", count: 0 },
  ];
  expect(csvOf(columns, rows)).toBe('Name,Count\r\n"Smith, ""Jo""",3\r\n"two\nlines",\r\nplain,0\r\n');
});

test("keeps a spreadsheet from reading a name as a formula, and numbers as numbers", () => {
  const rows = [
    { name: "=1+1", count: -5 },
    { name: "+44 20 7946 0000", count: 1.5 },
  ];
  expect(csvOf(columns, rows)).toBe("Name,Count\r\n'=1+1,-5\r\n'+44 20 7946 0000,1.5\r\n");
});
