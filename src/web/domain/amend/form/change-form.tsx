import { useId } from "react";
import { dayNumber, isoDay } from "#web/ui/format/days.ts";
import { newDraft, type Draft } from "../draft.ts";
import { kinds, type Kind } from "../kinds.ts";
import type { AmendedContract } from "../amended-contract.ts";
import { DayFields } from "./day-fields.tsx";
import styles from "./form.module.css";
import { SubjectChoice } from "./subject-choice.tsx";
import { TermsFields } from "./terms-fields.tsx";
import type { Source } from "./use-offered.ts";
import { VerbChoice } from "./verb-choice.tsx";

type Props = { readonly draft: Draft; readonly contract: AmendedContract; readonly onChange: (draft: Draft) => void };

/** One change: its verb, what it is about, its days and its terms. An answer to a refusal holds only for what it was given to. */
export function ChangeForm({ draft, contract, onChange }: Props) {
  const name = useId();
  const change = (changes: Partial<Draft>): void => onChange({ ...draft, laterFacts: undefined, agreedClamps: [], ...changes });
  const chooseKind = (kind: Kind): void => onChange(withKind(draft, kind, contract));
  const { about } = kinds[draft.kind];
  return (
    <div className={styles["form"]}>
      <VerbChoice name={name} kind={draft.kind} contract={contract} onChange={chooseKind} />
      {about !== "contract" && (
        <SubjectChoice
          key={about === "new" ? "assets" : "covered"}
          label={about === "new" ? "What is to be covered" : about === "one_covered" ? "Which one" : "Which ones"}
          source={sourceOf(about, contract)}
          single={about === "one_covered"}
          chosen={draft.chosen}
          onChange={(chosen) => change({ chosen })}
        />
      )}
      <DayFields draft={draft} onChange={change} />
      <TermsFields draft={draft} contract={contract} onChange={change} />
    </div>
  );
}

function sourceOf(about: string, { id, accountId }: AmendedContract): Source {
  return about === "new"
    ? { kind: "assets", accountId, none: "The account has no assets." }
    : { kind: "covered", contractId: id, none: "The contract covers nothing." };
}

/** An extension is offered for as long. */
const YEAR = 365;

/** Another kind keeps the day and, where it is about the same sort of thing, what is chosen. */
function withKind(draft: Draft, kind: Kind, contract: AmendedContract): Draft {
  const [was, is] = [kinds[draft.kind].about, kinds[kind].about];
  const isCovered = (about: string): boolean => about === "covered" || about === "one_covered";
  const kept = isCovered(was) && isCovered(is) ? draft.chosen : [];
  const day = kind === "extend" && contract.endsBefore ? isoDay(dayNumber(contract.endsBefore) + YEAR - 1) : draft.day;
  return newDraft(draft.id, kind, day, is === "one_covered" ? kept.slice(0, 1) : kept);
}
