import { useState } from "react";
import { listContracts, type ContractRow } from "#api/contracts.ts";
import { contractColumns } from "#web/domain/contracts/contract-columns.tsx";
import { contractStateNames } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";

/** The contracts that name the plan, for people who may read contracts; those in force first of all. */
export function PlanContracts({ planId }: { planId: string }) {
  return useMay("contracts.read") ? <Contracts planId={planId} /> : null;
}

/** The plan stands above: no column of its own. */
const columns = contractColumns.filter(({ id }) => id !== "plan");

const states = (Object.keys(contractStateNames) as ContractRow["state"][]).map((value) => ({
  value,
  label: contractStateNames[value],
}));

function Contracts({ planId }: { planId: string }) {
  const [state, setState] = useState<ContractRow["state"] | undefined>("in_force");
  const [sort, setSort] = useState<string>();
  const list = usePages(listContracts, { planId, state, sort: "end" });
  return (
    <Section title="Contracts">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="contracts"
        columns={columns}
        rowId={({ id }) => id}
        sort={sort}
        onSort={setSort}
        {...list.props}
        filters={<FilterSelect label="State" any="Any state" options={states} value={state} onChange={setState} />}
        empty={
          <Empty title={state ? "No contract in this state has this plan" : "No contract has this plan"}>
            Contracts name a plan when they are made, imported or amended.
          </Empty>
        }
      />
    </Section>
  );
}
