import { Button } from "@mantine/core";
import { useState } from "react";
import type { z } from "zod";
import type { budgetTerms, Project } from "#api/projects.ts";
import { rateWords } from "#web/domain/billing/document-words.ts";
import { useMay } from "#web/query/session.ts";
import { monthWords } from "#web/ui/format/months.ts";
import { When } from "#web/ui/format/when.tsx";
import { moneyWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./projects.module.css";
import { TermsForm } from "./terms-form.tsx";

type Row = z.infer<typeof budgetTerms>;

/** The first month that is counted at all: what begins with it was always so. */
const firstMonth = "1900-01";

const columns: readonly Column<Row>[] = [
  {
    id: "from",
    title: "From",
    value: ({ fromMonth }) => fromMonth,
    show: ({ fromMonth }) => <strong>{fromMonth === firstMonth ? "The start" : monthWords(fromMonth)}</strong>,
  },
  {
    id: "share",
    title: "Share of what is earned",
    numeric: true,
    value: ({ shareBp }) => shareBp / 100,
    show: ({ shareBp }) => rateWords(shareBp),
  },
  {
    id: "rate",
    title: "Hourly rate",
    numeric: true,
    value: ({ hourlyRate }) => (hourlyRate ? Number(hourlyRate.minor) : null),
    show: ({ hourlyRate }) => (hourlyRate ? moneyWords(hourlyRate) : "none"),
  },
  {
    id: "why",
    title: "Why",
    value: ({ reason }) => reason,
    show: ({ reason, author, recordedAt, own }) => (
      <span className={styles["why"]}>
        <span dir="auto">{reason}</span>
        <span className={styles["faint"]}>
          {own ? (
            <>
              {author}, <When at={recordedAt} />
            </>
          ) : (
            "as for every contract in this currency"
          )}
        </span>
      </span>
    ),
  },
];

/** Which share of the coverage is budget, and what an hour costs, month from month on. */
export function Terms({ project }: { project: Project }) {
  const mayChange = useMay("budgets.set");
  const seesMoney = useMay("budgets.read");
  const [isChanging, setChanging] = useState(false);
  return (
    <Section
      title="Budget terms"
      aside={
        mayChange && (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      <RecordTable
        noun="Budget terms"
        columns={seesMoney ? columns : columns.filter(({ id }) => id !== "rate")}
        rows={project.terms}
        rowId={({ id, fromMonth }) => `${id} ${fromMonth}`}
        sort={undefined}
      />
      {isChanging && <TermsForm project={project} onClose={() => setChanging(false)} />}
    </Section>
  );
}
