import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Brand } from "#web/ui/brand/brand.tsx";
import styles from "./sign-in.module.css";

/** The frame of the pages before one is inside: the mark, a title, and one thing to do. */
export function Door({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Ambit`);
  return (
    <main className={styles["door"]}>
      <div className={styles["panel"]}>
        <Brand />
        <div className={styles["words"]}>
          <h1 className={styles["title"]}>{title}</h1>
          <p className={styles["lead"]}>{lead}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
