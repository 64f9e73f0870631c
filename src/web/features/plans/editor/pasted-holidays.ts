import type { HolidayDraft } from "../draft/terms-draft.ts";

/** Lines such as "2026-12-25 Christmas Day" or "25/12/2026<tab>Christmas Day<tab>09:00–12:00". Empty where it is not a list of dates. */
export function pastedHolidays(text: string): HolidayDraft[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const rows = lines.map(holidayFrom);
  return lines.length < 2 && !text.includes("\t") ? [] : rows.filter((row) => row !== null);
}

function holidayFrom(line: string): HolidayDraft | null {
  const [, typed = "", rest = ""] = /^\s*([\d./-]+)[\s,;]*(.*)$/.exec(line) ?? [];
  const date = dateFrom(typed);
  if (date === null) return null;
  const [name = "", hours = ""] = rest.split(/[\t;]/).map((part) => part.trim());
  return { date, name, hours };
}

/** Year first as it stands; day first as most of the world writes it. A list in another order is told by the field. */
function dateFrom(typed: string): string | null {
  if (/^(\d{4}-)?\d{2}-\d{2}$/.test(typed)) return typed;
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(typed) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : null;
}
