import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getProject, type BridgeStep, type BudgetMonth, type Project } from "#api/projects.ts";
import { amendmentKind } from "#api/amendments.ts";
import { kindWords } from "#web/domain/amend/amendment-words.ts";
import { monthWords } from "#web/ui/format/months.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { readSteadily } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { moneyWords, shortDay, signedMoneyWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";
import styles from "./budget.module.css";

type Props = {
  readonly contractId: string;
  readonly lenses: { readonly at: string | undefined; readonly knownAt: string | undefined };
};

/** The support project's budget by month beside what was worked, and how it came about. */
export function Budget(props: Props) {
  return useMay("projects.read") ? <BudgetRead {...props} /> : null;
}

function BudgetRead({ contractId, lenses }: Props) {
  const { data, error, refetch } = useQuery(readSteadily(getProject, { params: { contractId }, query: lenses }));
  return (
    <Section title="Budget and work">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data ? <BudgetShown project={data} /> : !error && <Skeleton height={240} radius="md" aria-label="Loading" />}
    </Section>
  );
}

function BudgetShown({ project }: { project: Project }) {
  const { months, bridge } = project;
  if (months.length === 0) return <Empty title="There is no budget yet">It follows from what the contract covers.</Empty>;
  return (
    <div className={styles["budget"]}>
      <RecordTable noun="Budget by month" columns={columns} rows={months} rowId={(row) => row.month} sort={undefined} />
      {bridge.length > 0 && <Bridge bridge={bridge} project={project} />}
    </div>
  );
}

const orDash = (amount: BudgetMonth["budget"]): string => (amount ? moneyWords(amount) : "–");
const minutesOrDash = (minutes: number | null): string => (minutes === null ? "–" : hoursWords(minutes));

const columns: readonly Column<BudgetMonth>[] = [
  { id: "month", title: "Month", value: (row) => row.month, show: (row) => monthWords(row.month), unbroken: true },
  { id: "budget", title: "Budget", value: (row) => row.budget?.minor ?? null, show: (row) => orDash(row.budget), numeric: true },
  { id: "actual", title: "Worked", value: (row) => row.actual?.minor ?? null, show: (row) => orDash(row.actual), numeric: true },
  {
    id: "hours",
    title: "Budget in time",
    value: (row) => row.budgetMinutes,
    show: (row) => minutesOrDash(row.budgetMinutes),
    numeric: true,
  },
  {
    id: "worked",
    title: "Time worked",
    value: (row) => row.actualMinutes,
    show: (row) => hoursWords(row.actualMinutes),
    numeric: true,
  },
];

/** Opening budget + amendments = closing. */
function Bridge({ bridge, project: { total, asked } }: { bridge: readonly BridgeStep[]; project: Project }) {
  return (
    <div className={styles["bridge"]}>
      <h3 className={styles["title"]}>
        How the budget of {monthWords(asked.from)} to {monthWords(asked.through)} came about
      </h3>
      <ol className={styles["steps"]}>
        {bridge.map((step) => (
          <li key={`${step.kind} ${step.id}`} className={styles["step"]} data-kind={step.kind}>
            <span>
              {stepWords(step)}
              <span className={styles["why"]}>
                {step.kind === "opening" ? "" : `from ${shortDay(step.effectiveOn)}, ${step.reason}, ${step.author}`}
              </span>
            </span>
            <span className={styles["amount"]}>
              {step.budget && (step.kind === "opening" ? moneyWords : signedMoneyWords)(step.budget)}
            </span>
          </li>
        ))}
        <li className={styles["step"]} data-kind="closing">
          <span>Closing budget</span>
          <span className={styles["amount"]}>{orDash(total.budget)}</span>
        </li>
      </ol>
    </div>
  );
}

function stepWords({ kind, change }: BridgeStep): string {
  if (kind === "opening") return "Opening budget";
  if (kind === "terms") return "Other terms of the budget";
  const known = amendmentKind.safeParse(change);
  return known.success ? kindWords(known.data) : change;
}
