import { Button, Menu, SegmentedControl, TextInput } from "@mantine/core";
import { IconChevronDown, IconFileSpreadsheet } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { addressOf } from "#api/client.ts";
import { exportExceptions, listExceptions } from "#api/exceptions.ts";
import { AccountFilter } from "#web/domain/account-filter.tsx";
import { exceptionStatusNames } from "#web/domain/exceptions/exception-words.tsx";
import { useListAddress } from "#web/domain/list-address.ts";
import type { exceptionsSearch } from "#web/domain/list-search.ts";
import { optionsOf } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
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
  const mayWork = useMay("exceptions.work");
  return (
    <Page
      title="Exceptions"
      facts={<span>Served though nothing covered it: leads for renewals.</span>}
      actions={
        <>
          {mayWork && <Whose value={search.assignee} onChange={(assignee) => change({ assignee })} />}
          <Export filter={asked} />
        </>
      }
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
          empty={<NoExceptions search={search} onClear={() => change(nothingFiltered)} />}
        />
      </div>
    </Page>
  );
}

const whose = [
  { value: "anybody", label: "Everybody’s" },
  { value: "me", label: "Mine" },
  { value: "nobody", label: "Nobody’s" },
];

function Whose({ value, onChange }: { value: Search["assignee"]; onChange: (assignee: Search["assignee"]) => void }) {
  return (
    <SegmentedControl
      aria-label="Whose exceptions"
      data={whose}
      value={value ?? "anybody"}
      onChange={(chosen) => onChange(chosen === "me" || chosen === "nobody" ? chosen : undefined)}
    />
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

type DayFilterProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
};

function DayFilter({ label, value, onChange }: DayFilterProps) {
  return (
    <TextInput
      className={styles["day"]}
      type="date"
      size="sm"
      label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}

/** All that the filter leaves, whatever is drawn. */
function Export({ filter }: { filter: object }) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["csv", "xlsx"] as const).map((format) => (
          <Menu.Item key={format} component="a" href={addressOf(exportExceptions.path, {}, { ...filter, format })} download>
            {format === "csv" ? "CSV" : "Excel (XLSX)"}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
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
