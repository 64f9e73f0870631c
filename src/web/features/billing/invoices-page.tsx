import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { exportInvoices, listInvoices } from "#api/billing.ts";
import { addressOf } from "#api/client.ts";
import { AccountFilter } from "#web/domain/account-filter.tsx";
import { documentKindNames } from "#web/domain/billing/document-words.ts";
import { invoiceColumns } from "#web/domain/billing/invoice-columns.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { invoicesSearch } from "#web/domain/list-search.ts";
import { optionsOf } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay, useSession } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { DayFilter } from "#web/ui/list/day-filter.tsx";
import { ExportMenu } from "#web/ui/list/export-menu.tsx";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";

type Search = z.infer<typeof invoicesSearch>;

/** Invoices and credit notes, the latest first. */
export function InvoicesPage() {
  const { search, change, props } = useListAddress<Search>();
  const { sort: _sort, ...filter } = search;
  const list = usePages(listInvoices, filter);
  return (
    <Page title="Invoices" actions={<ForAccounting filter={filter} />}>
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="documents"
        columns={invoiceColumns}
        rowId={(row) => row.id}
        searchHint="Number or contract"
        {...props}
        {...list.props}
        filters={<Filters search={search} change={change} />}
        empty={
          <NoInvoices
            isFiltered={Object.values(filter).some((value) => value !== undefined)}
            onClear={() => change(nothingFiltered)}
          />
        }
      />
    </Page>
  );
}

const nothingFiltered: Search = {
  q: undefined,
  kind: undefined,
  accountId: undefined,
  contractId: undefined,
  runId: undefined,
  from: undefined,
  through: undefined,
};

function Filters({ search, change }: { search: Search; change: (changes: Partial<Search>) => void }) {
  const isContact = useSession().user.role === "contact";
  return (
    <>
      <FilterSelect
        label="Kind"
        any="Any kind"
        options={optionsOf(documentKindNames)}
        value={search.kind}
        onChange={(kind) => change({ kind })}
      />
      {!isContact && <AccountFilter value={search.accountId} onChange={(accountId) => change({ accountId })} />}
      <DayFilter label="Issued from" value={search.from} onChange={(from) => change({ from })} />
      <DayFilter label="to" value={search.through} onChange={(through) => change({ through })} />
      {(search.runId !== undefined || search.contractId !== undefined) && (
        <Button variant="default" onClick={() => change({ runId: undefined, contractId: undefined })}>
          {search.runId === undefined ? "Of one contract" : "Of one run"}: show all
        </Button>
      )}
    </>
  );
}

/** The lines behind what is listed, for the ledger: all of them, whatever is drawn. */
function ForAccounting({ filter }: { filter: object }) {
  const addresses = {
    csv: addressOf(exportInvoices.path, {}, { ...filter, format: "csv" }),
    xlsx: addressOf(exportInvoices.path, {}, { ...filter, format: "xlsx" }),
  };
  return <ExportMenu label="Lines for accounting" addresses={addresses} />;
}

function NoInvoices({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const mayRun = useMay("billing.run");
  if (isFiltered) {
    return (
      <Empty
        title="No document matches"
        action={
          <Button variant="default" onClick={onClear}>
            Show all
          </Button>
        }
      >
        Try part of the number, another account, or other days.
      </Empty>
    );
  }
  return (
    <Empty
      title="There are no invoices yet"
      action={mayRun && <Button renderRoot={(props) => <Link {...props} to="/billing" />}>Bill what is due</Button>}
    >
      {mayRun ? "Look at what is due by a day, then post it." : "They stand here as soon as finance has billed."}
    </Empty>
  );
}
