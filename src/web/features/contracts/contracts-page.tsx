import type { z } from "zod";
import { listContracts, type ContractRow } from "#api/contracts.ts";
import { ContractHealth, healthWords } from "#web/domain/contracts/contract-health.tsx";
import { contractColumns } from "#web/domain/contracts/contract-columns.tsx";
import { EmptyRegister } from "#web/domain/empty-register.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { contractsSearch } from "#web/domain/list-search.ts";
import { contractStateNames, optionsOf } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { countWords, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";

const endColumns: readonly Column<ContractRow>[] = [
  {
    id: "left",
    title: "Days left",
    value: (row) => row.daysToEnd,
    show: (row) => (row.daysToEnd === null ? "–" : countWords(row.daysToEnd)),
    numeric: true,
  },
  {
    id: "notice",
    title: "Notice by",
    value: (row) => row.noticeBy,
    show: (row) => (row.noticeBy ? shortDay(row.noticeBy) : "–"),
    unbroken: true,
    hidden: true,
  },
  {
    id: "health",
    title: "Wants looking at",
    value: (row) => healthWords(row).join("; "),
    show: (row) => <ContractHealth row={row} />,
  },
];

/** Those of every list, and how long it still runs, what it is worth and what wants looking at. */
const columns: readonly Column<ContractRow>[] = contractColumns.flatMap((column): Column<ContractRow>[] =>
  column.id === "ends" ? [column, ...endColumns] : [column],
);

/** The columns by which the soonest to end comes first: then the server sends those first. */
const byEnd = ["ends", "left", "notice"];

/** All contracts, by number, with their state, money and health today. */
export function ContractsPage() {
  const { search, change, props } = useListAddress<z.infer<typeof contractsSearch>>();
  const list = usePages(listContracts, {
    q: search.q,
    state: search.state,
    attention: search.attention,
    sort: byEnd.includes(search.sort ?? "") ? "end" : "number",
  });
  return (
    <Page title="Contracts">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="contracts"
        columns={columns}
        rowId={(row) => row.id}
        searchHint="Number or account"
        {...props}
        {...list.props}
        filters={
          <>
            <FilterSelect
              label="State"
              any="Any state"
              options={optionsOf(contractStateNames)}
              value={search.state}
              onChange={(state) => change({ state })}
            />
            <FilterSelect
              label="Which"
              any="All of them"
              options={[{ value: "true", label: "Wants looking at" }]}
              value={search.attention}
              onChange={(attention) => change({ attention })}
            />
          </>
        }
        empty={
          search.q || search.state || search.attention ? (
            <Empty title="No contract matches">
              Try part of the number or of the account’s name, another state, or all of them.
            </Empty>
          ) : (
            <EmptyRegister what="contracts" />
          )
        }
      />
    </Page>
  );
}
