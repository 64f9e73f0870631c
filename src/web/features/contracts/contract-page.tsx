import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { getContract, type contractLineRow } from "#api/contracts.ts";
import { lastDayOf } from "#web/domain/contracts/contract-columns.tsx";
import { ContractStateBadge } from "#web/domain/contracts/contract-state.tsx";
import { CoverageTimeline } from "#web/domain/coverage-timeline/coverage-timeline.tsx";
import { read } from "#web/query/reads.ts";
import { FactList } from "#web/ui/facts/fact-list.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { dayWords, moneyWords, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";

const route = getRouteApi("/shell/contracts/$id");

const everyWords = { month: "each month", quarter: "each quarter", year: "each year" };

/** A contract: its term and value, its lines over time, and the lines themselves. */
export function ContractPage() {
  const { id } = route.useParams();
  const { knownAt } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: contract } = useSuspenseQuery(read(getContract, { params: { id } }));
  const last = lastDayOf(contract);
  return (
    <Page
      title={contract.number}
      kicker={<Link to="/contracts">Contracts</Link>}
      facts={
        <>
          <ContractStateBadge state={contract.state} />
          <Link to="/accounts/$id" params={{ id: contract.accountId }}>
            {contract.accountName}
          </Link>
          <span>
            {dayWords(contract.startsOn)} – {last ? dayWords(last) : "open-ended"}
          </span>
        </>
      }
    >
      <FactList
        facts={[
          ["Plan", contract.plan],
          ["Yearly value", moneyWords(contract.yearlyValue)],
          ["Billed", everyWords[contract.billingEvery]],
          ["Cancelled, last day", contract.cancelledOn && dayWords(contract.cancelledOn)],
          [
            "Renewal of",
            contract.renewalOf && (
              <Link to="/contracts" search={{ q: contract.renewalOf }}>
                {contract.renewalOf}
              </Link>
            ),
          ],
          ["Days are those of", contract.timeZone],
        ]}
      />
      <CoverageTimeline
        of={{ contractId: id }}
        label={`Coverage by ${contract.number}`}
        knownAt={knownAt}
        onKnownAt={(moment) => void navigate({ search: { knownAt: moment }, replace: true })}
      />
      <Section title="Lines">
        <Lines lines={contract.lineList} />
      </Section>
    </Page>
  );
}

type Line = z.infer<typeof contractLineRow>;

const scopeNames: Record<Line["scope"], string> = { asset: "Asset", product: "Product", site: "Site", account: "Whole account" };
const endNames: Record<Line["endReason"], string> = { term: "", removed: "removed", cancelled: "cancelled" };

const columns: readonly Column<Line>[] = [
  { id: "line", title: "Line", value: (line) => line.number },
  { id: "scope", title: "Covers", value: (line) => scopeNames[line.scope] },
  {
    id: "subject",
    title: "Subject",
    value: (line) => line.subject,
    show: (line) =>
      line.assetId ? (
        <Link to="/assets/$id" params={{ id: line.assetId }}>
          {line.subject}
        </Link>
      ) : (
        line.subject
      ),
  },
  { id: "plan", title: "Plan", value: (line) => line.plan },
  { id: "starts", title: "First day", value: (line) => line.startsOn, show: (line) => shortDay(line.startsOn) },
  {
    id: "ends",
    title: "Last day",
    value: (line) => line.endsBefore && lastDay(line.endsBefore),
    show: (line) =>
      line.endsBefore ? [shortDay(lastDay(line.endsBefore)), endNames[line.endReason]].filter(Boolean).join(", ") : "Open-ended",
  },
  {
    id: "value",
    title: "Yearly value",
    value: (line) => Number(line.yearlyValue.minor),
    show: (line) => moneyWords(line.yearlyValue),
    numeric: true,
  },
];

function Lines({ lines }: { lines: readonly Line[] }) {
  const [sort, setSort] = useState<string>();
  return (
    <RecordList
      noun="lines"
      columns={columns}
      rows={lines}
      rowId={(line) => line.id}
      sort={sort}
      onSort={setSort}
      empty={<Empty title="This contract has no lines">Nothing is covered by it until it has one.</Empty>}
    />
  );
}
