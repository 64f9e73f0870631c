import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listAmendments, type AmendmentRow } from "#api/amendments.ts";
import { aboutWords, changesIn, changeWords, effectiveWords, kindWords, type NameOf } from "#web/domain/amend/amendment-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { When } from "#web/ui/format/when.tsx";
import { useNow } from "#web/ui/format/use-now.ts";
import { shortDay } from "#web/ui/format/words.ts";
import { Section } from "#web/ui/page/page.tsx";
import { useNames } from "./use-names.ts";
import styles from "./contract-page.module.css";

type Props = {
  readonly contractId: string;
  /** Left out where nothing may be amended. */
  readonly onReverse: ((reverse: { id: string; words: string }) => void) | undefined;
};

/** How the contract came to be what it is, the latest first: what, from when, why, who. */
export function Amendments(props: Props) {
  return useMay("amendments.read") ? <History {...props} /> : null;
}

function History({ contractId, onReverse }: Props) {
  const { data, error, refetch } = useQuery(read(listAmendments, { params: { id: contractId } }));
  const nameOf = useNames(contractId);
  return (
    <Section title="Amendments">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? (
        <ol className={styles["history"]} aria-label="Amendments">
          {data.rows.map((row) => (
            <Amendment key={row.id} row={row} rows={data.rows} nameOf={nameOf} onReverse={onReverse} />
          ))}
        </ol>
      ) : (
        !error && <Skeleton height={160} radius="md" aria-label="Loading" />
      )}
    </Section>
  );
}

const origins: Record<AmendmentRow["origin"], string> = { import: "imported", person: "", key: "by API key" };

type AmendmentProps = {
  readonly row: AmendmentRow;
  readonly rows: readonly AmendmentRow[];
  readonly nameOf: NameOf;
  readonly onReverse: Props["onReverse"];
};

function Amendment({ row, rows, nameOf, onReverse }: AmendmentProps) {
  const now = useNow();
  const changes = changesIn(row);
  const [only] = changes;
  const what = only && row.kind !== "several" ? `${kindWords(row.kind)} ${aboutWords(only, nameOf)}` : kindWords(row.kind);
  const words = `${what}, ${effectiveWords(row)}`;
  const reversed = rows.find(({ id }) => id === row.reverses);
  return (
    <li
      className={styles["event"]}
      data-undone={row.reversedBy !== null || undefined}
      data-future={Date.parse(row.effectiveOn) > now || undefined}
    >
      <p>
        <span className={styles["what"]}>{what}</span>
        <span className={styles["when"]}>{effectiveWords(row)}</span>
        {row.reversedBy !== null && <span className={styles["when"]}>(taken back)</span>}
      </p>
      {onReverse && row.kind !== "activate" && row.reversedBy === null && (
        <div className={styles["back"]}>
          <Button variant="default" size="xs" aria-label={`Take back: ${words}`} onClick={() => onReverse({ id: row.id, words })}>
            Take back
          </Button>
        </div>
      )}
      {reversed && (
        <p className={styles["parts"]}>
          It was: {kindWords(reversed.kind)}, {effectiveWords(reversed)}, recorded {shortDay(reversed.recordedAt.slice(0, 10))}
        </p>
      )}
      {row.kind === "several" && changes.length > 0 && (
        <ul className={styles["parts"]}>
          {changes.slice(0, 8).map((change, index) => (
            <li key={index}>{changeWords(change, nameOf)}</li>
          ))}
          {changes.length > 8 && <li>and {changes.length - 8} more</li>}
        </ul>
      )}
      <p className={styles["why"]} dir="auto">
        {row.reason}
      </p>
      <p className={styles["who"]}>
        {[row.authorName, origins[row.origin]].filter(Boolean).join(", ")}, <When at={row.recordedAt} />
      </p>
    </li>
  );
}
