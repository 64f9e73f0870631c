import type { Project } from "#api/projects.ts";
import { kindWords } from "#web/domain/amend/amendment-words.ts";
import { wordsOf, type Measure } from "#web/domain/projects/figures-words.ts";
import { monthsWords } from "#web/ui/format/months.ts";
import { When } from "#web/ui/format/when.tsx";
import { shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";
import { stepsTaken, stretches, type Taken } from "./bridge-steps.ts";
import styles from "./projects.module.css";

function columnsFor(measure: Measure, currency: string): readonly Column<Taken>[] {
  const words = (amount: bigint | null): string => wordsOf(amount, measure, currency);
  const signed = (amount: bigint | null): string => (amount !== null && amount > 0n ? `+${words(amount)}` : words(amount));
  return [
    { id: "step", title: "Step", value: ({ step }) => stepWords(step), show: ({ step }) => <strong>{stepWords(step)}</strong> },
    {
      id: "effective",
      title: "Takes effect",
      unbroken: true,
      value: ({ step }) => step.effectiveOn,
      show: ({ step }) => shortDay(step.effectiveOn),
    },
    {
      id: "why",
      title: "Why",
      value: ({ step }) => step.reason,
      show: ({ step }) => (
        <span className={styles["why"]}>
          <span dir="auto">{step.reason}</span>
          <span className={styles["faint"]}>
            {step.author}, <When at={step.recordedAt} />
          </span>
        </span>
      ),
    },
    {
      id: "moved",
      title: "Moved",
      numeric: true,
      value: ({ moved }) => (moved === null ? null : Number(moved)),
      show: ({ step, moved }) => (
        <span className={styles["moved"]}>
          <span>{step.kind === "opening" ? words(moved) : signed(moved)}</span>
          {step.kind !== "opening" &&
            stretches(step, measure).map((run) => (
              <span key={run.first} className={styles["faint"]}>
                {monthsWords(run.first, run.last)} {signed(run.moved)}
                {run.first !== run.last && " each"}
              </span>
            ))}
        </span>
      ),
    },
    {
      id: "after",
      title: "Budget then",
      numeric: true,
      value: ({ after }) => (after === null ? null : Number(after)),
      show: ({ after }) => words(after),
    },
  ];
}

/** From the opening budget to the closing one: what each amendment moved, in which months. */
export function Bridge({ project, measure }: { project: Project; measure: Measure }) {
  const taken = stepsTaken(project, measure);
  return (
    <Section title="From opening to closing budget">
      <RecordTable
        noun="From opening to closing budget"
        columns={columnsFor(measure, project.currency)}
        rows={taken}
        rowId={({ step }) => `${step.kind} ${step.id}`}
        sort={undefined}
      />
      <p className={styles["closing"]}>
        <span>Closing budget, {monthsWords(project.asked.from, project.asked.through)}</span>
        <strong>{wordsOf(taken.at(-1)?.after ?? null, measure, project.currency)}</strong>
      </p>
    </Section>
  );
}

function stepWords({ kind, change }: Taken["step"]): string {
  if (kind === "opening") return "Opening budget";
  return kind === "terms" ? "Budget terms" : kindWords(change as Parameters<typeof kindWords>[0]);
}
