import type { TermsChange } from "#web/domain/plan-terms/terms-changes.ts";
import styles from "./plans.module.css";

/** What differs, each with what it was and what it is. */
export function ChangesList({ changes, label }: { changes: readonly TermsChange[]; label: string }) {
  return (
    <dl className={styles["changes"]} aria-label={label}>
      {changes.map(({ what, before, after }) => (
        <div key={`${what} ${before}`} className={styles["change"]}>
          <dt>{what}</dt>
          <dd>
            {before !== null && <del>{before}</del>}
            {after === null ? <span className={styles["gone"]}>no longer</span> : <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
