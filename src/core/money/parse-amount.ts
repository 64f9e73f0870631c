/** Amounts as people and spreadsheets write them, read without guessing. */

import { accept, type Outcome, refuse } from "../outcome.ts";
import { minorDigits, type Money } from "./money.ts";

export type AmountStyle = {
  /** What separates whole from part in this source. Without it, only forms that read one way are taken. */
  readonly decimal?: "." | ",";
};

/** Twelve digits of whole units reach a million millions; more is a slip, and far below what a bigint column holds. */
export const maxWholeDigits = 12;

/**
 * "12,500.00", "12.500,00", "12 500,00", "12'500", "£12,500", "EUR 99.50", "(300.00)", "-300": an amount in `currency`.
 * Refused, each with what to write instead: `empty`, `letter_in_number` (the letter O for 0, I or l for 1),
 * `other_currency`, `not_an_amount`, `ambiguous` ("12,500" where nothing says what the comma means), `bad_grouping`,
 * `too_many_decimals`, `too_large`.
 */
export function parseAmount(text: string, currency: string, style: AmountStyle = {}): Outcome<Money> {
  const shown = text.trim();
  if (shown === "") return refuse("empty", "There is no amount.");
  const bare = withoutCurrency(plainForm(text), currency);
  if (!bare.ok) return bare;
  const { sign, digits } = withoutSign(bare.value);
  const letter = /[oOIl]/.exec(digits);
  if (letter !== null && /^[\d.,' oOIl]+$/.test(digits)) return refuseLetter(shown, letter[0], digits);
  if (!/^[.,]?\d[\d.,' ]*$/.test(digits))
    return refuse("not_an_amount", `“${shown}” is not an amount. Write digits, such as 12500.00.`);
  const decimal = decimalOf(digits, style, minorDigits(currency));
  if (decimal === "ambiguous") return refuseAmbiguous(shown, digits, minorDigits(currency));
  return amountOf(shown, sign, digits, decimal, currency);
}

/** Full-width digits, exotic blanks, apostrophes and minus signs in their plain forms. */
function plainForm(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\s+/gu, " ")
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[−–—]/g, "-")
    .trim();
}

const currenciesOfSign: Readonly<Record<string, readonly string[]>> = {
  "£": ["GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP"],
  "€": ["EUR"],
  $: ["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS"],
  "¥": ["JPY", "CNY"],
  kr: ["NOK", "SEK", "DKK", "ISK"],
};

/** A code or sign at the start (after a minus or bracket), or at the end (before them), touching no other letter. */
const currencyMark = /^(-?\(?)([a-z]{3}(?![a-z])|[£€$¥]|kr\.?(?![a-z]))|(?<![a-z])([a-z]{3}|[£€$¥]|kr\.?)(\)?-?)$/iu;

/** Takes a currency code or sign off either end; refuses one that is not of the currency expected. */
function withoutCurrency(text: string, currency: string): Outcome<string> {
  const mark = /\d/.test(text) ? currencyMark.exec(text) : null;
  const named = (mark?.[2] ?? mark?.[3])?.replace(".", "");
  if (mark === null || named === undefined || /^[OIL]+$/i.test(named)) return accept(text);
  const fits = currenciesOfSign[named.toLowerCase()]?.includes(currency) ?? named.toUpperCase() === currency;
  if (!fits)
    return refuse("other_currency", `“${text}” is in ${named}, and ${currency} is expected here. Correct the one or the other.`);
  const kept = mark[2] === undefined ? text.slice(0, mark.index) + mark[4] : mark[1] + text.slice(mark[0].length);
  return accept(kept.trim());
}

/** A minus before or after, or brackets around, say that it is negative. */
function withoutSign(text: string): { sign: bigint; digits: string } {
  const inside = /^\((.*)\)$/.exec(text)?.[1] ?? /^-(.*)$/.exec(text)?.[1] ?? /^(.*)-$/.exec(text)?.[1];
  return inside === undefined ? { sign: 1n, digits: text.replace(/^\+/, "").trim() } : { sign: -1n, digits: inside.trim() };
}

type Decimal = "." | "," | null;

/** What separates whole from part; null where nothing does. A lone mark before three digits may be either, unless there are no parts. */
function decimalOf(digits: string, { decimal }: AmountStyle, places: number): Decimal | "ambiguous" {
  if (decimal !== undefined) return decimal;
  const marks = digits.replace(/[^.,]/g, "");
  if (marks === "") return null;
  const last = marks.at(-1) as "." | ",";
  if (marks.length > 1) return marks.startsWith(last) ? null : last;
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return last;
  return places === 0 ? null : "ambiguous";
}

function amountOf(shown: string, sign: bigint, digits: string, decimal: Decimal, currency: string): Outcome<Money> {
  const at = decimal === null ? -1 : digits.lastIndexOf(decimal);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const part = at < 0 ? "" : digits.slice(at + 1);
  // One kind of mark groups a number, in threes, and never the one that separates the part.
  const grouped = /^\d{1,3}(?:([.,' ])\d{3}(?:\1\d{3})*)?$/.exec(whole);
  const isWhole = /^\d*$/.test(whole) || (grouped !== null && grouped[1] !== decimal);
  if (!isWhole || !/^\d*$/.test(part)) {
    return refuse("bad_grouping", `“${shown}” is not grouped as thousands are. Write it without separators, such as 12500.00.`);
  }
  const places = minorDigits(currency);
  if (part.length > places) {
    return refuse(
      "too_many_decimals",
      `“${shown}” has ${part.length} decimals; ${currency} has ${places}. Round it, or check the separators.`,
    );
  }
  const units = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  if (units.length > maxWholeDigits)
    return refuse("too_large", `“${shown}” is larger than any amount here can be. Check its digits.`);
  return accept({ minor: sign * BigInt(units + part.padEnd(places, "0")), currency });
}

function refuseLetter(shown: string, letter: string, digits: string): Outcome<never> {
  const isO = letter.toUpperCase() === "O";
  const meant = digits.replace(/o/gi, "0").replace(/[Il]/g, "1");
  return refuse(
    "letter_in_number",
    `“${shown}” has the letter ${isO ? "O" : letter} where a ${isO ? "0" : "1"} belongs. Write ${meant}.`,
  );
}

function refuseAmbiguous(shown: string, digits: string, places: number): Outcome<never> {
  const [whole, part] = digits.split(/[.,]/) as [string, string];
  const fraction = part.slice(0, places).replace(/0+$/, "") || "0";
  return refuse(
    "ambiguous",
    `“${shown}” can be read as ${whole} and a fraction, or as ${whole}${part}. Write ${whole}.${fraction} or ${whole}${part}, or say which mark is the decimal one.`,
  );
}
