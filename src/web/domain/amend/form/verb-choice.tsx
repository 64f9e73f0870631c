import { IconArrowRightCircle, IconEraser } from "@tabler/icons-react";
import { changesToContract, changesToSubjects, kinds, suits, verbs, type Kind, type Verb } from "../kinds.ts";
import type { AmendedContract } from "../amended-contract.ts";
import styles from "./form.module.css";

type Props = {
  readonly name: string;
  readonly kind: Kind;
  readonly contract: AmendedContract;
  readonly onChange: (kind: Kind) => void;
};

const icons = { change: IconArrowRightCircle, correct: IconEraser };

/** Change or correct: two verbs, a sentence each; then what is changed, of the things covered or of the contract. */
export function VerbChoice(props: Props) {
  const { name, kind, onChange } = props;
  const verb: Verb = kind === "correct" ? "correct" : "change";
  return (
    <div className={styles["verbs"]}>
      <fieldset className={styles["pair"]}>
        <legend className={styles["hidden"]}>Change or correct</legend>
        {(["change", "correct"] as const).map((each) => (
          <VerbCard
            key={each}
            name={`${name} verb`}
            verb={each}
            checked={verb === each}
            onChoose={() => onChange(each === "correct" ? "correct" : "remove")}
          />
        ))}
      </fieldset>
      {verb === "change" && (
        <>
          <KindRow {...props} title="What it covers" offered={changesToSubjects} />
          <KindRow {...props} title="The contract itself" offered={changesToContract} />
        </>
      )}
    </div>
  );
}

type CardProps = { readonly name: string; readonly verb: Verb; readonly checked: boolean; readonly onChoose: () => void };

function VerbCard({ name, verb, checked, onChoose }: CardProps) {
  const Icon = icons[verb];
  return (
    <label className={styles["verb"]} data-verb={verb}>
      <input
        type="radio"
        name={name}
        data-autofocus={(checked && verb === "correct") || undefined}
        checked={checked}
        onChange={onChoose}
      />
      <span className={styles["verbTitle"]}>
        <Icon size={18} aria-hidden />
        {verbs[verb].title}
      </span>
      <span className={styles["verbSentence"]}>{verbs[verb].sentence}</span>
    </label>
  );
}

function KindRow({ name, title, offered, kind, contract, onChange }: Props & { title: string; offered: readonly Kind[] }) {
  return (
    <fieldset className={styles["kinds"]}>
      <legend>{title}</legend>
      {offered
        .filter((each) => suits(each, contract))
        .map((each) => (
          <label key={each} className={styles["kind"]} title={kinds[each].does}>
            <input
              type="radio"
              name={`${name} kind`}
              data-autofocus={kind === each || undefined}
              checked={kind === each}
              onChange={() => onChange(each)}
            />
            {kinds[each].title}
          </label>
        ))}
    </fieldset>
  );
}
