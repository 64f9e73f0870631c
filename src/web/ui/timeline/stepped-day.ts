import { dayNumber, isoDay } from "#web/ui/format/days.ts";

/**
 * The day to which a key moves a handle: arrows by a day (with Shift by a week), Page Up and Down by a month, which ends
 * where a shorter month does. null for a key that moves nothing.
 */
export function steppedDay(on: string, key: string, byWeek: boolean): string | null {
  const step = byWeek ? 7 : 1;
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return isoDay(dayNumber(on) - step);
    case "ArrowRight":
    case "ArrowUp":
      return isoDay(dayNumber(on) + step);
    case "PageDown":
      return monthsFrom(on, -1);
    case "PageUp":
      return monthsFrom(on, 1);
    default:
      return null;
  }
}

function monthsFrom(on: string, months: number): string {
  const [year = 0, month = 1, day = 1] = on.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
  return isoDay(lastOfMonth.getTime() / 86_400_000 - lastOfMonth.getUTCDate() + Math.min(day, lastOfMonth.getUTCDate()));
}
