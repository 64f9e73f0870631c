import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listBudgets, type BudgetRow } from "#api/projects.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { moneyWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./budget.module.css";
import { budgetColumns } from "./budget-columns.tsx";
import type { Measure } from "./figures-words.ts";
import { MeasureChoice } from "./measure-choice.tsx";

/** A contract's budget, or with `contractId` null those of an account together. */
type Row = Pick<BudgetRow, "total" | "currency"> & { readonly contractId: string | null; readonly name: string };

/** An account's budget against actual this year: contract by contract, and together for each currency. */
export function AccountBudgets({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery(read(listBudgets, { query: { accountId } }));
  const hoursOnly = !useMay("budgets.read");
  const [chosen, setMeasure] = useState<Measure>("money");
  const measure = hoursOnly ? "hours" : chosen;
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const rows = data?.rows.filter((budget) => budget.accountId === accountId) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section
      title={`Budget against actual, ${data?.asked.from.slice(0, 4)}`}
      aside={!hoursOnly && <MeasureChoice value={measure} onChange={setMeasure} />}
    >
      {rows.map((budget) => (
        <OfCurrency key={budget.currency} budget={budget} measure={measure} />
      ))}
    </Section>
  );
}

function OfCurrency({ budget, measure }: { budget: BudgetRow; measure: Measure }) {
  const { currency, contracts, exceptionMinutes, exceptions } = budget;
  const told = contracts.filter(
    ({ total }) => (total.budget?.minor ?? "0") !== "0" || total.budgetMinutes || total.actualMinutes > 0,
  );
  const together: Row = { contractId: null, name: `Together, ${currency}`, total: budget.total, currency };
  const rows: Row[] = [
    ...told.map(({ contractId, contractNumber, total }) => ({ contractId, name: contractNumber, total, currency })),
    ...(told.length === 1 ? [] : [together]),
  ];
  return (
    <>
      <RecordTable
        noun={`Budget against actual, ${currency}`}
        columns={columnsFor(measure)}
        rows={rows}
        rowId={({ name }) => name}
        sort={undefined}
      />
      {exceptionMinutes > 0 && (
        <p className={styles["exceptions"]}>
          Besides, {hoursWords(exceptionMinutes)} of work that nothing covered
          {exceptions && measure === "money" && `: ${moneyWords(exceptions)} at the hourly rate`}.
        </p>
      )}
    </>
  );
}

const columnsFor = (measure: Measure): readonly Column<Row>[] => [
  {
    id: "name",
    title: "Project",
    value: ({ name }) => name,
    show: ({ name, contractId }) =>
      contractId === null ? (
        <strong>{name}</strong>
      ) : (
        <Link to="/projects/$id" params={{ id: contractId }}>
          {name}
        </Link>
      ),
  },
  ...budgetColumns<Row>({ measure, figures: ({ total }) => total, currency: ({ currency }) => currency }),
];
