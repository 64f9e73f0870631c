import type { z } from "zod";
import { listContracts } from "#api/register.ts";
import { contractColumns } from "#web/domain/contracts/contract-columns.tsx";
import { EmptyRegister } from "#web/domain/empty-register.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { contractsSearch } from "#web/domain/list-search.ts";
import { contractStateNames, optionsOf } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";

/** All contracts, by number, with their state today. */
export function ContractsPage() {
  const { search, change, props } = useListAddress<z.infer<typeof contractsSearch>>();
  const list = usePages(listContracts, { q: search.q, state: search.state });
  return (
    <Page title="Contracts">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="contracts"
        columns={contractColumns}
        rowId={(row) => row.id}
        searchHint="Number or account"
        {...props}
        {...list.props}
        filters={
          <FilterSelect
            label="State"
            any="Any state"
            options={optionsOf(contractStateNames)}
            value={search.state}
            onChange={(state) => change({ state })}
          />
        }
        empty={
          search.q || search.state ? (
            <Empty title="No contract matches">Try part of the number or of the account’s name, or another state.</Empty>
          ) : (
            <EmptyRegister what="contracts" />
          )
        }
      />
    </Page>
  );
}
