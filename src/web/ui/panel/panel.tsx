import type { ReactNode } from "react";
import styles from "./panel.module.css";

/** A titled box beside what a page is about. `aside` stands at the right of its title. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles["panel"]} aria-label={title}>
      <div className={styles["head"]}>
        <h2 className={styles["title"]}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
