import { describe, expect, test } from "vitest";
import type { Outcome } from "#core/outcome.ts";
import { currency, email, phone, timeZone, yesOrNo } from "./cells.ts";
import { date, dateOrAnswer, dateOrOpenEnded } from "./dates.ts";
import { columnsOf, matchHeadings, missingFields, recognise } from "./recognise.ts";
import { readRow } from "./kind.ts";
import { contracts, kindOf } from "./kinds.ts";

const valueOf = <T>(read: Outcome<T>): T | string => (read.ok ? read.value : read.refusal.code);
const wordsOf = (read: Outcome<unknown>): string => (read.ok ? "read" : read.refusal.message);

describe("days", () => {
  test.each([
    ["31/12/2026", "2026-12-31"],
    ["1/4/2026", "2026-04-01"],
    ["2026-12-31", "2026-12-31"],
    ["2026-12-31T00:00:00", "2026-12-31"],
    ["31.12.2026", "2026-12-31"],
    ["31 Dec 2026", "2026-12-31"],
    ["29/02/2024", "2024-02-29"],
    ["29/02/2000", "2000-02-29"],
    ["29/02/2023", "no_such_day"],
    ["29/02/1900", "no_such_day"],
    ["30/02/2024", "no_such_day"],
    ["31/04/2024", "no_such_day"],
    ["00/04/2024", "no_such_day"],
    ["12/31/2026", "no_such_month"],
    ["31/12/26", "two_digit_year"],
    ["01/01/1026", "unlikely_year"],
    ["31-12/2026", "not_a_date"],
    ["soon", "not_a_date"],
  ])("IMP1: %s is %s", (typed, expected) => {
    expect(valueOf(date(typed))).toBe(expected);
  });

  test("IMP1: what is refused says what to write", () => {
    expect(wordsOf(date("30/02/2025"))).toContain("February 2025 has 28 days");
    expect(wordsOf(date("12/31/2026"))).toContain("If 31 December 2026 is meant, write 31/12/2026.");
    expect(wordsOf(date("13/13/2026"))).not.toContain("is meant");
  });

  test("IMP1: a number of Excel is a day in its own calendar", () => {
    expect(valueOf(date({ number: "45200" }))).toBe("2023-10-01");
    expect(valueOf(date({ number: "12" }))).toBe("not_a_date");
  });

  test("COV7: a last day in the year 9999 is told how to be open-ended; a first day is not", () => {
    expect(wordsOf(dateOrOpenEnded("31/12/9999"))).toBe(
      "“31/12/9999” is in the year 9999. Check the year. If there is no end, write open-ended.",
    );
    expect(wordsOf(date("31/12/9999"))).toBe("“31/12/9999” is in the year 9999. Check the year.");
  });

  test("COV7: open-ended is a word; three values of a lifecycle", () => {
    expect(valueOf(dateOrOpenEnded("Open-ended"))).toBe("open-ended");
    expect(valueOf(dateOrOpenEnded("31/12/2026"))).toEqual({ day: "2026-12-31" });
    expect(valueOf(dateOrOpenEnded("later"))).toBe("not_a_date");
    expect([dateOrAnswer("true"), dateOrAnswer("FALSE"), dateOrAnswer("2026-01-31")].map(valueOf)).toEqual([
      true,
      false,
      "2026-01-31",
    ]);
  });
});

test("IMP1: zones, currencies, addresses, numbers and answers", () => {
  expect(valueOf(timeZone("europe/london"))).toBe("Europe/London");
  expect(valueOf(timeZone("+01:00"))).toBe("unknown_zone");
  expect(valueOf(timeZone("Mars/Olympus"))).toBe("unknown_zone");
  expect(valueOf(currency("gbp"))).toBe("GBP");
  expect(valueOf(currency("quid"))).toBe("unknown_currency");
  expect(valueOf(email("juno@northgate.example"))).toBe("juno@northgate.example");
  expect(valueOf(email("juno at northgate"))).toBe("not_an_email");
  expect(valueOf(email("a@b.example; c@d.example"))).toBe("not_an_email");
  expect(valueOf(phone("+44 20 7946 3050"))).toBe("+44 20 7946 3050");
  expect(valueOf(phone("n/a"))).toBe("not_a_phone");
  expect([yesOrNo("Y"), yesOrNo("no"), yesOrNo("maybe")].map(valueOf)).toEqual([true, false, "unknown_word"]);
});

test.each(["#N/A", " #n/a ", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#SPILL!", "#WERT!", "#NV"])(
  "IMP1: a cell that shows %s is no blank: its row is refused at that column",
  (shown) => {
    const columns = new Map([
      ["name", 0],
      ["reference", 1],
    ]);
    const read = readRow(kindOf("customers"), columns, { row: 7, cells: ["Northgate", shown] });
    expect(read).toMatchObject({
      code: "formula_error",
      field: "reference",
      message: expect.stringContaining(`This cell holds ${shown.trim()}: its formula has no value`),
    });
  },
);

test.each(["#1", "# 5", "#A!B", "C#!", "#", "#North"])("IMP1: %s is text like any other", (typed) => {
  const read = readRow(kindOf("customers"), new Map([["reference", 0]]), { row: 7, cells: [typed] });
  expect(read).toMatchObject({ field: "name", code: "missing" });
});

describe("headings", () => {
  test("IMP1: a sheet is recognised by its headings, whatever their case, blanks and order", () => {
    const found = recognise(["customer no", "COMPANY", "currency ", "Time Zone", "Comment"]);
    expect(found?.kind.name).toBe("customers");
    expect(found?.mapping).toEqual({ reference: "customer no", name: "COMPANY", currency: "currency ", timeZone: "Time Zone" });
    expect(recognise(["Colour", "Size"])).toBeUndefined();
  });

  test("IMP1: a field's own title goes before a synonym of another", () => {
    expect(matchHeadings(kindOf("contacts"), ["Customer Ref", "Contact", "Name"])).toMatchObject({ name: "Name" });
  });

  test("IMP1: what has no column is named", () => {
    const mapping = matchHeadings(contracts, ["Contract No", "Customer Ref", "Start", "End", "Currency", "Billing"]);
    expect(missingFields(contracts, mapping)).toEqual(["Support Level"]);
    expect(columnsOf(mapping, ["Contract No", "Customer Ref", "Start", "End", "Currency", "Billing"]).get("end")).toBe(3);
  });
});
