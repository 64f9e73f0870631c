import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { getException, type ExceptionDetail } from "#api/exceptions.ts";
import { ExceptionBadge } from "#web/domain/exceptions/exception-words.tsx";
import { handlings } from "#web/domain/policy/handling-words.ts";
import { read } from "#web/query/reads.ts";
import { Figures } from "#web/ui/figures/figures.tsx";
import { monthWords } from "#web/ui/format/months.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { localDay } from "#web/ui/format/days.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { When } from "#web/ui/format/when.tsx";
import { moneyWords, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
import styles from "./exceptions.module.css";
import { OutcomePanel } from "./outcome-panel.tsx";
import { RenewalPanel } from "./renewal-panel.tsx";

const route = getRouteApi("/shell/exceptions/$id");

/** One exception: why it was none of the contracts', what it has cost so far, what covered it before, and what became of it. */
export function ExceptionPage() {
  const { id } = route.useParams();
  const { data: exception } = useSuspenseQuery(read(getException, { params: { id } }));
  return (
    <Page title={exception.number} kicker={<Link to="/exceptions">Exceptions</Link>} facts={<Facts exception={exception} />}>
      <div className={styles["columns"]}>
        <div className={styles["main"]}>
          <Figures
            figures={[
              ...(exception.cost ? [{ name: "Cost so far", value: moneyWords(exception.cost), note: "at the hourly rate" }] : []),
              { name: "Work", value: hoursWords(exception.minutes) },
              { name: "Open since", value: <When at={exception.openedAt} as="relative" /> },
            ]}
          />
          <Section title="Why it was not covered">
            <div className={styles["why"]}>
              <p>{exception.reason}</p>
              <p className={styles["quiet"]}>
                {exception.approvedBy
                  ? `${exception.approvedBy} had it served all the same. The policy said: ${handlings[exception.handling].name.toLowerCase()}.`
                  : handlings[exception.handling].means}
              </p>
            </div>
          </Section>
          <Growth growth={exception.growth} />
          <History history={exception.history} />
        </div>
        <aside className={styles["aside"]} aria-label="What becomes of it">
          <OutcomePanel exception={exception} />
          <RenewalPanel exception={exception} />
        </aside>
      </div>
    </Page>
  );
}

function Facts({ exception }: { exception: ExceptionDetail }) {
  return (
    <>
      <ExceptionBadge status={exception.status} />
      <span>
        <Link to="/tickets/$id" params={{ id: exception.ticketNumber }}>
          {exception.ticketNumber}
        </Link>{" "}
        {exception.ticketSubject}
      </span>
      {exception.accountId && (
        <Link to="/accounts/$id" params={{ id: exception.accountId }}>
          {exception.accountName}
        </Link>
      )}
      {exception.assetId && (
        <Link to="/assets/$id" params={{ id: exception.assetId }}>
          {[exception.serial, exception.productName].filter(Boolean).join(" · ") || "Asset"}
        </Link>
      )}
    </>
  );
}

type Grown = ExceptionDetail["growth"][number];

const growthColumns: readonly Column<Grown>[] = [
  { id: "month", title: "Month", value: ({ month }) => month, show: ({ month }) => monthWords(month) },
  {
    id: "work",
    title: "Work so far",
    numeric: true,
    value: ({ minutes }) => minutes,
    show: ({ minutes }) => hoursWords(minutes),
  },
  {
    id: "cost",
    title: "Cost so far",
    numeric: true,
    value: ({ cost }) => (cost ? Number(cost.minor) : null),
    show: ({ cost }) => (cost ? moneyWords(cost) : "–"),
  },
];

function Growth({ growth }: { growth: readonly Grown[] }) {
  return (
    <Section title="As it grew">
      {growth.length === 0 ? (
        <Empty title="No work is entered yet">It costs nothing until somebody works on its ticket.</Empty>
      ) : (
        <RecordTable noun="Cost by month" columns={growthColumns} rows={growth} rowId={({ month }) => month} sort={undefined} />
      )}
    </Section>
  );
}

type Past = ExceptionDetail["history"][number];

const endWords: Record<Past["endReason"], string> = { term: "ran out", removed: "removed", cancelled: "cancelled" };

const historyColumns = (today: string): readonly Column<Past>[] => [
  {
    id: "contract",
    title: "Contract",
    value: (past) => `${past.contractNumber} line ${past.lineNumber}`,
    show: (past) => (
      <Link to="/contracts/$id" params={{ id: past.contractId }}>
        {past.contractNumber} line {past.lineNumber}
      </Link>
    ),
  },
  { id: "plan", title: "Plan", value: ({ plan }) => plan },
  { id: "scope", title: "Covers", value: ({ scope }) => `the ${scope}` },
  {
    id: "days",
    title: "Days",
    unbroken: true,
    value: ({ startsOn, lastOn }) => `${startsOn} – ${lastOn ?? ""}`,
    show: ({ startsOn, lastOn }) => `${shortDay(startsOn)} – ${lastOn ? shortDay(lastOn) : "open-ended"}`,
  },
  {
    id: "end",
    title: "Ended",
    value: ({ endReason, lastOn }) => (lastOn === null || lastOn >= today ? null : endWords[endReason]),
  },
  {
    id: "value",
    title: "A year",
    numeric: true,
    value: ({ yearlyValue }) => (yearlyValue ? Number(yearlyValue.minor) : null),
    show: ({ yearlyValue }) => (yearlyValue ? moneyWords(yearlyValue) : "–"),
  },
];

function History({ history }: { history: readonly Past[] }) {
  const today = localDay(new Date(useNow()));
  return (
    <Section title="What covered it before">
      {history.length === 0 ? (
        <Empty title="Nothing ever covered it">No contract names the asset, its site, its product or its account.</Empty>
      ) : (
        <RecordTable
          noun="What covered it before"
          columns={historyColumns(today)}
          rows={history}
          rowId={(past) => `${past.contractId} ${past.lineNumber} ${past.startsOn} ${past.scope}`}
          sort={undefined}
        />
      )}
    </Section>
  );
}
