import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatAmount, formatMoney, minorDigits, plainAmount } from "./money.ts";
import { type AmountStyle, maxWholeDigits, parseAmount } from "./parse-amount.ts";

function minor(text: string, currency: string, style?: AmountStyle): bigint | string {
  const parsed = parseAmount(text, currency, style);
  return parsed.ok ? parsed.value.minor : parsed.refusal.code;
}

test("a currency has the decimals of ISO 4217", () => {
  expect(["GBP", "JPY", "BHD", "CLF"].map(minorDigits)).toEqual([2, 0, 3, 4]);
});

test("money in plain text", () => {
  expect(formatMoney({ minor: 1_250_000n, currency: "GBP" })).toBe("GBP 12,500.00");
  expect(formatMoney({ minor: -5n, currency: "GBP" })).toBe("-GBP 0.05");
  expect(formatMoney({ minor: 300n, currency: "JPY" })).toBe("JPY 300");
  expect(formatMoney({ minor: 1_234_567n, currency: "JPY" })).toBe("JPY 1,234,567");
  expect(formatMoney({ minor: 250n, currency: "BHD" })).toBe("BHD 0.250");
  expect(formatMoney({ minor: 0n, currency: "JPY" })).toBe("JPY 0");
});

describe("amounts as typed", () => {
  test.each<[string, string, bigint]>([
    ["12,500.00", "GBP", 1_250_000n],
    ["12.500,00", "EUR", 1_250_000n],
    ["12 500,00", "NOK", 1_250_000n],
    ["12\u00A0500,00", "NOK", 1_250_000n],
    ["12\u202F500,00", "EUR", 1_250_000n],
    ["12'500", "CHF", 1_250_000n],
    ["12’500.50", "CHF", 1_250_050n],
    ["1,234,567", "GBP", 123_456_700n],
    ["1.234.567,8", "EUR", 123_456_780n],
    ["1,250,000.00", "GBP", 125_000_000n],
    ["12,500", "JPY", 12_500n],
    ["0.500", "BHD", 500n],
    ["1234.5", "BHD", 1_234_500n],
    ["99", "GBP", 9_900n],
    ["00012.5", "GBP", 1_250n],
    [".50", "GBP", 50n],
    ["5.", "GBP", 500n],
    ["１２，５００．００", "GBP", 1_250_000n],
    ["+7.00", "GBP", 700n],
    ["  7.00\t", "GBP", 700n],
  ])("%s in %s", (text, currency, expected) => {
    expect(minor(text, currency)).toBe(expected);
  });

  test.each<[string, string, bigint]>([
    ["£12,500.00", "GBP", 1_250_000n],
    ["€ 99.50", "EUR", 9_950n],
    ["99,50 €", "EUR", 9_950n],
    ["EUR 99.50", "EUR", 9_950n],
    ["99.50 eur", "EUR", 9_950n],
    ["$5", "CAD", 500n],
    ["kr 12", "NOK", 1_200n],
    ["12 kr.", "SEK", 1_200n],
    ["-£300", "GBP", -30_000n],
    ["£-300", "GBP", -30_000n],
    ["(£300.00)", "GBP", -30_000n],
    ["(300.00 GBP)", "GBP", -30_000n],
    ["300-", "GBP", -30_000n],
    ["−300", "GBP", -30_000n],
    ["-0", "GBP", 0n],
  ])("%s in %s, with its currency or sign", (text, currency, expected) => {
    expect(minor(text, currency)).toBe(expected);
  });

  test("what a source's own style settles", () => {
    expect(minor("12,500", "GBP", { decimal: "." })).toBe(1_250_000n);
    expect(minor("12.500", "EUR", { decimal: "," })).toBe(1_250_000n);
    expect(minor("12.500", "BHD", { decimal: "." })).toBe(12_500n);
    expect(minor("12.500", "GBP", { decimal: "." })).toBe("too_many_decimals");
    expect(minor("12.345,67", "GBP", { decimal: "." })).toBe("bad_grouping");
  });

  test.each<[string, string, string]>([
    ["", "GBP", "empty"],
    [" \u00A0", "GBP", "empty"],
    ["12,5OO.00", "GBP", "letter_in_number"],
    ["O", "GBP", "letter_in_number"],
    ["1l.00", "GBP", "letter_in_number"],
    ["I2.00", "GBP", "letter_in_number"],
    ["12,500.0O GBP", "GBP", "letter_in_number"],
    ["$5", "GBP", "other_currency"],
    ["EUR 5", "GBP", "other_currency"],
    ["5 kr", "GBP", "other_currency"],
    ["abc", "GBP", "not_an_amount"],
    ["1e5", "GBP", "not_an_amount"],
    ["(5", "GBP", "not_an_amount"],
    ["--5", "GBP", "not_an_amount"],
    ["Infinity", "GBP", "not_an_amount"],
    ["12,500", "GBP", "ambiguous"],
    ["12.500", "BHD", "ambiguous"],
    ["1.23.456", "EUR", "bad_grouping"],
    ["1,000.00.00", "GBP", "bad_grouping"],
    ["1.234,567.00", "GBP", "bad_grouping"],
    ["12 34", "GBP", "bad_grouping"],
    ["5.5 5", "GBP", "bad_grouping"],
    ["1.234", "JPY", "1234"],
    ["0.5", "JPY", "too_many_decimals"],
    ["0.505", "GBP", "too_many_decimals"],
    ["9".repeat(maxWholeDigits + 1), "GBP", "too_large"],
  ])("%s in %s: %s", (text, currency, expected) => {
    expect(String(minor(text, currency))).toBe(expected);
  });

  test("refusals say what to write instead", () => {
    const message = (text: string, currency: string) => {
      const parsed = parseAmount(text, currency);
      return parsed.ok ? "" : parsed.refusal.message;
    };
    expect(message("12,5OO.00", "GBP")).toBe("“12,5OO.00” has the letter O where a 0 belongs. Write 12,500.00.");
    expect(message("1l.00", "GBP")).toBe("“1l.00” has the letter l where a 1 belongs. Write 11.00.");
    expect(message("12.500", "BHD")).toContain("Write 12.5 or 12500");
    expect(message("12.000", "GBP")).toContain("Write 12.0 or 12000");
  });

  test("what is formatted is read back, in every currency", () => {
    const currency = fc.constantFrom("GBP", "JPY", "BHD", "CLF");
    const whole = 10n ** BigInt(maxWholeDigits) - 1n;
    fc.assert(
      fc.property(currency, fc.bigInt({ min: -whole, max: whole }), (code, amount) => {
        expect(minor(formatMoney({ minor: amount, currency: code }), code, { decimal: "." })).toBe(amount);
      }),
    );
  });
});

test.each([
  [1_250_000n, "GBP", "12,500.00", "12500.00"],
  [-3548n, "GBP", "-35.48", "-35.48"],
  [-123_456n, "JPY", "-123,456", "-123456"],
  [250n, "BHD", "0.250", "0.250"],
  [0n, "USD", "0.00", "0.00"],
])("%s of %s without the currency: %s, and for programs %s", (minor, currency, formatted, plain) => {
  expect([formatAmount({ minor, currency }), plainAmount({ minor, currency })]).toEqual([formatted, plain]);
});
