/** The first and last day of the calendar quarter before the one that holds the day. */
export function lastQuarter(today: string): [first: string, last: string] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const quarter = Math.floor((month - 1) / 3);
  const iso = (ofYear: number, ofMonth: number, day: number): string =>
    new Date(Date.UTC(ofYear, ofMonth, day)).toISOString().slice(0, 10);
  return [iso(year, quarter * 3 - 3, 1), iso(year, quarter * 3, 0)];
}
