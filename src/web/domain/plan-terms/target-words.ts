import type { TargetTerm } from "#core/entitlement/terms.ts";

type Promised = Pick<TargetTerm, "unit" | "amount">;

/** "1 h", "30 min", "4 working hours", "2 working days". */
export function promiseWords({ unit, amount }: Promised): string {
  switch (unit) {
    case "elapsed":
      return clockWords(amount);
    case "working_time":
      return amount % 60 === 0 ? counted(amount / 60, "working hour") : `${clockWords(amount)} of working time`;
    case "working_days":
      return counted(amount, "working day");
    case "calendar_days":
      return counted(amount, "day");
  }
}

/** "First response" for "first_response"; a plan's own name as it stands. */
export const targetName = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const counted = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;

function clockWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return [hours > 0 ? `${hours} h` : "", minutes % 60 > 0 ? `${minutes % 60} min` : ""].filter((part) => part !== "").join(" ");
}
