import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { previewBilling, type BillingResult } from "#api/billing.ts";
import { documentKindNames } from "#web/domain/billing/document-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { moneyWords, plural } from "#web/ui/format/words.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Empty } from "#web/ui/page/page.tsx";
import styles from "./billing.module.css";
import { billedLineColumns, type BilledLine } from "./line-columns.tsx";

type Props = { readonly result: BillingResult; readonly through: string; readonly onClose: () => void };

/** The documents that would be posted for a contract, line by line, as things stand now. */
export function WouldPost({ result, through, onClose }: Props) {
  const { data, error, refetch } = useQuery(read(previewBilling, { query: { contractId: result.contractId, through } }));
  return (
    <Modal opened onClose={onClose} size="76rem" title={`${result.contractNumber}: what would be posted`}>
      <div className={styles["documents"]}>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data?.documents.length === 0 && <Empty title="Nothing is left to post">It was billed since the preview.</Empty>}
        {data?.documents.map((document) => (
          <section key={`${document.kind} ${document.accountId}`} className={styles["document"]}>
            <h3 className={styles["documentTitle"]}>
              {documentKindNames[document.kind]} for {document.accountName}:{" "}
              {moneyWords({ minor: document.totalMinor, currency: data.currency })}
            </h3>
            <RecordTable
              noun={`Lines of the ${documentKindNames[document.kind].toLowerCase()}`}
              columns={billedLineColumns<BilledLine>(data.currency)}
              rows={document.lines}
              rowId={(line) => `${line.lineId} ${line.title} ${line.startsOn} ${line.kind} ${line.priceMinor}`}
              sort={undefined}
            />
            {document.lineCount > document.lines.length && (
              <p className={styles["soft"]}>and {plural(document.lineCount - document.lines.length, "line")} more</p>
            )}
          </section>
        ))}
      </div>
    </Modal>
  );
}
