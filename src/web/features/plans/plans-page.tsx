import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReplyOf } from "#api/endpoint.ts";
import type { listPlans } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { allowanceWords, callerWords, channelsWords } from "#web/domain/plan-terms/terms-words.ts";
import { hoursWords } from "#web/domain/plan-terms/hours-words.ts";
import { TargetTable } from "#web/domain/plan-terms/target-table.tsx";
import { plansRead } from "#web/domain/plan-terms/use-plan-terms.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { plural } from "#web/ui/format/words.ts";
import { Empty, Page } from "#web/ui/page/page.tsx";
import styles from "./plans.module.css";
import { WeekGrid } from "./week-grid.tsx";

type Plan = ReplyOf<typeof listPlans>["rows"][number];

/** What the house sells: each plan's terms in words, and its hours as a week. */
export function PlansPage() {
  const { data, error, refetch } = useQuery(plansRead);
  return (
    <Page title="Support plans">
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton height={420} radius="md" aria-label="Loading" />
      ) : data.rows.length === 0 ? (
        <Empty title="There are no plans">
          An installation starts with Gold, Silver, Bronze and Warranty. Ask an administrator what became of them.
        </Empty>
      ) : (
        <div className={styles["plans"]}>
          {data.rows.map((plan) => (
            <PlanCard key={plan.id} plan={plan} />
          ))}
        </div>
      )}
    </Page>
  );
}

function PlanCard({ plan }: { plan: Plan }) {
  const terms = plan.terms as PlanTerms;
  return (
    <article className={styles["plan"]} aria-labelledby={plan.id}>
      <header className={styles["head"]}>
        <h2 id={plan.id} className={styles["name"]}>
          {plan.name}
        </h2>
        <p className={styles["count"]}>{plural(plan.contracts, "contract")}</p>
      </header>
      <dl className={styles["terms"]}>
        <dt>Open</dt>
        <dd>{hoursWords(terms.hours)}</dd>
        <dt>By</dt>
        <dd>{channelsWords(terms.channels)}</dd>
        <dt>Who may ask</dt>
        <dd>{callerWords(terms.contacts)}</dd>
        <dt>How much</dt>
        <dd>{terms.allowances.length === 0 ? "Without limit" : terms.allowances.map(allowanceWords).join("; ")}</dd>
      </dl>
      <WeekGrid hours={terms.hours} label={`Hours of ${plan.name}`} />
      <TargetTable targets={terms.targets} label={`Targets of ${plan.name}`} />
    </article>
  );
}
