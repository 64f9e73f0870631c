import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { getPlan, type PlanDetail } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { TargetTable } from "#web/domain/plan-terms/target-table.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { plural } from "#web/ui/format/words.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Page, Section } from "#web/ui/page/page.tsx";
import { PlanContracts } from "./plan-contracts.tsx";
import { PlanMenu } from "./plan-menu.tsx";
import styles from "./plans.module.css";
import { TermsInWords } from "./terms-in-words.tsx";
import { Versions } from "./versions.tsx";
import { WeekGrid } from "./week-grid.tsx";

const route = getRouteApi("/shell/plans/$id");

/** A plan: what it promises today, what it promised and will promise, and the contracts that have it. */
export function PlanPage() {
  const { id } = route.useParams();
  const { data: plan, error, refetch } = useQuery(read(getPlan, { params: { id } }));
  if (!plan) {
    return (
      <Page title="Support plan">
        {error ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton height={480} radius="md" aria-label="Loading" />
        )}
      </Page>
    );
  }
  return <Loaded plan={plan} />;
}

function Loaded({ plan }: { plan: PlanDetail }) {
  const mayChange = useMay("plans.change");
  const navigate = useNavigate();
  const current = plan.versions.find(({ phase }) => phase === "now") ?? plan.versions.at(-1);
  useKeys(mayChange ? { e: () => void navigate({ to: "/plans/$id/edit", params: { id: plan.id } }) } : {});
  return (
    <Page
      title={plan.name}
      kicker="Support plan"
      facts={
        <>
          {plan.isDefault && <Badge tone="accent">Default plan</Badge>}
          {plan.retiredAt !== null && <Badge tone="quiet">Retired</Badge>}
          <span>{plural(plan.contracts, "contract")}</span>
          {current && <span>version {current.version}</span>}
        </>
      }
      actions={
        mayChange && (
          <>
            <PlanMenu plan={plan} />
            <Button renderRoot={(props) => <Link {...props} to="/plans/$id/edit" params={{ id: plan.id }} />}>
              Change terms
            </Button>
          </>
        )
      }
    >
      {current && <Promised name={plan.name} terms={current.terms as PlanTerms} />}
      <Section title="Versions">
        <Versions plan={plan} />
      </Section>
      <PlanContracts planId={plan.id} />
    </Page>
  );
}

function Promised({ name, terms }: { name: string; terms: PlanTerms }) {
  return (
    <Section title="What it promises today">
      <div className={styles["promised"]}>
        <div className={styles["half"]}>
          <TermsInWords terms={terms} />
        </div>
        <div className={styles["half"]}>
          <WeekGrid hours={terms.hours} label={`Hours of ${name}`} />
          {terms.targets.length > 0 ? (
            <TargetTable targets={terms.targets} label={`Targets of ${name}`} />
          ) : (
            <p className={styles["faint"]}>No times are promised.</p>
          )}
        </div>
      </div>
    </Section>
  );
}
