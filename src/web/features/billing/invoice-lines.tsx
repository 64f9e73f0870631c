import { ActionIcon, Tooltip } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listInvoiceLines, type InvoiceDetail, type InvoiceLine } from "#api/billing.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { countWords, moneyWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Empty } from "#web/ui/page/page.tsx";
import { GoodwillForm } from "./goodwill-form.tsx";
import styles from "./invoice.module.css";
import { billedLineColumns } from "./line-columns.tsx";

/** `onGive` offers goodwill on what is left of a charge. */
const columnsFor = (
  { currency, kind }: InvoiceDetail,
  onGive: ((line: InvoiceLine) => void) | undefined,
): readonly Column<InvoiceLine>[] =>
  billedLineColumns<InvoiceLine>(currency, [
    {
      id: "links",
      title: kind === "invoice" ? "Credited" : "Takes from",
      value: (line) =>
        linked(line)
          .map(({ number }) => number)
          .join(", "),
      show: (line) => <Links line={line} currency={currency} onGive={onGive} />,
    },
  ]);

/** The lines of a document, each with what it takes from or what took from it; on one page where they fit. */
export function InvoiceLines({ invoice }: { invoice: InvoiceDetail }) {
  const [given, setGiven] = useState<InvoiceLine>();
  const mayGive = useMay("billing.run");
  const columns = columnsFor(invoice, mayGive ? setGiven : undefined);
  const { rows, nextCursor } = invoice.linePage;
  return (
    <>
      {nextCursor === null ? (
        <RecordTable noun="Lines" columns={columns} rows={rows} rowId={({ id }) => id} sort={undefined} />
      ) : (
        <ManyLines invoice={invoice} columns={columns} />
      )}
      {given && <GoodwillForm invoice={invoice} line={given} onClose={() => setGiven(undefined)} />}
    </>
  );
}

function ManyLines({ invoice, columns }: { invoice: InvoiceDetail; columns: readonly Column<InvoiceLine>[] }) {
  const list = usePages(listInvoiceLines, {}, { id: invoice.id });
  return (
    <>
      <p className={styles["many"]}>{countWords(invoice.lines)} lines in all; the PDF and the export have every one.</p>
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="lines"
        columns={columns}
        rowId={({ id }) => id}
        {...list.props}
        total={invoice.lines}
        empty={<Empty title="This document has no lines" />}
      />
    </>
  );
}

/** The documents that a line leads to: what a charge was credited by, or what a credit takes from. */
function linked({ charge, credits }: InvoiceLine): { id: string; number: string; amountMinor: string | null }[] {
  if (charge) return [{ id: charge.invoiceId, number: charge.invoiceNumber, amountMinor: null }];
  return credits.map(({ invoiceId, invoiceNumber, amountMinor }) => ({ id: invoiceId, number: invoiceNumber, amountMinor }));
}

type LinksProps = {
  readonly line: InvoiceLine;
  readonly currency: string;
  readonly onGive: ((line: InvoiceLine) => void) | undefined;
};

function Links({ line, currency, onGive }: LinksProps) {
  const documents = linked(line);
  const canGive = onGive !== undefined && line.kind === "charge" && line.leftMinor !== null && BigInt(line.leftMinor) > 0n;
  return (
    <span className={styles["links"]}>
      {documents.map(({ id, number, amountMinor }) => (
        <span key={`${id} ${amountMinor}`} className={styles["linked"]}>
          <Link to="/invoices/$id" params={{ id }}>
            {number}
          </Link>
          {amountMinor !== null && <span className={styles["faint"]}>{moneyWords({ minor: amountMinor, currency })}</span>}
        </span>
      ))}
      {line.withheldMinor !== "0" && (
        <span className={styles["faint"]}>{moneyWords({ minor: line.withheldMinor, currency })} was given back before</span>
      )}
      {documents.length === 0 && !canGive && "–"}
      {canGive && (
        <Tooltip label="Give money back as goodwill">
          <ActionIcon
            className={styles["give"]}
            variant="subtle"
            size="md"
            onClick={() => onGive(line)}
            aria-label={`Goodwill on ${line.title}`}
          >
            <IconGift size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </span>
  );
}
