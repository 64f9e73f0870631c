/** Days as three departments write them: 31/12/2026, 2026-12-31, 31.12.2026, 31 Dec 2026, or a date of Excel. */

import { accept, refuse, type Outcome } from "#core/outcome.ts";
import { monthNames } from "#core/time/month-names.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { textOf } from "../reading/sheet.ts";
import type { CellReader } from "./cells.ts";

/** Years that support contracts can fall into; what lies outside is a slip. */
const FIRST_YEAR = 1950;
const LAST_YEAR = 2199;

/** A day as "YYYY-MM-DD". Where two numbers could each be the day, the first is: the register writes DD/MM/YYYY. */
export const date: CellReader<IsoDate> = (cell) => {
  if (typeof cell !== "string") return excelDay(cell.number);
  const typed = cell.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(typed);
  if (iso) return day(typed, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dayFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: 00:00(?::00)?)?$/.exec(typed);
  if (dayFirst) return day(typed, Number(dayFirst[4]), Number(dayFirst[3]), Number(dayFirst[1]));
  const named = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})$/.exec(typed);
  const month = named ? monthNumber(named[2]!) : undefined;
  if (named && month !== undefined) return day(typed, Number(named[3]), month, Number(named[1]));
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(typed))
    return refuse("two_digit_year", `“${typed}” leaves the century open. Write the year with four digits.`);
  return refuse("not_a_date", `“${typed}” is not a date. Write DD/MM/YYYY, such as 31/12/2026.`);
};

const openEnded = new Set(["open ended", "open", "openended", "indefinite", "until cancelled", "evergreen", "perpetual"]);

export type OpenEnded = { readonly day: IsoDate } | "open-ended";

/** A day, or in words that there is no end: a blank cell says nothing (COV7). */
export const dateOrOpenEnded: CellReader<OpenEnded> = (cell) => {
  if (
    openEnded.has(
      textOf(cell)
        .toLowerCase()
        .replace(/[\s-]+/g, " "),
    )
  )
    return accept("open-ended");
  const read = date(cell);
  if (read.ok) return accept({ day: read.value });
  if (read.refusal.code !== "unlikely_year") return read;
  return refuse("unlikely_year", `${read.refusal.message} If there is no end, write open-ended.`);
};

/** A day, a plain yes or no, as lists of product lifecycles have it: three values with "unknown", which is a blank. */
export const dateOrAnswer: CellReader<IsoDate | boolean> = (cell) => {
  const word = textOf(cell).toLowerCase();
  if (word === "true" || word === "yes") return accept(true);
  if (word === "false" || word === "no") return accept(false);
  return date(cell);
};

function day(typed: string, year: number, month: number, dayOfMonth: number): Outcome<IsoDate> {
  if (month < 1 || month > 12) return refuseMonth(typed, year, month, dayOfMonth);
  const length = daysInMonth(year, month);
  if (dayOfMonth < 1 || dayOfMonth > length) {
    return refuse("no_such_day", `“${typed}” is no day: ${monthNames[month - 1]} ${year} has ${length} days. Correct it.`);
  }
  if (year < FIRST_YEAR || year > LAST_YEAR) return refuse("unlikely_year", `“${typed}” is in the year ${year}. Check the year.`);
  return accept(isoOf(year, month, dayOfMonth));
}

function refuseMonth(typed: string, year: number, month: number, dayOfMonth: number): Outcome<never> {
  const isSwapped = dayOfMonth >= 1 && dayOfMonth <= 12 && month >= 1 && month <= daysInMonth(year, dayOfMonth);
  const hint = isSwapped
    ? ` If ${month} ${monthNames[dayOfMonth - 1]} ${year} is meant, write ${two(month)}/${two(dayOfMonth)}/${year}.`
    : " Correct it.";
  return refuse("no_such_month", `“${typed}” has no month ${month}: dates are read as DD/MM/YYYY.${hint}`);
}

/** A number that Excel keeps for a day though its cell is not formatted as a date. */
function excelDay(digits: string): Outcome<IsoDate> {
  const serial = Math.floor(Number(digits));
  const isDay = serial >= 18_264 && serial <= 109_574; // 1950 to 2199
  if (!isDay) return refuse("not_a_date", `“${digits}” is not a date. Format the cell as a date, or write DD/MM/YYYY.`);
  return accept(new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10));
}

function monthNumber(word: string): number | undefined {
  const index = monthNames.findIndex((name) => name.toLowerCase().startsWith(word.toLowerCase()));
  return index === -1 ? undefined : index + 1;
}

function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const two = (number: number): string => String(number).padStart(2, "0");
const isoOf = (year: number, month: number, dayOfMonth: number): IsoDate => `${year}-${two(month)}-${two(dayOfMonth)}`;

/** The day as people write it in messages, such as "31/12/2026". */
export function shown(date: IsoDate): string {
  const [year, month, dayOfMonth] = date.split("-");
  return `${dayOfMonth}/${month}/${year}`;
}
