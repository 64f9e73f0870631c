import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { listBillingResults, type BillingResult, type BillingRun } from "#api/billing.ts";
import { accountColumn } from "#web/domain/account-column.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { countWords, moneyWords, plural } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";
import styles from "./billing.module.css";
import { WouldPost } from "./would-post.tsx";

const rowId = ({ contractId, accountId, currency }: BillingResult): string => `${contractId} ${accountId} ${currency}`;

const contract: Column<BillingResult> = {
  id: "contract",
  title: "Contract",
  value: (row) => row.contractNumber,
  show: (row) => (
    <Link to="/contracts/$id" params={{ id: row.contractId }}>
      {row.contractNumber}
    </Link>
  ),
};

const amount = (id: "charged" | "credited" | "tax" | "total", title: string): Column<BillingResult> => ({
  id,
  title,
  numeric: true,
  value: (row) => Number(row[`${id}Minor`]),
  show: (row) => moneyWords({ minor: row[`${id}Minor`], currency: row.currency }),
});

const problemColumns: readonly Column<BillingResult>[] = [
  contract,
  accountColumn,
  { id: "problem", title: "Why, and what to do", value: ({ problem }) => problem?.message ?? null },
];

const amountColumns = [
  amount("charged", "Charged"),
  amount("credited", "Credited"),
  amount("tax", "Tax"),
  amount("total", "Total"),
];

const previewColumns = (onLook: (row: BillingResult) => void): readonly Column<BillingResult>[] => [
  contract,
  accountColumn,
  ...amountColumns,
  { id: "look", title: "Lines", numeric: true, value: (row) => row.lines, show: (row) => <Look row={row} onLook={onLook} /> },
];

const postedColumns: readonly Column<BillingResult>[] = [
  contract,
  accountColumn,
  ...amountColumns,
  { id: "documents", title: "Documents", value: (row) => numbers(row).join(", "), show: (row) => <Documents row={row} /> },
];

/** The contracts that could not be billed, each with why and what to do. */
export function Problems({ run }: { run: BillingRun }) {
  const list = usePages(listBillingResults, { problems: "only" }, { id: run.id });
  return (
    <Section title={`Not billed: ${countWords(run.problems)}`}>
      <p className={styles["soft"]}>These are left as they are; all others are billed. The next run takes them again.</p>
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="contracts not billed"
        columns={problemColumns}
        rowId={rowId}
        {...list.props}
        empty={<Empty title="Every contract could be billed" />}
      />
    </Section>
  );
}

/** Contract by contract: what is charged and credited, and the documents, or for a preview a look at their lines. */
export function Results({ run }: { run: BillingRun }) {
  const list = usePages(listBillingResults, {}, { id: run.id });
  const [sort, setSort] = useState<string>();
  const [looked, setLooked] = useState<BillingResult>();
  const rows = list.props.rows?.filter(({ problem }) => problem === null);
  return (
    <Section title="Contract by contract">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="contracts"
        columns={run.dryRun ? previewColumns(setLooked) : postedColumns}
        rowId={rowId}
        sort={sort}
        onSort={setSort}
        {...list.props}
        rows={rows}
        empty={<Empty title="No contract has anything due" />}
      />
      {looked && <WouldPost result={looked} through={run.through} onClose={() => setLooked(undefined)} />}
    </Section>
  );
}

const numbers = (row: BillingResult): string[] => [row.invoiceNumber, row.creditNoteNumber].filter((number) => number !== null);

function Documents({ row }: { row: BillingResult }): ReactNode {
  const documents = [
    [row.invoiceId, row.invoiceNumber],
    [row.creditNoteId, row.creditNoteNumber],
  ] as const;
  return documents.map(([id, number]) =>
    id === null ? null : (
      <span key={id} className={styles["stacked"]}>
        <Link to="/invoices/$id" params={{ id }}>
          {number}
        </Link>
      </span>
    ),
  );
}

function Look({ row, onLook }: { row: BillingResult; onLook: (row: BillingResult) => void }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      onClick={() => onLook(row)}
      aria-label={`${plural(row.lines, "line")} of ${row.contractNumber}`}
    >
      {countWords(row.lines)}
    </Button>
  );
}
