/** Days and moments for a terminal. Days as the wire writes them go in. */

/** "14 Mar 2027". */
export function day(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}

/** The last day of days that end before one. */
export function lastDay(endsBefore: string): string {
  return day(Temporal.PlainDate.from(endsBefore).subtract({ days: 1 }).toString());
}

/** "1 Jan 2026 – 31 Dec 2026", "1 Jan 2026 – open-ended". */
export function days({ startsOn, endsBefore }: { readonly startsOn: string; readonly endsBefore: string | null }): string {
  return `${day(startsOn)} – ${endsBefore === null ? "open-ended" : lastDay(endsBefore)}`;
}

/** "Fri, 20 Mar 2026, 23:30", in a zone. */
export function moment(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toLocaleString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: undefined,
  });
}
