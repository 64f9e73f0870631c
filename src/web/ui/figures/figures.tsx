import type { ReactNode } from "react";
import styles from "./figures.module.css";

export type Figure = {
  readonly name: string;
  readonly value: ReactNode;
  /** A few words below. */
  readonly note?: ReactNode;
  readonly tone?: "good" | "bad" | undefined;
};

/** The few numbers that a page is about, large. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className={styles["figures"]}>
      {figures.map(({ name, value, note, tone }) => (
        <div key={name} className={styles["figure"]} data-tone={tone}>
          <dt>{name}</dt>
          <dd>
            <span className={styles["value"]}>{value}</span>
            {note && <span className={styles["note"]}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
