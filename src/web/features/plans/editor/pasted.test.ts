import { expect, test } from "vitest";
import { pastedCells } from "./pasted-cells.ts";
import { pastedHolidays } from "./pasted-holidays.ts";

test("a piece of a spreadsheet fills cells to the right and down, and no further than the table", () => {
  const names = ["first_response", "resolution"];
  expect(pastedCells("1 h\t4 h\n2 h\t8 h\textra\n", names, "first_response", 1)).toEqual({
    "first_response/1": "1 h",
    "resolution/1": "4 h",
    "first_response/2": "2 h",
    "resolution/2": "8 h",
  });
  expect(pastedCells("1 day\r\n2 days\r\n3 days", names, "resolution", 3)).toEqual({
    "resolution/3": "1 day",
    "resolution/4": "2 days",
  });
  expect(pastedCells("1 h", names, "resolution", 1)).toBeNull();
});

test("a list of holidays is read however its dates are written; what is no list is left to the field", () => {
  expect(pastedHolidays("2026-12-25 Christmas Day\n12-26\tBoxing Day\n1/1/2027\tNew Year\t10:00–12:00")).toEqual([
    { date: "2026-12-25", name: "Christmas Day", hours: "" },
    { date: "12-26", name: "Boxing Day", hours: "" },
    { date: "2027-01-01", name: "New Year", hours: "10:00–12:00" },
  ]);
  expect(pastedHolidays("12-25")).toEqual([]);
});
