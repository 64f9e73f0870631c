import type { PlanTerms } from "#core/entitlement/terms.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Weekday = (typeof weekdays)[number];

export const weekdayNames: Record<Weekday, string> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

/** Opening hours as people say them: "24×7", "Mon–Fri 08:00–18:00", "Mon–Thu 09:00–12:00, 13:00–17:00; Fri 09:00–12:00". */
export function hoursWords({ weekly }: PlanTerms["hours"]): string {
  const days = weekdays.map((day) => ({ day, hours: dayWords(weekly[day]) }));
  if (days.every(({ hours }) => hours === "00:00–24:00")) return "24×7";
  const runs: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const { day, hours } of days) {
    const run = runs.at(-1);
    if (run?.hours === hours) run.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  const open = runs.filter(({ hours }) => hours !== "");
  return open.map(({ first, last, hours }) => `${spanWords(first, last)} ${hours}`).join("; ") || "never open";
}

const dayWords = (windows: PlanTerms["hours"]["weekly"][Weekday]): string =>
  (windows ?? []).map(([opens, closes]) => `${opens}–${closes}`).join(", ");

const spanWords = (first: Weekday, last: Weekday): string =>
  first === last ? weekdayNames[first] : `${weekdayNames[first]}–${weekdayNames[last]}`;
