import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { listTasks, type TaskRow } from "#api/exceptions.ts";
import { AccountFilter } from "#web/domain/account-filter.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { tasksSearch } from "#web/domain/list-search.ts";
import { optionsOf } from "#web/domain/status-words.ts";
import { WhoseChoice } from "#web/domain/whose-choice.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { localDay } from "#web/ui/format/days.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";
import styles from "./exceptions.module.css";
import { TaskActions } from "./task-actions.tsx";

type Search = z.infer<typeof tasksSearch>;

const kindNames: Record<TaskRow["kind"], string> = {
  renewal: "Renewal",
  identify: "Find out who asked",
  undecided: "Choose the cover",
};

const columns: readonly Column<TaskRow>[] = [
  { id: "title", title: "Task", name: true, value: (row) => row.title, show: (row) => <Task row={row} /> },
  { id: "kind", title: "Kind", value: (row) => kindNames[row.kind] },
  { id: "account", title: "Account", name: true, value: (row) => row.accountName, show: (row) => <Account row={row} /> },
  { id: "about", title: "About", value: (row) => row.serial, show: (row) => <About row={row} /> },
  { id: "due", title: "Due", unbroken: true, value: (row) => row.dueOn, show: (row) => <DueOn row={row} /> },
  { id: "assignee", title: "With", value: (row) => row.assigneeName, show: (row) => row.assigneeName ?? "Nobody" },
];

const actsOf = (row: TaskRow) => <TaskActions key={row.revision} task={row} />;

/** What people are asked to do about what was not covered: renew, find out who asked, choose. */
export function TasksPage() {
  const { search, change, props } = useListAddress<Search>();
  const { sort, ...filter } = search;
  const list = usePages(listTasks, filter);
  const mayWork = useMay("tasks.work");
  return (
    <Page
      title="Tasks"
      actions={<WhoseChoice noun="tasks" value={search.assignee} onChange={(assignee) => change({ assignee })} />}
    >
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <div className={styles["list"]}>
        <RecordList
          noun="tasks"
          columns={columns}
          rowId={(row) => row.id}
          sort={sort}
          onSort={props.onSort}
          {...list.props}
          acts={mayWork ? actsOf : undefined}
          filters={
            <>
              <FilterSelect
                label="Status"
                any="Open"
                options={[
                  { value: "done", label: "Done" },
                  { value: "all", label: "Open and done" },
                ]}
                value={search.status}
                onChange={(status) => change({ status })}
              />
              <FilterSelect
                label="Kind"
                any="Any kind"
                options={optionsOf(kindNames)}
                value={search.kind}
                onChange={(kind) => change({ kind })}
              />
              <AccountFilter value={search.accountId} onChange={(accountId) => change({ accountId })} />
            </>
          }
          empty={
            <NoTasks
              isFiltered={Object.values(filter).some((value) => value !== undefined)}
              onClear={() => change({ status: undefined, kind: undefined, accountId: undefined, assignee: undefined })}
            />
          }
        />
      </div>
    </Page>
  );
}

function NoTasks({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered) return <Empty title="Nothing is to be done">Renewals and questions appear here by themselves.</Empty>;
  return (
    <Empty
      title="No task matches"
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      Try with fewer filters.
    </Empty>
  );
}

function Task({ row }: { row: TaskRow }) {
  return (
    <span className={styles["task"]}>
      <span className={row.done ? styles["done"] : undefined}>{row.title}</span>
      {row.detail && (
        <span className={styles["detail"]} title={row.detail}>
          {row.detail}
        </span>
      )}
      {row.note && <span className={styles["quiet"]}>“{row.note}”</span>}
    </span>
  );
}

function Account({ row: { accountId, accountName } }: { row: TaskRow }) {
  if (accountId === null) return "Not known";
  return (
    <Link to="/accounts/$id" params={{ id: accountId }}>
      {accountName}
    </Link>
  );
}

function About({ row: { assetId, serial, ticketNumber, exceptionNumber } }: { row: TaskRow }) {
  return (
    <span className={styles["twoLines"]}>
      {assetId && (
        <Link to="/assets/$id" params={{ id: assetId }}>
          {serial ?? "Asset"}
        </Link>
      )}
      {ticketNumber && (
        <Link to="/tickets/$id" params={{ id: ticketNumber }}>
          {ticketNumber}
        </Link>
      )}
      {exceptionNumber && (
        <Link to="/exceptions/$id" params={{ id: exceptionNumber }}>
          {exceptionNumber}
        </Link>
      )}
    </span>
  );
}

function DueOn({ row: { dueOn, done } }: { row: TaskRow }) {
  const today = localDay(new Date(useNow()));
  if (done) return <Badge tone="good">Done</Badge>;
  if (dueOn === null) return "–";
  return dueOn < today ? <Badge tone="bad">{shortDay(dueOn)}, overdue</Badge> : shortDay(dueOn);
}
