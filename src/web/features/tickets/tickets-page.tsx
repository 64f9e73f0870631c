import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { listTickets } from "#api/tickets.ts";
import { AccountFilter } from "#web/domain/account-filter.tsx";
import { severityNames } from "#web/domain/channel-words.ts";
import { useListAddress } from "#web/domain/list-address.ts";
import type { ticketsSearch } from "#web/domain/list-search.ts";
import { optionsOf, ticketStatusNames } from "#web/domain/status-words.ts";
import { outcomeNames } from "#web/domain/tickets/ticket-badges.tsx";
import { WhoseChoice } from "#web/domain/whose-choice.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay, useSession } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page } from "#web/ui/page/page.tsx";
import { ticketColumns } from "./ticket-columns.tsx";
import styles from "./tickets.module.css";

type Search = z.infer<typeof ticketsSearch>;

/** Tickets, the most urgent first: what to do next stands on top. */
export function TicketsPage() {
  const { search, change, props } = useListAddress<Search>();
  const list = usePages(listTickets, search);
  const mayWork = useMay("tickets.work");
  return (
    <Page
      title="Tickets"
      actions={mayWork && <WhoseChoice noun="tickets" value={search.assignee} onChange={(assignee) => change({ assignee })} />}
    >
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <div className={styles["list"]}>
        <RecordList
          noun="tickets"
          columns={ticketColumns}
          rowId={(row) => row.id}
          searchHint="Subject, number or serial"
          q={props.q}
          onSearch={props.onSearch}
          {...list.props}
          filters={<Filters search={search} change={change} />}
          empty={<NoTickets search={search} onClear={() => change(nothingFiltered)} />}
        />
      </div>
    </Page>
  );
}

type FiltersProps = { readonly search: Search; readonly change: (changes: Partial<Search>) => void };

function Filters({ search, change }: FiltersProps) {
  const isContact = useSession().user.role === "contact";
  return (
    <>
      <FilterSelect
        label="Status"
        any="Open"
        options={[...optionsOf(ticketStatusNames), { value: "all", label: "Open and done" }]}
        value={search.status}
        onChange={(status) => change({ status })}
      />
      <FilterSelect
        label="Severity"
        any="Any severity"
        options={Object.entries(severityNames).map(([value, label]) => ({ value, label }))}
        value={search.severity === undefined ? undefined : String(search.severity)}
        onChange={(severity) => change({ severity: severity === undefined ? undefined : (Number(severity) as 1 | 2 | 3 | 4) })}
      />
      <FilterSelect
        label="Cover"
        any="Covered or not"
        options={optionsOf(outcomeNames)}
        value={search.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      {!isContact && (
        <FilterSelect
          label="Held"
          any="Held or not"
          options={[
            { value: "any", label: "Held" },
            { value: "not_covered", label: "Held: not covered" },
            { value: "quote", label: "Held: waits for a quote" },
          ]}
          value={search.held}
          onChange={(held) => change({ held })}
        />
      )}
      {!isContact && <AccountFilter value={search.accountId} onChange={(accountId) => change({ accountId })} />}
      <FilterSelect
        label="Order"
        any="Most urgent first"
        options={[
          { value: "newest", label: "Newest first" },
          { value: "changed", label: "Latest changed first" },
        ]}
        value={search.sort}
        onChange={(sort) => change({ sort })}
      />
    </>
  );
}

const nothingFiltered: Partial<Search> = {
  q: undefined,
  status: undefined,
  severity: undefined,
  outcome: undefined,
  held: undefined,
  assignee: undefined,
  accountId: undefined,
  assetId: undefined,
};

function NoTickets({ search, onClear }: { search: Search; onClear: () => void }) {
  const { sort: _sort, ...filters } = search;
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  if (!isFiltered) {
    return (
      <Empty
        title="No ticket is open"
        action={<Button renderRoot={(props) => <Link {...props} to="/" search={{}} />}>Check coverage</Button>}
      >
        Everything has been answered. A ticket begins with a check: ask about the serial, then press O.
      </Empty>
    );
  }
  return (
    <Empty
      title="No ticket matches"
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      {search.status === undefined
        ? "Only open tickets are listed: solved and closed ones appear under “Open and done”."
        : "Try with fewer filters."}
    </Empty>
  );
}
