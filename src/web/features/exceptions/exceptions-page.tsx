import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { addressOf } from "#api/client.ts";
import { exportExceptions, listExceptions } from "#api/exceptions.ts";
import { AccountFilter } from "#web/domain/account-filter.tsx";
import { exceptionStatusNames } from "#web/domain/exceptions/exception-words.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { exceptionsSearch } from "#web/domain/list-search.ts";
import { optionsOf } from "#web/domain/status-words.ts";
import { WhoseChoice } from "#web/domain/whose-choice.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { DayFilter } from "#web/ui/list/day-filter.tsx";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";
import { exceptionColumns } from "./exception-columns.tsx";
import styles from "./exceptions.module.css";
import { Totals } from "./totals.tsx";

type Search = z.infer<typeof exceptionsSearch>;

/** What was served without cover, worked as a list: open ones first, with what each has cost so far. */
export function ExceptionsPage() {
  const { search, change, props } = useListAddress<Search>();
  const { status, ...others } = search;
  const asked = { ...others, ...(status === "all" ? {} : { status: status ?? ("open" as const) }) };
  const list = usePages(listExceptions, asked);
  const exported = {
    csv: addressOf(exportExceptions.path, {}, { ...asked, format: "csv" }),
    xlsx: addressOf(exportExceptions.path, {}, { ...asked, format: "xlsx" }),
  };
  const mayWork = useMay("exceptions.work");
  return (
    <Page
      title="Exceptions"
      facts={<span>Served though nothing covered it: leads for renewals.</span>}
      actions={mayWork && <WhoseChoice noun="exceptions" value={search.assignee} onChange={(assignee) => change({ assignee })} />}
    >
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <Totals filter={asked} />
      <div className={styles["list"]}>
        <RecordList
          noun="exceptions"
          columns={exceptionColumns}
          rowId={(row) => row.id}
          searchHint="Number, ticket, serial or account"
          q={props.q}
          onSearch={props.onSearch}
          {...list.props}
          filters={<Filters search={search} change={change} />}
          exported={exported}
          empty={<NoExceptions search={search} onClear={() => change(nothingFiltered)} />}
        />
      </div>
    </Page>
  );
}

type FiltersProps = { readonly search: Search; readonly change: (changes: Partial<Search>) => void };

function Filters({ search, change }: FiltersProps) {
  return (
    <>
      <FilterSelect
        label="Status"
        any="Open"
        options={[
          ...optionsOf(exceptionStatusNames).filter(({ value }) => value !== "open"),
          { value: "all" as const, label: "Open and closed" },
        ]}
        value={search.status === "open" ? undefined : search.status}
        onChange={(status) => change({ status })}
      />
      <AccountFilter value={search.accountId} onChange={(accountId) => change({ accountId })} />
      <FilterSelect
        label="Order"
        any="Newest first"
        options={[
          { value: "oldest", label: "Oldest first" },
          { value: "cost", label: "Dearest first" },
          { value: "account", label: "By account" },
        ]}
        value={search.sort}
        onChange={(sort) => change({ sort })}
      />
      <div className={styles["days"]}>
        <DayFilter label="Opened from" value={search.from} onChange={(from) => change({ from })} />
        <DayFilter label="to" value={search.through} onChange={(through) => change({ through })} />
      </div>
    </>
  );
}

const nothingFiltered: Partial<Search> = {
  q: undefined,
  status: undefined,
  accountId: undefined,
  assignee: undefined,
  from: undefined,
  through: undefined,
};

function NoExceptions({ search, onClear }: { search: Search; onClear: () => void }) {
  const { sort: _sort, ...filters } = search;
  if (Object.values(filters).every((value) => value === undefined)) {
    return (
      <Empty title="No exception is open" action={<Link to="/policy">What the policy does with a no</Link>}>
        Whatever is served without cover appears here by itself, with what it costs.
      </Empty>
    );
  }
  return (
    <Empty
      title="No exception matches"
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      {search.status === undefined
        ? "Only open ones are listed: others appear under “Open and closed”."
        : "Try with fewer filters."}
    </Empty>
  );
}
