import type { ReactNode } from "react";
import styles from "./editor.module.css";

/** A titled part of the form. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles["part"]} aria-label={title}>
      <h2 className={styles["partTitle"]}>{title}</h2>
      {children}
    </section>
  );
}
