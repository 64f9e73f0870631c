/**
 * An amount as typed, in minor units of its currency as digits: "1,250.00", "1 250", "1250,5". null when it cannot be one.
 * A single separator before exactly three digits groups thousands; any other single one begins the fraction.
 */
export function minorFrom(text: string, currency: string): string | null {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const plain = text.trim().replaceAll(/[\s\u00A0\u202F’']/g, "");
  if (!/^\d[\d.,]*$/.test(plain)) return null;
  const separators = [...plain.matchAll(/[.,]/g)];
  const last = separators.at(-1);
  const isFraction =
    last !== undefined && (separators.some(([sign]) => sign !== last[0]) || isDecimal(plain, separators.length, last.index));
  const whole = (isFraction ? plain.slice(0, last.index) : plain).replaceAll(/[.,]/g, "");
  if (!/^(\d+|\d{1,3}([.,]\d{3})+)$/.test(isFraction ? plain.slice(0, last.index) : plain)) return null;
  const fraction = isFraction ? plain.slice(last.index + 1) : "";
  if (fraction.length > digits || whole === "") return null;
  return (whole + fraction.padEnd(digits, "0")).replace(/^0+(?=\d)/, "");
}

const isDecimal = (plain: string, separators: number, at: number): boolean => separators === 1 && plain.length - at - 1 !== 3;

/** Minor units as people type them into a field: "1250.00". */
export function typedAmount(minor: string, currency: string): string {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const padded = minor.padStart(digits + 1, "0");
  return digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
