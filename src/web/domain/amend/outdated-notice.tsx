import type { z } from "zod";
import type { changedSince } from "#api/amendments.ts";
import { When } from "#web/ui/format/when.tsx";
import { Notice } from "#web/ui/notice/notice.tsx";
import { effectiveWords, kindWords } from "./amendment-words.ts";
import styles from "./amend.module.css";

/** What others recorded while somebody looked at a preview. The fresh one is on screen already. */
export function OutdatedNotice({ since: { amendments, invoices } }: { since: z.infer<typeof changedSince> }) {
  return (
    <Notice tone="caution" title="The contract has changed since you looked">
      <ul className={styles["stakes"]}>
        {amendments.map(({ id, authorName, recordedAt, reason, ...amendment }) => (
          <li key={id}>
            {authorName}, <When at={recordedAt} as="relative" />: {kindWords(amendment.kind)}, {effectiveWords(amendment)}.{" "}
            {reason}
          </li>
        ))}
        {invoices.map(({ id, number, authorName, postedAt }) => (
          <li key={id}>
            {authorName}, <When at={postedAt} as="relative" />: posted {number}.
          </li>
        ))}
      </ul>
      <p>Nothing was recorded. What you see now is as it would be today: look again, then record it.</p>
    </Notice>
  );
}
