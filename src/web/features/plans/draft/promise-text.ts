/** A promise as it is typed into a cell of the targets: an amount and its unit, in one text that can be pasted. */

import type { TargetTerm } from "#core/entitlement/terms.ts";

export type Promised = Pick<TargetTerm, "unit" | "amount">;

/** What a cell shows of a promise; typed back, it is the same promise. */
export function promiseText({ unit, amount }: Promised): string {
  switch (unit) {
    case "elapsed":
      return durationText(amount);
    case "working_time":
      return amount % 60 === 0 ? counted(amount / 60, "working hour") : counted(amount, "working minute");
    case "working_days":
      return counted(amount, "working day");
    case "calendar_days":
      return counted(amount, "day");
  }
}

const counted = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;

function durationText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter((part) => part !== "").join(" ");
}

const WORKING = /\b(working|work|business|w|b)\b/;

/**
 * The promise that a text says: "30 min", "1 h 30 min", "4 working hours", "2 working days", "2 wd", "3 days". null where it
 * says none, as a number alone does: it could be hours, working hours or days.
 */
export function promiseFrom(text: string): Promised | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^(\d+(?:[.,]\d+)?)\s*(w|b)(h|d|min)/, "$1 working $3");
  const isWorking = WORKING.test(plain);
  const bare = plain.replaceAll(/\b(working|work|business|w|b|of|time)\b/g, " ").trim();
  const days = /^(\d+)\s*(?:d|days?)$/.exec(bare);
  if (days) return { unit: isWorking ? "working_days" : "calendar_days", amount: Number(days[1]) };
  const minutes = minutesFrom(bare);
  return minutes === null ? null : { unit: isWorking ? "working_time" : "elapsed", amount: minutes };
}

/** "1 h 30 min", "1.5 h", "1:30", "90 min" in minutes; null for anything else, and for parts of a minute. */
export function minutesFrom(text: string): number | null {
  const clock = /^(\d+):([0-5]\d)(?:\s*h(?:ours?)?)?$/.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const match = /^(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?$/.exec(text);
  if (!match || (match[1] === undefined && match[2] === undefined)) return null;
  const minutes = Number((match[1] ?? "0").replace(",", ".")) * 60 + Number(match[2] ?? 0);
  return Number.isInteger(minutes) ? minutes : null;
}

/** What might be meant by a number alone: offered while typing. */
export function completionsOf(text: string): string[] {
  const number = /^\s*(\d+)/.exec(text)?.[1];
  if (number === undefined) return [];
  const amount = Number(number);
  return [
    promiseText({ unit: "elapsed", amount: amount * 60 }),
    promiseText({ unit: "elapsed", amount }),
    promiseText({ unit: "working_time", amount: amount * 60 }),
    promiseText({ unit: "working_days", amount }),
    promiseText({ unit: "calendar_days", amount }),
  ];
}
