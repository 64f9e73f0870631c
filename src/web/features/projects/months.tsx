import type { BudgetFigures, BudgetMonth, Project } from "#api/projects.ts";
import { budgetColumns } from "#web/domain/projects/budget-columns.tsx";
import type { Measure } from "#web/domain/projects/figures-words.ts";
import { monthWords } from "#web/ui/format/months.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./projects.module.css";

const columnsFor = ({ currency, months }: Project, measure: Measure): readonly Column<BudgetMonth>[] => [
  { id: "month", title: "Month", value: ({ month }) => month, show: ({ month }) => <strong>{monthWords(month)}</strong> },
  ...budgetColumns<BudgetMonth>({
    measure,
    figures: (month): BudgetFigures => month,
    currency: () => currency,
    beside: months,
  }),
];

/** Budget against actual month by month: the chart and its table are one. */
export function Months({ project, measure }: { project: Project; measure: Measure }) {
  return (
    <Section title="Budget against actual, by month">
      <div className={styles["months"]}>
        <RecordTable
          noun="Budget against actual, by month"
          columns={columnsFor(project, measure)}
          rows={project.months}
          rowId={({ month }) => month}
          sort={undefined}
        />
      </div>
    </Section>
  );
}
