/** A balance of an allowance in words: how much of what is left, for how long, and how much of it is gone. */

import { channelsWords } from "#web/domain/plan-terms/terms-words.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { countWords, moneyWords, plural, shortDay } from "#web/ui/format/words.ts";
import type { Admitted, Balance } from "./balance.ts";

type Unit = Balance["unit"];

/** A quantity of the unit: "62", "4 h 40 min", "£1,250.00". */
export function quantityWords(quantity: number, { unit, currency }: Pick<Balance, "unit" | "currency">): string {
  if (unit === "tickets") return countWords(quantity);
  if (unit === "minutes") return hoursWords(quantity);
  return currency ? moneyWords({ minor: String(quantity), currency }) : countWords(quantity / 100); // nobody known, so no currency
}

const unitNames: Record<Unit, string> = { tickets: "Tickets", minutes: "Hours of work", money: "Money for work" };

const periodNames: Record<Balance["per"], string> = {
  term: "the whole term",
  contract_year: "each contract year",
  quarter: "each quarter",
  contract_month: "each contract month",
  calendar_month: "each calendar month",
};

/** What it is for: "Tickets by phone, each contract year". */
export function balanceName(balance: Pick<Balance, "unit" | "per"> & Admitted): string {
  return `${[unitNames[balance.unit], admittedWords(balance)].filter(Boolean).join(" ")}, ${periodNames[balance.per]}`;
}

/** A part of it: "of which by phone". */
export const limitName = (limit: Admitted): string => `of which ${admittedWords(limit) || "any"}`;

/** "by phone or fax, at severity 1 or 2, for some products"; empty where all are admitted. */
function admittedWords({ channels, severities, products }: Admitted): string {
  return [
    channels === "any" ? "" : `by ${channelsWords(channels)}`,
    severities === "any"
      ? ""
      : severities === "none"
        ? "at no severity"
        : `at severity ${anyOf.format(severities.only.map(String))}`,
    products === "any" ? "" : products === "none" ? "for no product" : `for ${productsWords(products.only)}`,
  ]
    .filter(Boolean)
    .join(", ");
}

function productsWords(products: readonly (string | { readonly name: string })[]): string {
  const named = products.filter((product) => typeof product === "object");
  return named.length === products.length ? anyOf.format(named.map(({ name }) => name)) : plural(products.length, "product");
}

const anyOf = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** How far an allowance is used: what is told at 80 % and at 100 % (ALW7). */
export type Level = "fine" | "nearly" | "used_up" | "beyond";

/** The level of a balance, what is held and what went beyond included. */
export function levelOf({ granted, held, used, over }: Pick<Balance, "granted" | "held" | "used" | "over">): Level {
  const gone = held + used + over;
  if (over > 0) return "beyond";
  if (gone > 0 && gone >= granted) return "used_up";
  return gone > 0 && gone * 100 >= granted * 80 ? "nearly" : "fine";
}

/** How much of it is used, in whole percent, rounded down: 100 only where nothing is left. */
export function percentUsed({ granted, held, used, over }: Pick<Balance, "granted" | "held" | "used" | "over">): number {
  const gone = held + used + over;
  return granted === 0 ? (gone > 0 ? 100 : 0) : Math.floor((gone * 100) / granted);
}

const beyondNames: Record<Balance["beyond"], string> = {
  refuse: "no more until then",
  count: "more is served and counted",
  bill: "more is billed",
};

/** What is used, held and beyond, and until when: "38 used · 2 held · until 3 Mar 2027". */
export function usedWords(balance: Balance): string {
  const words = (quantity: number): string => quantityWords(quantity, balance);
  return [
    `${words(balance.used)} used`,
    balance.held > 0 && `${words(balance.held)} held`,
    balance.over > 0 && `${words(balance.over)} beyond`,
    balance.endsBefore !== null && `until ${shortDay(lastDay(balance.endsBefore))}`,
    balance.left <= 0 && beyondNames[balance.beyond],
  ]
    .filter(Boolean)
    .join(" · ");
}
