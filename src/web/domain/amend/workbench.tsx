import type { ReactNode } from "react";
import type { WireCovered } from "#api/amendments.ts";
import styles from "./amend.module.css";
import { Preview } from "./preview/preview.tsx";
import { RefusalNotice } from "./refusal-notice.tsx";
import type { usePreview } from "./use-preview.ts";

type Props = {
  readonly form: ReactNode;
  /** The days on a picture, above what they do. */
  readonly picture?: ReactNode;
  readonly answer: ReturnType<typeof usePreview>;
  /** What is still to be said before there is something to preview. */
  readonly missing: string | null;
  readonly onLaterFacts: (change: number | undefined, choice: "keep" | "supersede") => void;
  readonly onAgree: (change: number | undefined, agreed: WireCovered[]) => void;
  readonly commit: ReactNode;
};

/** Two sides: what is asked, and what it does; below both, why and the one button. */
export function Workbench({ form, picture, answer, missing, onLaterFacts, onAgree, commit }: Props) {
  const { preview, error, isCurrent } = answer;
  return (
    <div className={styles["bench"]}>
      <div className={styles["ask"]} tabIndex={-1}>
        {form}
      </div>
      <div className={styles["answer"]} role="region" aria-label="What it does" aria-busy={missing === null && !isCurrent}>
        <div className={styles["busy"]} data-on={(missing === null && !isCurrent) || undefined} aria-hidden />
        <div className={styles["shown"]}>
          {picture}
          {missing !== null ? (
            <p className={styles["missing"]} role="status">
              {missing} Then what it does is shown here.
            </p>
          ) : error ? (
            <RefusalNotice error={error} onLaterFacts={onLaterFacts} onAgree={onAgree} />
          ) : preview ? (
            <Preview effects={preview.effects} />
          ) : (
            <p className={styles["missing"]} role="status">
              Working it out…
            </p>
          )}
        </div>
      </div>
      <div className={styles["end"]}>{commit}</div>
    </div>
  );
}
