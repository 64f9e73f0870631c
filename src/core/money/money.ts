/** Amounts of money: whole minor units (pence, cents, yen) as bigint, and an ISO 4217 currency. Never a float. */

export type Money = { readonly minor: bigint; readonly currency: string };

/** Currencies whose minor unit is not a hundredth (ISO 4217, list one). */
const otherDigits: ReadonlyMap<string, number> = new Map([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"].map(
    (code) => [code, 0] as const,
  ),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3] as const),
  ...["CLF", "UYW"].map((code) => [code, 4] as const),
]);

/** How many decimals a currency has: 0 for JPY, 3 for BHD, 2 for most. */
export function minorDigits(currency: string): number {
  return otherDigits.get(currency) ?? 2;
}

/** "GBP 12,500.00", "-JPY 300", "BHD 0.250": for logs, reports of imports and plain text. Screens use the viewer's locale. */
export function formatMoney({ minor, currency }: Money): string {
  const amount = formatAmount({ minor: minor < 0n ? -minor : minor, currency });
  return `${minor < 0n ? "-" : ""}${currency} ${amount}`;
}

/** "12,500.00", "-300", "0.250": where the currency stands elsewhere, as on an invoice. */
export function formatAmount(money: Money): string {
  const [whole, decimals] = plainAmount(money).split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** "12500.00", "-300", "0.250": for programs that read on. */
export function plainAmount({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const plain = String(minor < 0n ? -minor : minor).padStart(digits + 1, "0");
  const whole = plain.slice(0, plain.length - digits);
  const decimals = digits === 0 ? "" : `.${plain.slice(-digits)}`;
  return `${minor < 0n ? "-" : ""}${whole}${decimals}`;
}
