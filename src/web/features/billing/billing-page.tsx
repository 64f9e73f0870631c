import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { listBillingRuns, type BillingRun } from "#api/billing.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { countWords, moneyWords, plural, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
import styles from "./billing.module.css";
import { IssuerPanel } from "./issuer.tsx";
import { RunForm } from "./run-form.tsx";
import { runStateWords, runTone } from "./run-words.ts";

const sum = ({ totals }: BillingRun, of: "invoices" | "creditNotes"): number => totals.reduce((all, total) => all + total[of], 0);

const columns: readonly Column<BillingRun>[] = [
  {
    id: "through",
    title: "Due through",
    value: ({ through }) => through,
    show: ({ id, through }) => (
      <Link to="/billing/$id" params={{ id }}>
        {shortDay(through)}
      </Link>
    ),
  },
  {
    id: "state",
    title: "State",
    unbroken: true,
    value: runStateWords,
    show: (run) => <Badge tone={runTone(run)}>{runStateWords(run)}</Badge>,
  },
  {
    id: "when",
    title: "When",
    unbroken: true,
    value: ({ createdAt }) => createdAt,
    show: ({ createdAt }) => <When at={createdAt} />,
  },
  { id: "who", title: "By", value: ({ actorName }) => actorName },
  {
    id: "invoices",
    title: "Invoices",
    numeric: true,
    value: (run) => sum(run, "invoices"),
    show: (run) => countWords(sum(run, "invoices")),
  },
  {
    id: "credits",
    title: "Credit notes",
    numeric: true,
    value: (run) => sum(run, "creditNotes"),
    show: (run) => countWords(sum(run, "creditNotes")),
  },
  {
    id: "problems",
    title: "Not billed",
    numeric: true,
    value: ({ problems }) => problems,
    show: ({ problems }) => (problems > 0 ? <span className={styles["bad"]}>{countWords(problems)}</span> : "0"),
  },
  {
    id: "total",
    title: "Total",
    numeric: true,
    value: ({ totals }) => totals.map(({ totalMinor, currency }) => moneyWords({ minor: totalMinor, currency })).join("; "),
    show: (run) => <RunSums run={run} />,
  },
];

/** Currencies that a row has room for; the run's own page has them all. */
const CURRENCIES_SHOWN = 2;

function RunSums({ run: { totals } }: { run: BillingRun }) {
  if (totals.length === 0) return "–";
  const shown = totals.length > CURRENCIES_SHOWN + 1 ? totals.slice(0, CURRENCIES_SHOWN) : totals;
  return (
    <>
      {shown.map(({ currency, totalMinor }) => (
        <span key={currency} className={styles["stacked"]}>
          {moneyWords({ minor: totalMinor, currency })}
        </span>
      ))}
      {shown.length < totals.length && (
        <span className={styles["faint"]}>and {plural(totals.length - shown.length, "currency", "currencies")} more</span>
      )}
    </>
  );
}

/** Where what is due is billed, and every run that did so. */
export function BillingPage() {
  const list = usePages(listBillingRuns, {});
  const mayRun = useMay("billing.run");
  return (
    <Page
      title="Billing"
      actions={
        <Button variant="default" renderRoot={(props) => <Link {...props} to="/invoices" />}>
          Invoices
        </Button>
      }
    >
      {mayRun && <RunForm />}
      <Section title="Runs and previews">
        {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
        <RecordList
          noun="runs"
          columns={columns}
          rowId={({ id }) => id}
          {...list.props}
          empty={
            <Empty title="Nothing has been billed yet">
              {mayRun
                ? "Choose a day above and look at what is due by then."
                : "Finance bills what is due; every run stands here."}
            </Empty>
          }
        />
      </Section>
      <IssuerPanel />
    </Page>
  );
}
