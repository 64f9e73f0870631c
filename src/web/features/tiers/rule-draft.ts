import type { BodyOf } from "#api/endpoint.ts";
import type { createTierRule } from "#api/tiers.ts";
import { admitsOf, anyChoice, choiceOf, type Choice } from "#web/domain/admits/choice.ts";
import type { Rule } from "./rule-card.tsx";

/** A tier rule while somebody writes it: what is typed stays as it is typed. */
export type RuleDraft = {
  readonly noun: string;
  readonly key: string;
  readonly counts: Choice<string>;
  readonly tiers: readonly { readonly atLeast: string; readonly planId: string }[];
  readonly moves: Choice<string>;
  readonly active: boolean;
};

export type Written = BodyOf<typeof createTierRule>;

/** A new rule has two lines: so many or more, and fewer. */
export const newRule: RuleDraft = {
  noun: "",
  key: "",
  counts: anyChoice(),
  tiers: [
    { atLeast: "", planId: "" },
    { atLeast: "0", planId: "" },
  ],
  moves: anyChoice(),
  active: true,
};

export const ruleDraftOf = ({ noun, key, counts, tiers, moves, active }: Rule): RuleDraft => ({
  noun,
  key,
  counts: choiceOf(counts),
  tiers: tiers.map(({ atLeast, planId }) => ({ atLeast: String(atLeast), planId })),
  moves: moves === "any" ? anyChoice() : { how: "only", only: moves.only },
  active,
});

/** "office-computers" for "Office computers": what a rule is called by programs, unless somebody says otherwise. */
export const keyOf = (noun: string): string =>
  noun
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);

type LineField = `tiers/${number}/${"atLeast" | "planId"}`;
export type RuleFaults = Partial<Record<"noun" | "key" | "counts" | "moves" | "tiers" | LineField, string>>;

/** The rule as it goes to the server; null, with what is missing at which field, where it cannot be read. */
export function ruleOf(draft: RuleDraft): { readonly rule: Written | null; readonly faults: RuleFaults } {
  const counts = admitsOf(draft.counts);
  const faults: RuleFaults = {
    ...(draft.noun.trim() === "" && { noun: "Say what is counted, such as computers." }),
    ...(counts === null && { counts: "Choose at least one product, or any." }),
    ...(draft.moves.how === "only" && draft.moves.only.length === 0 && { moves: "Choose at least one plan, or any." }),
    ...(draft.tiers.length === 0 && { tiers: "Give the rule at least one line." }),
    ...Object.assign({}, ...draft.tiers.map(lineFaults)),
  };
  if (counts === null || Object.keys(faults).length > 0) return { rule: null, faults };
  const rule: Written = {
    noun: draft.noun.trim(),
    key: draft.key.trim() === "" ? keyOf(draft.noun) : draft.key.trim(),
    counts: counts as Written["counts"],
    moves: draft.moves.how === "only" ? { only: [...draft.moves.only] } : "any",
    active: draft.active,
    tiers: draft.tiers.map(({ atLeast, planId }) => ({ atLeast: Number(atLeast), planId })),
  };
  return { rule, faults };
}

function lineFaults({ atLeast, planId }: RuleDraft["tiers"][number], index: number): RuleFaults {
  return {
    ...(!/^\d{1,9}$/.test(atLeast.trim()) && { [`tiers/${index}/atLeast`]: "Write from how many on, such as 500." }),
    ...(planId === "" && { [`tiers/${index}/planId`]: "Choose a plan." }),
  };
}
