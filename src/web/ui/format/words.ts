/** Dates, instants, durations and money in the viewer's own locale and zone. Formatters are made once: making one is slow. */

const locale = navigator.language;

const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
const shortDayFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const instantFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const weekdayTimeFormat = new Intl.DateTimeFormat(locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "numeric",
  minute: "2-digit",
});
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const countFormat = new Intl.NumberFormat(locale);

/** "14 March 2027" for "2027-03-14". A day is a day everywhere: no zone moves it. */
export const dayWords = (isoDate: string): string => dayFormat.format(new Date(`${isoDate}T00:00:00Z`));

/** "14 Mar 2027". */
export const shortDay = (isoDate: string): string => shortDayFormat.format(new Date(`${isoDate}T00:00:00Z`));

/** Date and time in the viewer's zone. */
export const instantWords = (instant: string): string => instantFormat.format(new Date(instant));

/** Date, time and the name of the zone, in a zone of choice. */
export function instantInZone(instant: string, timeZone?: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", ...(timeZone ? { timeZone } : {}) });
  return `${format.format(new Date(instant))} ${timeZone ?? format.resolvedOptions().timeZone}`;
}

/** "today 16:40" is a time alone; any other day is named with it. */
export function dueWords(instant: string, now: number): string {
  const due = new Date(instant);
  const sameDay = due.toDateString() === new Date(now).toDateString();
  return sameDay ? timeFormat.format(due) : weekdayTimeFormat.format(due);
}

/** A count with the locale's separators. */
export const countWords = (count: number): string => countFormat.format(count);

/** "1 asset", "2 assets". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${countWords(count)} ${count === 1 ? one : many}`;

/** Minutes as people say them: "45 min", "1 h", "2 h 10 min", "3 d 4 h". */
export function minutesWords(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 48) return [`${hours} h`, whole % 60 === 0 ? "" : `${whole % 60} min`].filter(Boolean).join(" ");
  return [`${Math.floor(hours / 24)} d`, hours % 24 === 0 ? "" : `${hours % 24} h`].filter(Boolean).join(" ");
}

/** "in 3 days", "2 hours ago", "now". */
export function relativeWords(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return relativeFormat.format(0, "second");
  if (size < 3600) return relativeFormat.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relativeFormat.format(Math.round(seconds / 3600), "hour");
  if (size < 86_400 * 45) return relativeFormat.format(Math.round(seconds / 86_400), "day");
  if (size < 86_400 * 545) return relativeFormat.format(Math.round(seconds / 2_629_800), "month");
  return relativeFormat.format(Math.round(seconds / 31_557_600), "year");
}

/** An amount of minor units in its currency. Exact: the digits never pass through a float. */
export function moneyWords(amount: Amount): string {
  return inCurrency(amount, "auto");
}

/** A difference between two amounts, with its sign: "+£12.00", "-£35.48". */
export function signedMoneyWords(amount: Amount): string {
  return inCurrency(amount, "exceptZero");
}

type Amount = { readonly minor: string; readonly currency: string };

function inCurrency({ minor, currency }: Amount, signDisplay: "auto" | "exceptZero"): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, signDisplay });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const sign = minor.startsWith("-") ? "-" : "";
  const padded = minor.replace("-", "").padStart(digits + 1, "0");
  const whole = padded.slice(0, padded.length - digits);
  const decimal = digits === 0 ? whole : `${whole}.${padded.slice(-digits)}`;
  return format.format(`${sign}${decimal}` as Intl.StringNumericLiteral);
}

/** A decimal number written out, such as "123456.00", as an amount of its currency. Exact: it never passes through a float. */
export const amountWords = (decimal: string, currency: string): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency }).format(decimal as Intl.StringNumericLiteral);

const sizeUnits = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "612 bytes", "48 kB", "3.2 MB". */
export function sizeWords(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), sizeUnits.length - 1);
  const unit = sizeUnits[power] ?? "byte";
  const size = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: size < 10 && power > 0 ? 1 : 0 }).format(
    size,
  );
}
