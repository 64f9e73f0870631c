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
  const { bridge } = project;
  const told = project.months.filter((month) => !isEmpty(month));
  if (told.length === 0 && bridge.length === 0)
    return <Empty title="There is no budget yet">It follows from what the contract covers.</Empty>;
  return (
    <div className={styles["budget"]}>
      <Months months={told} />
      {bridge.length > 0 && <Bridge bridge={bridge} project={project} />}
    </div>
  );
}

const orDash = (amount: BudgetMonth["budget"]): string => (amount ? moneyWords(amount) : "–");
const minutesOrDash = (minutes: number | null): string => (minutes === null ? "–" : hoursWords(minutes));

/** The months with a budget or with work, money above and time below it. */
function Months({ months }: { months: readonly BudgetMonth[] }) {
  return (
    <table className={styles["months"]} aria-label="Budget by month">
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">Budget</th>
          <th scope="col">Worked</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, budget, budgetMinutes, actual, actualMinutes }) => (
          <tr key={month}>
            <th scope="row">{monthWords(month)}</th>
            <td>
              {orDash(budget)}
              <span className={styles["time"]}>{minutesOrDash(budgetMinutes)}</span>
            </td>
            <td data-over={(budget && actual && BigInt(actual.minor) > BigInt(budget.minor)) || undefined}>
              {orDash(actual)}
              <span className={styles["time"]}>{minutesOrDash(actualMinutes)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isEmpty = ({ budget, budgetMinutes, actualMinutes }: BudgetMonth): boolean =>
  (budget?.minor ?? "0") === "0" && (budgetMinutes ?? 0) === 0 && actualMinutes === 0;

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
