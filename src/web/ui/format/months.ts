/** Calendar months as the wire writes them, "2026-03", in words. */

const format = new Intl.DateTimeFormat(navigator.language, { month: "short", year: "numeric", timeZone: "UTC" });
const alone = new Intl.DateTimeFormat(navigator.language, { month: "short", timeZone: "UTC" });

const firstInstant = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

/** "Mar 2026". */
export const monthWords = (month: string): string => format.format(firstInstant(month));

/** "Mar 2026", or for several "Mar – Dec 2026", "Nov 2026 – Feb 2027". */
export function monthsWords(first: string, last: string): string {
  if (first === last) return monthWords(first);
  const start = first.slice(0, 4) === last.slice(0, 4) ? alone.format(firstInstant(first)) : monthWords(first);
  return `${start} – ${monthWords(last)}`;
}
