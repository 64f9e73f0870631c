/** Days as the wire writes them ("2026-03-20") and as whole numbers since 1970, so that a picture of time can be reckoned. */

const MS_PER_DAY = 86_400_000;

/** The day's number; an ISO date, or the date part of an ISO instant. */
export const dayNumber = (isoDate: string): number => Math.floor(Date.parse(`${isoDate.slice(0, 10)}T00:00:00Z`) / MS_PER_DAY);

/** The ISO date of a day's number; fractions belong to the day they fall in. */
export const isoDay = (day: number): string => new Date(Math.floor(day) * MS_PER_DAY).toISOString().slice(0, 10);

/** The last covered day of a half-open range: the day before its end. */
export const lastDay = (endsBefore: string): string => isoDay(dayNumber(endsBefore) - 1);

/** The ISO date that a calendar on the wall shows at an instant, in the viewer's zone. */
export const localDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
