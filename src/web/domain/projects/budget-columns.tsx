import type { BudgetFigures } from "#api/projects.ts";
import type { Column } from "#web/ui/list/column.ts";
import { Meter } from "#web/ui/meter/meter.tsx";
import styles from "./budget.module.css";
import { measured, type Measure } from "./figures-words.ts";

type Options<Row> = {
  readonly measure: Measure;
  readonly figures: (row: Row) => BudgetFigures;
  readonly currency: (row: Row) => string;
  /** The rows that the bars are drawn beside, to one scale; left out, each bar has a scale of its own. */
  readonly beside?: readonly Row[];
};

/** Budget, actual, what is left, and both as bars: the columns of everything that has a budget. */
export function budgetColumns<Row>({ measure, figures, currency, beside }: Options<Row>): readonly Column<Row>[] {
  const of = (row: Row) => measured(figures(row), measure, currency(row));
  const scale = beside && Math.max(0, ...beside.flatMap((row) => [Number(of(row).budget), Number(of(row).actual)]));
  const amount = (id: "budget" | "actual" | "left", title: string): Column<Row> => ({
    id,
    title,
    numeric: true,
    value: (row) => (of(row)[id] === null ? null : Number(of(row)[id])),
    show: (row) => {
      const each = of(row);
      const isOver = id === "left" && each.left !== null && each.left < 0n;
      return isOver ? <span className={styles["over"]}>{each.words(each.left)}</span> : each.words(each[id]);
    },
  });
  return [
    amount("budget", "Budget"),
    amount("actual", "Actual"),
    amount("left", "Left"),
    {
      id: "bars",
      title: "Actual of budget",
      value: (row) => shareOf(of(row)),
      show: (row) => {
        const { budget, actual, words } = of(row);
        if (budget === null || actual === null) return "–";
        const own = Math.max(Number(budget), Number(actual));
        return (
          <Meter value={Number(actual)} of={Number(budget)} scale={scale ?? own} label={`${words(actual)} of ${words(budget)}`} />
        );
      },
    },
  ];
}

function shareOf({ budget, actual }: { budget: bigint | null; actual: bigint | null }): number | null {
  return budget === null || actual === null || budget === 0n ? null : Math.round((Number(actual) / Number(budget)) * 1000) / 1000;
}
