import { listInvoices, type InvoiceRow } from "#api/billing.ts";
import { invoiceColumns } from "#web/domain/billing/invoice-columns.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";

const columns: readonly Column<InvoiceRow>[] = invoiceColumns.filter(({ id }) => id !== "contract" && id !== "account");

type Props = { readonly contractId: string; readonly knownAt: string | undefined };

/** Invoices and credit notes of the contract, for those who may see them. */
export function Invoices(props: Props) {
  return useMay("billing.read") ? <InvoiceList {...props} /> : null;
}

function InvoiceList({ contractId, knownAt }: Props) {
  const list = usePages(listInvoices, { contractId, knownAt });
  return (
    <Section title="Invoices and credit notes">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="documents"
        columns={columns}
        rowId={(row) => row.id}
        {...list.props}
        empty={<Empty title="Nothing has been invoiced yet">The next billing run posts what is due by then.</Empty>}
      />
    </Section>
  );
}
