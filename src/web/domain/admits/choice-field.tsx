import { SegmentedControl } from "@mantine/core";
import { useId, type ReactNode } from "react";
import type { Choice } from "./choice.ts";
import styles from "./admits.module.css";

type Props<T> = {
  readonly label: string;
  readonly choice: Choice<T>;
  readonly onChange: (choice: Choice<T>) => void;
  /** How the three are said of this term; those left out are not offered. */
  readonly words?: Partial<Record<Choice<T>["how"], string>>;
  readonly fault?: string | undefined;
  readonly id?: string;
  /** What only these are chosen from. */
  readonly children: ReactNode;
};

const usual = { any: "Any", only: "Only these", none: "None" };

/** Any, only these, or none (ENT5): where only these, what is chosen from stands below. */
export function ChoiceField<T>({ label, choice, onChange, words = usual, fault, id, children }: Props<T>) {
  const faultId = useId();
  const offered = (["any", "only", "none"] as const).filter((how) => words[how] !== undefined);
  return (
    <div className={styles["field"]} id={id} role="group" aria-label={label} aria-describedby={fault ? faultId : undefined}>
      <div className={styles["head"]}>
        <span className={styles["label"]} aria-hidden>
          {label}
        </span>
        <SegmentedControl
          aria-label={label}
          size="sm"
          data={offered.map((how) => ({ value: how, label: words[how] ?? "" }))}
          value={choice.how}
          onChange={(how) => onChange({ ...choice, how })}
        />
      </div>
      {choice.how === "only" && children}
      {fault && (
        <p id={faultId} className={styles["fault"]}>
          {fault}
        </p>
      )}
    </div>
  );
}

type ChipsProps<T> = {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: T[]) => void;
};

/** A few things to choose some of, each a press. The order chosen is that of the options. */
export function Chips<T extends string | number>({ label, options, chosen, onChange }: ChipsProps<T>) {
  return (
    <div className={styles["chips"]} role="group" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles["chip"]}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(
                options.map(({ value }) => value).filter((value) => (value === option.value ? checked : chosen.includes(value))),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
