/** What may stand in a cell, and what is said of what may not. Each reader gets a cell that is not blank. */

import { accept, refuse, type Outcome } from "#core/outcome.ts";
import { textOf, type Cell } from "../reading/sheet.ts";

export type CellReader<T> = (cell: Cell) => Outcome<T>;

/** Longer text in one cell is a slip of the mouse, not a name. */
const LONGEST = 500;

/** Text with single blanks. */
export const text: CellReader<string> = (cell) => {
  const words = textOf(cell).replace(/\s+/g, " ");
  return words.length <= LONGEST
    ? accept(words)
    : refuse("too_long", `This cell holds ${words.length} characters; ${LONGEST} is the most. Shorten it.`);
};

/** As typed, for what is read later with knowledge of its row, such as an amount in its contract's currency. */
export const asTyped: CellReader<Cell> = accept;

/** One of a few words, whatever their case: each word of `meanings` with what it means. */
export function oneOf<const T>(meanings: Readonly<Record<string, T>>, known: string): CellReader<T> {
  const byWord = new Map(Object.entries(meanings));
  return (cell) => {
    const meant = byWord.get(
      textOf(cell)
        .toLowerCase()
        .replace(/[\s_-]+/g, " "),
    );
    return meant === undefined ? refuse("unknown_word", `“${textOf(cell)}” is not known here. Write ${known}.`) : accept(meant);
  };
}

export const yesOrNo: CellReader<boolean> = oneOf(
  { y: true, yes: true, true: true, x: true, "1": true, n: false, no: false, false: false, "0": false },
  "Y or N",
);

export const email: CellReader<string> = (cell) => {
  const address = textOf(cell);
  const isAddress = /^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)+$/.test(address);
  return isAddress
    ? accept(address)
    : refuse(
        "not_an_email",
        `“${address}” is not one e-mail address. Write it as name@company.example, or leave the cell blank.`,
      );
};

export const phone: CellReader<string> = (cell) => {
  const number = textOf(cell);
  const digits = number.replace(/\D/g, "").length;
  return digits >= 3 && digits <= 20
    ? accept(number)
    : refuse("not_a_phone", `“${number}” is not a telephone number. Write it as +44 20 7946 0000, or leave the cell blank.`);
};

const zones = new Map<string, string | undefined>();

/** An IANA zone in its own spelling, whatever case it was typed in. An offset is not a zone: it knows no summer time. */
export const timeZone: CellReader<string> = (cell) => {
  const typed = textOf(cell);
  if (!zones.has(typed)) zones.set(typed, zoneOf(typed));
  const zone = zones.get(typed);
  return zone === undefined
    ? refuse("unknown_zone", `“${typed}” is not a time zone. Write one such as Europe/London or America/New_York.`)
    : accept(zone);
};

function zoneOf(typed: string): string | undefined {
  if (!/^[A-Za-z]/.test(typed)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, typed).timeZoneId;
  } catch {
    return undefined;
  }
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

export const currency: CellReader<string> = (cell) => {
  const code = textOf(cell).toUpperCase();
  return currencies.has(code)
    ? accept(code)
    : refuse("unknown_currency", `“${textOf(cell)}” is not a currency. Write its three letters, such as GBP, EUR or USD.`);
};
