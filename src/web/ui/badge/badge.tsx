import type { ReactNode } from "react";
import styles from "./badge.module.css";

export type BadgeTone = "good" | "bad" | "caution" | "quiet" | "accent";

/** A short state in words, with a dot of its colour. The words carry the meaning, the colour only helps. */
export function Badge({ tone, children }: { tone: BadgeTone; children: ReactNode }) {
  return (
    <span className={styles["badge"]} data-tone={tone}>
      {children}
    </span>
  );
}
