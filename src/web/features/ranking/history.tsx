import type { ReplyOf } from "#api/endpoint.ts";
import type { getRanking } from "#api/plans.ts";
import { When } from "#web/ui/format/when.tsx";
import { scopeWords, sourceWords } from "./ranking-words.ts";
import styles from "./ranking.module.css";

/** Every order that held, the latest first, with who gave it and why. */
export function History({ rows }: { rows: ReplyOf<typeof getRanking>["history"] }) {
  return (
    <ol className={styles["history"]}>
      {rows.map(({ version, scopes, sources, reason, recorded }) => (
        <li key={version} className={styles["event"]}>
          <p dir="auto">{reason}</p>
          <p className={styles["order"]}>
            {scopes.map((scope) => scopeWords[scope].label).join(" › ")}
            <br />
            {sources.map((source) => sourceWords[source].label).join(" › ")}
          </p>
          <p className={styles["hint"]}>
            {recorded.by}, <When at={recorded.at} />
          </p>
        </li>
      ))}
    </ol>
  );
}
