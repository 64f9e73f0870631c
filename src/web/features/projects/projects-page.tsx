import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { listProjects, type ProjectRow } from "#api/projects.ts";
import { accountColumn } from "#web/domain/account-column.tsx";
import { AccountFilter } from "#web/domain/account-filter.tsx";
import { EmptyRegister } from "#web/domain/empty-register.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { projectsSearch } from "#web/domain/list-search.ts";
import { budgetColumns } from "#web/domain/projects/budget-columns.tsx";
import type { Measure } from "#web/domain/projects/figures-words.ts";
import { MeasureChoice } from "#web/domain/projects/measure-choice.tsx";
import { monthsOf, YearChoice } from "#web/domain/projects/year-choice.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";

type Search = z.infer<typeof projectsSearch>;

/** Support projects, one a contract: budget beside actual, over a year. */
export function ProjectsPage() {
  const { search, change, props } = useListAddress<Search>();
  const { year, q, accountId } = search;
  const list = usePages(listProjects, { q, accountId, ...monthsOf(year) });
  const hoursOnly = !useMay("budgets.read");
  const [chosen, setMeasure] = useState<Measure>("money");
  const measure = hoursOnly ? "hours" : chosen;
  return (
    <Page title="Projects">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="projects"
        columns={columnsFor(measure, year)}
        rowId={({ contractId }) => contractId}
        searchHint="Contract or account"
        {...props}
        {...list.props}
        filters={
          <>
            <AccountFilter value={accountId} onChange={(id) => change({ accountId: id })} />
            <YearChoice value={year} onChange={(chosenYear) => change({ year: chosenYear })} />
            {!hoursOnly && <MeasureChoice value={measure} onChange={setMeasure} />}
          </>
        }
        empty={
          q || accountId ? (
            <Empty title="No project matches">Try part of the contract’s number or of the account’s name.</Empty>
          ) : (
            <EmptyRegister what="projects" />
          )
        }
      />
    </Page>
  );
}

const columnsFor = (measure: Measure, year: number | undefined): readonly Column<ProjectRow>[] => [
  {
    id: "project",
    title: "Project",
    value: ({ contractNumber }) => contractNumber,
    show: ({ contractId, contractNumber }) => (
      <Link to="/projects/$id" params={{ id: contractId }} search={{ year }}>
        {contractNumber}
      </Link>
    ),
  },
  accountColumn,
  ...budgetColumns<ProjectRow>({ measure, figures: ({ total }) => total, currency: ({ currency }) => currency }),
];
