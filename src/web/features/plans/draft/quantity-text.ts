/** Amounts of an allowance as they are typed: tickets as a number, time in hours, money with two decimals. */

import type { AllowanceTerms } from "#core/allowances/terms.ts";
import { minorFrom, typedAmount } from "#web/ui/format/amount.ts";
import { minutesFrom } from "./promise-text.ts";

type Unit = AllowanceTerms["unit"];

/** A plan knows no currency: its contracts have theirs. Amounts are typed with the two decimals that most currencies have. */
const TWO_DECIMALS = "EUR";

/** A whole number from 0; null for anything else. */
export const wholeFrom = (text: string): number | null => (/^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : null);

/** "75.50" in minor units, as digits. null where it is no amount. */
export const rateFrom = (text: string): string | null => minorFrom(text, TWO_DECIMALS);
export const rateText = (minor: string): string => typedAmount(minor, TWO_DECIMALS);

/** An amount of a unit: "100", "40", "7.5", "2:30" or "90 min" hours, "1500.00". null where it is none. */
export function quantityFrom(text: string, unit: Unit): number | null {
  const plain = text.trim().toLowerCase();
  switch (unit) {
    case "tickets":
      return wholeFrom(plain);
    case "minutes":
      return minutesFrom(/^\d+([.,]\d+)?$/.test(plain) ? `${plain} h` : plain);
    case "money": {
      const minor = rateFrom(plain);
      return minor === null ? null : Number(minor);
    }
  }
}

export function quantityText(amount: number, unit: Unit): string {
  switch (unit) {
    case "tickets":
      return String(amount);
    case "minutes":
      return amount % 60 === 0 ? String(amount / 60) : `${Math.floor(amount / 60)}:${String(amount % 60).padStart(2, "0")}`;
    case "money":
      return rateText(String(amount));
  }
}

/** What to write instead of what cannot be read. */
export const quantityHint: Record<Unit, string> = {
  tickets: "Write a whole number, such as 100.",
  minutes: "Write hours, such as 40, 7.5 or 2:30.",
  money: "Write an amount, such as 1500.00.",
};
