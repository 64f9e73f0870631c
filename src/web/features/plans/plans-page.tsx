import { Button, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ReplyOf } from "#api/endpoint.ts";
import type { listPlans } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { allowanceWords } from "#web/domain/plan-terms/allowance-words.ts";
import { hoursWords } from "#web/domain/plan-terms/hours-words.ts";
import { promiseWords, targetName } from "#web/domain/plan-terms/target-words.ts";
import { callerWords, channelsWords } from "#web/domain/plan-terms/terms-words.ts";
import { plansRead } from "#web/domain/plan-terms/use-plan-terms.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { plural, shortDay } from "#web/ui/format/words.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Empty, Page } from "#web/ui/page/page.tsx";
import { NewPlanForm } from "./new-plan-form.tsx";
import styles from "./plans.module.css";
import { WeekGrid } from "./week-grid.tsx";

type Plan = ReplyOf<typeof listPlans>["rows"][number];

/** What the house sells: each plan's terms at a glance, who has it, and what is to come. */
export function PlansPage() {
  const { data, error, refetch } = useQuery(plansRead);
  const mayChange = useMay("plans.change");
  const [making, setMaking] = useState(false);
  useKeys(mayChange ? { n: () => setMaking(true) } : {});
  const newPlan = mayChange && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setMaking(true)}>
      New plan
    </Button>
  );
  return (
    <Page
      title="Support plans"
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/ranking" />}>
            Ranking
          </Button>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/tiers" />}>
            Tier rules
          </Button>
          {newPlan}
        </>
      }
    >
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton height={420} radius="md" aria-label="Loading" />
      ) : data.rows.length === 0 ? (
        <Empty title="There are no plans">A plan says what a contract promises: hours, targets, who may ask and how much.</Empty>
      ) : (
        <div className={styles["plans"]}>
          {data.rows
            .toSorted((a, b) => Number(a.retiredAt !== null) - Number(b.retiredAt !== null))
            .map((plan) => (
              <PlanCard key={plan.id} plan={plan} />
            ))}
        </div>
      )}
      {making && <NewPlanForm onClose={() => setMaking(false)} />}
    </Page>
  );
}

function PlanCard({ plan }: { plan: Plan }) {
  const terms = plan.terms as PlanTerms;
  return (
    <article className={styles["plan"]} aria-labelledby={plan.id} data-retired={plan.retiredAt !== null || undefined}>
      <header className={styles["head"]}>
        <h2 id={plan.id} className={styles["name"]}>
          <Link to="/plans/$id" params={{ id: plan.id }}>
            {plan.name}
          </Link>
        </h2>
        <p className={styles["count"]}>{plural(plan.contracts, "contract")}</p>
      </header>
      {(plan.isDefault || plan.retiredAt !== null || plan.next !== null) && (
        <p className={styles["marks"]}>
          {plan.isDefault && <Badge tone="accent">Default plan</Badge>}
          {plan.retiredAt !== null && <Badge tone="quiet">Retired</Badge>}
          {plan.next && <Badge tone="caution">Other terms from {shortDay(plan.next.effectiveOn)}</Badge>}
        </p>
      )}
      <dl className={styles["terms"]}>
        <dt>Open</dt>
        <dd>{hoursWords(terms.hours)}</dd>
        <dt>By</dt>
        <dd>{channelsWords(terms.channels)}</dd>
        <dt>Who may ask</dt>
        <dd>{callerWords(terms)}</dd>
        <dt>Promises</dt>
        <dd>{targetsWords(terms)}</dd>
        <dt>How much</dt>
        <dd>{terms.allowances.length === 0 ? "without limit" : terms.allowances.map(allowanceWords).join("; ")}</dd>
      </dl>
      <WeekGrid hours={terms.hours} label={`Hours of ${plan.name}`} />
    </article>
  );
}

/** What severity 2 gets, as the usual one: "first response in 1 h, resolution in 8 h". */
function targetsWords({ targets }: PlanTerms): string {
  const usual = targets.filter(({ severity }) => severity === 2);
  if (usual.length === 0) return targets.length === 0 ? "no times" : "times at other severities than 2";
  return `${usual.map((target) => `${targetName(target.name).toLowerCase()} in ${promiseWords(target)}`).join(", ")} at severity 2`;
}
