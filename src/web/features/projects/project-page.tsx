import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { getProject, type Project } from "#api/projects.ts";
import { LensField } from "#web/domain/coverage-timeline/lens-field.tsx";
import { measured, type Measure } from "#web/domain/projects/figures-words.ts";
import { MeasureChoice } from "#web/domain/projects/measure-choice.tsx";
import { monthsOf, YearChoice } from "#web/domain/projects/year-choice.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { readSteadily } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { Figures } from "#web/ui/figures/figures.tsx";
import { monthsWords } from "#web/ui/format/months.ts";
import { dayWords } from "#web/ui/format/words.ts";
import { Page } from "#web/ui/page/page.tsx";
import { Bridge } from "./bridge.tsx";
import { Months } from "./months.tsx";
import styles from "./projects.module.css";
import { Terms } from "./terms.tsx";
import { Work } from "./work.tsx";

const route = getRouteApi("/shell/projects/$id");

/** A contract's support project: budget beside actual, how the budget came about, and the work itself. */
export function ProjectPage() {
  const { id } = route.useParams();
  const { year, knownAt } = route.useSearch();
  const navigate = route.useNavigate();
  const {
    data: project,
    error,
    refetch,
  } = useQuery(readSteadily(getProject, { params: { contractId: id }, query: { ...monthsOf(year), knownAt } }));
  const hoursOnly = !useMay("budgets.read");
  const maySeeWork = useMay("work.read");
  const [chosen, setMeasure] = useState<Measure>("money");
  const measure = hoursOnly ? "hours" : chosen;
  if (!project) {
    return (
      <Page title="Project" kicker={<Link to="/projects">Projects</Link>}>
        {error ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <div className={styles["waiting"]} aria-busy="true" />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={project.contractNumber}
      kicker={<Link to="/projects">Projects</Link>}
      facts={
        <>
          <span>
            Support project of contract{" "}
            <Link to="/contracts/$id" params={{ id }}>
              {project.contractNumber}
            </Link>
          </span>
          <Link to="/accounts/$id" params={{ id: project.accountId }}>
            {project.accountName}
          </Link>
        </>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <div className={styles["tools"]}>
        <YearChoice
          value={year}
          onChange={(to) => void navigate({ search: (before) => ({ ...before, year: to }), replace: true })}
        />
        {!hoursOnly && <MeasureChoice value={measure} onChange={setMeasure} />}
        <LensField
          knownAt={knownAt}
          onChange={(to) => void navigate({ search: (before) => ({ ...before, knownAt: to }), replace: true })}
        />
      </div>
      <Totals project={project} measure={measure} />
      <Months project={project} measure={measure} />
      <Bridge project={project} measure={measure} />
      {maySeeWork && <Work project={project} />}
      <Terms project={project} />
    </Page>
  );
}

/** The few numbers: the whole of the months asked for, and the part that has passed. */
function Totals({ project, measure }: { project: Project; measure: Measure }) {
  const total = measured(project.total, measure, project.currency);
  const toDate = measured(project.toDate, measure, project.currency);
  const months = monthsWords(project.asked.from, project.asked.through);
  const isOver = total.left !== null && total.left < 0n;
  return (
    <Figures
      figures={[
        { name: "Budget", value: total.words(total.budget), note: months },
        {
          name: "Actual",
          value: total.words(total.actual),
          note: noteOf(total.actual, measure),
        },
        {
          name: isOver ? "Over budget" : "Left",
          value: total.words(total.left === null ? null : isOver ? -total.left : total.left),
          tone: isOver ? "bad" : undefined,
        },
        {
          name: "To date",
          value: toDate.words(toDate.actual),
          note: `of ${toDate.words(toDate.budget)} up to ${dayWords(project.asked.at)}`,
        },
      ]}
    />
  );
}

/** What the actual figure is made of, or why there is none in money. */
function noteOf(actual: bigint | null, measure: Measure): string {
  if (measure === "hours") return "work booked";
  return actual === null ? "no hourly rate is set: see the hours" : "work at the hourly rate";
}
