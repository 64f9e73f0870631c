import { useReducer } from "react";
import type { WireChange } from "#api/amendments.ts";
import type { AmendedContract } from "./amended-contract.ts";
import { newDraft, type Chosen, type Draft } from "./draft.ts";
import { kinds, type Kind } from "./kinds.ts";

/** What is gathered for one amendment: changes made here, of which one is open, and those of a spreadsheet. */
export type Gathered = {
  readonly drafts: readonly Draft[];
  readonly openId: number;
  readonly sheet: { readonly name: string; readonly changes: readonly WireChange[] } | null;
};

export type Act =
  | { readonly act: "change"; readonly draft: Draft }
  | { readonly act: "open"; readonly id: number }
  | { readonly act: "more"; readonly day: string }
  | { readonly act: "drop"; readonly id: number }
  | { readonly act: "sheet"; readonly sheet: Gathered["sheet"] };

/** Begins with one change of this kind, about what is chosen already, today in the contract's zone or on its last day. */
export function useDrafts({ at, endsBefore, startsOn }: AmendedContract, kind: Kind, chosen: readonly Chosen[]) {
  const day = at < startsOn || (endsBefore !== null && at >= endsBefore) ? startsOn : at;
  return useReducer(gatheredAfter, { drafts: [newDraft(1, kind, day, chosen)], openId: 1, sheet: null });
}

/** A form that nothing was put into gives way to a spreadsheet. */
const isBegun = ({ kind, chosen }: Draft): boolean => kinds[kind].about === "contract" || chosen.length > 0;

function gatheredAfter(gathered: Gathered, act: Act): Gathered {
  const { drafts } = gathered;
  switch (act.act) {
    case "change":
      return { ...gathered, drafts: drafts.map((draft) => (draft.id === act.draft.id ? act.draft : draft)) };
    case "open":
      return { ...gathered, openId: act.id };
    case "more": {
      const id = Math.max(0, ...drafts.map((draft) => draft.id)) + 1;
      return { ...gathered, drafts: [...drafts, newDraft(id, "remove", act.day)], openId: id };
    }
    case "drop": {
      const left = drafts.filter(({ id }) => id !== act.id);
      return { ...gathered, drafts: left, openId: left.at(-1)?.id ?? 0 };
    }
    case "sheet":
      return { ...gathered, sheet: act.sheet, drafts: act.sheet ? drafts.filter(isBegun) : drafts };
  }
}
