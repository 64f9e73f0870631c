/** Which plan template an account's purchases call for (ALW9), and when to propose another. */

import type { IsoDate } from "../coverage/coverage.ts";
import { type DayRange, phaseOn } from "../coverage/in-force.ts";
import { plusDays } from "../coverage/days.ts";
import type { Admits } from "../entitlement/terms.ts";
import { spellDay } from "../entitlement/words.ts";
import { compareText } from "../order.ts";
import { accept, type Outcome, type Refusal } from "../outcome.ts";

export type Tier = { readonly atLeast: number; readonly template: { readonly id: string; readonly name: string } };

export type TierRule = {
  readonly key: string;
  /** What is counted, in the plural, as the proposal says it: "computers". */
  readonly noun: string;
  /** Products, each standing for its branch of the product tree. */
  readonly counts: Admits<string>;
  /** In any order: the one that asks for most, of those whose line the quantity reaches, is chosen. */
  readonly tiers: readonly Tier[];
};

/** So many of a product on the days [startsOn, endsBefore). */
export type Purchase = DayRange & { readonly productPath: readonly string[]; readonly quantity: number };

/** The tier of a day: null where the quantity reaches no line. */
export type Standing = { readonly quantity: number; readonly tier: Tier | null };

/** Refused: `bad_line` (not a whole number from 0, or used twice), `no_tiers`, `never_fits` (a rule that counts no product). */
export function checkTierRule(rule: TierRule): Outcome<TierRule> {
  const [fault] = faultsOf(rule);
  return fault === undefined ? accept(rule) : { ok: false, refusal: fault };
}

function* faultsOf({ counts, tiers }: TierRule): Generator<Refusal> {
  if (tiers.length === 0) yield { code: "no_tiers", message: "Give the rule at least one tier.", path: ["tiers"] };
  if (counts === "none") yield { code: "never_fits", message: "Say which products are counted, or any.", path: ["counts"] };
  for (const [index, { atLeast }] of tiers.entries())
    if (!Number.isSafeInteger(atLeast) || atLeast < 0 || tiers.findIndex((tier) => tier.atLeast === atLeast) < index)
      yield {
        code: "bad_line",
        message: `Each tier begins at a whole quantity of its own, not at ${atLeast}.`,
        path: ["tiers", index, "atLeast"],
      };
}

/** How many are bought as of a day, and the tier that this calls for. */
export function tierOn(rule: TierRule, purchases: readonly Purchase[], on: IsoDate): Standing {
  const quantity = purchases
    .filter((purchase) => phaseOn(purchase, on) === "in_force" && isCounted(rule.counts, purchase.productPath))
    .reduce((sum, purchase) => sum + purchase.quantity, 0);
  const reached = rule.tiers.filter(({ atLeast }) => quantity >= atLeast).toSorted((a, b) => b.atLeast - a.atLeast);
  return { quantity, tier: reached[0] ?? null };
}

/** The next day after `on` on which another tier is called for, by what is recorded already; null where there is none. */
export function nextTierChange(
  rule: TierRule,
  purchases: readonly Purchase[],
  on: IsoDate,
): (Standing & { readonly on: IsoDate }) | null {
  const now = tierOn(rule, purchases, on).tier;
  for (const day of changesOf(purchases)) {
    const then = tierOn(rule, purchases, day);
    if (day > on && then.tier !== now) return { ...then, on: day };
  }
  return null;
}

/** What an account has: the template of its plan, and the one it was last proposed and declined. null: none. */
export type Held = { readonly templateId: string | null; readonly declinedId: string | null };

export type TierProposal = {
  readonly to: Tier;
  readonly quantity: number;
  /** The day from which this tier has been called for without a break. */
  readonly since: IsoDate;
  readonly text: string;
};

/**
 * The template to propose on a day, or null: where the tier called for is what the account has, where it was declined, or where
 * there is none. What was declined is proposed again only after another tier has been called for meanwhile, and forgotten by
 * the caller.
 */
export function proposeTier(rule: TierRule, purchases: readonly Purchase[], on: IsoDate, held: Held): TierProposal | null {
  const { quantity, tier } = tierOn(rule, purchases, on);
  if (tier === null || tier.template.id === held.templateId || tier.template.id === held.declinedId) return null;
  const since = calledForSince(rule, purchases, on);
  return { to: tier, quantity, since, text: inWords(rule, tier, quantity, since) };
}

function calledForSince(rule: TierRule, purchases: readonly Purchase[], on: IsoDate): IsoDate {
  const { tier } = tierOn(rule, purchases, on);
  let since = on;
  for (const day of changesOf(purchases)
    .filter((day) => day <= on)
    .toReversed()) {
    since = day;
    if (tierOn(rule, purchases, plusDays(day, -1)).tier !== tier) break;
  }
  return since;
}

/** The days on which a quantity changes, in order. */
function changesOf(purchases: readonly Purchase[]): IsoDate[] {
  const days = purchases.flatMap(({ startsOn, endsBefore }) => (endsBefore === null ? [startsOn] : [startsOn, endsBefore]));
  return [...new Set(days)].toSorted(compareText);
}

function isCounted(counts: Admits<string>, productPath: readonly string[]): boolean {
  return counts === "any" || (counts !== "none" && counts.only.some((product) => productPath.includes(product)));
}

/** "512 computers since 1 June 2026, 500 or more: Premium." or "480 computers since …, fewer than 500: Standard." */
function inWords({ noun, tiers }: TierRule, tier: Tier, quantity: number, since: IsoDate): string {
  const above = tiers.map(({ atLeast }) => atLeast).filter((atLeast) => atLeast > tier.atLeast);
  const line = tier.atLeast > 0 || above.length === 0 ? `${tier.atLeast} or more` : `fewer than ${Math.min(...above)}`;
  return `${quantity} ${noun} since ${spellDay(since)}, ${line}: ${tier.template.name}.`;
}
