import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { listAssets, type assetRow } from "#api/register.ts";
import { accountColumn } from "#web/domain/account-column.tsx";
import { EmptyRegister } from "#web/domain/empty-register.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { assetsSearch } from "#web/domain/list-search.ts";
import { assetStatusNames, optionsOf } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";

type Row = z.infer<typeof assetRow>;

const columns: readonly Column<Row>[] = [
  {
    id: "serial",
    title: "Serial",
    value: (row) => row.serial ?? row.tag,
    show: (row) => (
      <Link to="/assets/$id" params={{ id: row.id }}>
        {row.serial ?? row.tag}
      </Link>
    ),
  },
  { id: "tag", title: "Tag", value: (row) => row.tag },
  { id: "product", title: "Product", value: (row) => row.productName },
  { id: "maker", title: "Maker", value: (row) => row.maker },
  accountColumn,
  { id: "site", title: "Site", value: (row) => row.siteName },
  { id: "version", title: "Version", value: (row) => row.version, hidden: true },
  { id: "environment", title: "Environment", value: (row) => row.environment, hidden: true },
  {
    id: "status",
    title: "Status",
    value: (row) => assetStatusNames[row.status],
    show: (row) => <Badge tone={row.status === "in_use" ? "good" : "quiet"}>{assetStatusNames[row.status]}</Badge>,
  },
  {
    id: "installed",
    title: "Installed",
    value: (row) => row.installedOn,
    show: (row) => (row.installedOn ? shortDay(row.installedOn) : "–"),
    hidden: true,
  },
];

/** All assets, by serial. */
export function AssetsPage() {
  const { search, change, props } = useListAddress<z.infer<typeof assetsSearch>>();
  const list = usePages(listAssets, { q: search.q, status: search.status });
  return (
    <Page title="Assets">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="assets"
        columns={columns}
        rowId={(row) => row.id}
        searchHint="Serial, tag or product"
        {...props}
        {...list.props}
        filters={
          <FilterSelect
            label="Status"
            any="Any status"
            options={optionsOf(assetStatusNames)}
            value={search.status}
            onChange={(status) => change({ status })}
          />
        }
        empty={
          search.q || search.status ? (
            <Empty title="No asset matches">Try part of the serial, or another status.</Empty>
          ) : (
            <EmptyRegister what="assets" />
          )
        }
      />
    </Page>
  );
}
