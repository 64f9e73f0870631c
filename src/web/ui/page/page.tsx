import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import styles from "./page.module.css";

type Props = {
  readonly title: string;
  /** What kind of thing it is, above the title. */
  readonly kicker?: ReactNode;
  /** A line of facts below the title. */
  readonly facts?: ReactNode;
  /** Buttons at the right; at most one of them primary. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A page: its one heading, what can be done, and its content. The browser's title follows. */
export function Page({ title, kicker, facts, actions, children }: Props) {
  useDocumentTitle(`${title} · Ambit`);
  return (
    <div className={styles["page"]}>
      <header className={styles["head"]}>
        <div className={styles["heading"]}>
          {kicker && <p className={styles["kicker"]}>{kicker}</p>}
          <h1 className={styles["title"]}>
            <bdi>{title}</bdi>
          </h1>
          {facts && <div className={styles["facts"]}>{facts}</div>}
        </div>
        {actions && <div className={styles["actions"]}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A titled part of a page. `aside` stands at the right of its title. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles["section"]} aria-label={title}>
      <div className={styles["sectionHead"]}>
        <h2 className={styles["sectionTitle"]}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** What stands where nothing is yet: what it would hold, and what to do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles["empty"]}>
      <p className={styles["emptyTitle"]}>{title}</p>
      {children && <div className={styles["emptyWords"]}>{children}</div>}
      {action}
    </div>
  );
}
