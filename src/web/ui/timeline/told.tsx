import { dayWords } from "#web/ui/format/words.ts";
import { datesWords, factsOf, titleWords } from "./span-words.ts";
import type { Span } from "./spans.ts";
import styles from "./told.module.css";

/** What the eye or the focus rests on, told below the picture in a room of its own, so that nothing covers or moves it. */
export function Told({ span, today, opens }: { span: Span | null; today: string; opens: boolean }) {
  return (
    <div className={styles["told"]} aria-hidden>
      {span ? (
        <>
          <p>
            <strong>{titleWords(span)}</strong>
            <span className={styles["dates"]}>{datesWords(span)}</span>
          </p>
          <p className={styles["facts"]}>
            {factsOf(span).join(" · ")}
            {opens && span.kind !== "gap" && <span className={styles["hint"]}>Click or press Enter to open</span>}
          </p>
        </>
      ) : (
        <p className={styles["facts"]}>Today is {dayWords(today)}. Point at a bar, or move along it with the arrow keys.</p>
      )}
    </div>
  );
}
