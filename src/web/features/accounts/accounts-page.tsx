import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { listAccounts, type accountRow } from "#api/register.ts";
import { EmptyRegister } from "#web/domain/empty-register.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";

type Row = z.infer<typeof accountRow>;

const columns: readonly Column<Row>[] = [
  {
    id: "name",
    title: "Account",
    name: true,
    value: (row) => row.name,
    show: (row) => (
      <Link to="/accounts/$id" params={{ id: row.id }}>
        {row.name}
      </Link>
    ),
  },
  { id: "reference", title: "Reference", value: (row) => row.reference },
  { id: "parent", title: "Part of", value: (row) => row.parentName },
  { id: "assets", title: "Assets", value: (row) => row.assets, numeric: true },
  { id: "covered", title: "Covered", value: (row) => row.coveredAssets, numeric: true },
  { id: "contacts", title: "Contacts", value: (row) => row.contacts, numeric: true },
  { id: "zone", title: "Time zone", value: (row) => row.timeZone },
  { id: "currency", title: "Currency", value: (row) => row.currency, hidden: true },
];

/** All accounts, by name. */
export function AccountsPage() {
  const { search, props } = useListAddress();
  const list = usePages(listAccounts, { q: search.q });
  return (
    <Page title="Accounts">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="accounts"
        columns={columns}
        rowId={(row) => row.id}
        searchHint="Name or reference"
        {...props}
        {...list.props}
        empty={
          search.q ? (
            <Empty title={`No account matches “${search.q}”`}>Try part of the name, or the reference that finance uses.</Empty>
          ) : (
            <EmptyRegister what="accounts" />
          )
        }
      />
    </Page>
  );
}
