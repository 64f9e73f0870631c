import type { Target } from "#core/sla/index.ts";

const hour = 60;

/** A promise in the plan's words: "4 h of working time", "2 working days", "30 min". */
export function promiseWords({ unit, amount }: Pick<Target, "unit" | "amount">): string {
  switch (unit) {
    case "working_time":
      return `${timeWords(amount)} of working time`;
    case "elapsed":
      return timeWords(amount);
    case "working_days":
      return amount === 1 ? "1 working day" : `${amount} working days`;
    case "calendar_days":
      return amount === 1 ? "1 day" : `${amount} days`;
  }
}

/** Minutes as "30 min", "4 h" or "1 h 30 min". */
function timeWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / hour), minutes % hour];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
