import { minutesWords } from "#web/ui/format/words.ts";

const MS_PER_MINUTE = 60_000;
/** Within this it is marked as soon: time enough to act, too little to begin something else. */
const SOON_MS = 60 * MS_PER_MINUTE;

export type Urgency = "overdue" | "soon" | "later";

/** How a due time stands to the present. At the very instant it is overdue (CAL3: landing on it is not before it). */
export function urgencyOf(dueAt: string, now: number): Urgency {
  const left = Date.parse(dueAt) - now;
  return left <= 0 ? "overdue" : left <= SOON_MS ? "soon" : "later";
}

/** "in 2 h 10 min", "in less than a minute", "overdue by 3 h". Whole minutes, never more than are left. */
export function countdownWords(dueAt: string, now: number): string {
  const left = Date.parse(dueAt) - now;
  const minutes = Math.floor(Math.abs(left) / MS_PER_MINUTE);
  if (left <= 0) return minutes === 0 ? "overdue now" : `overdue by ${minutesWords(minutes)}`;
  return minutes === 0 ? "in less than a minute" : `in ${minutesWords(minutes)}`;
}
