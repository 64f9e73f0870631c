import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { listContracts } from "#api/contracts.ts";
import { getPlan, type PlanDetail } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { contractColumns } from "#web/domain/contracts/contract-columns.tsx";
import { TargetTable } from "#web/domain/plan-terms/target-table.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { plural } from "#web/ui/format/words.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
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
      <Contracts planId={plan.id} />
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

/** The plan stands above: no column of its own. */
const columns = contractColumns.filter(({ id }) => id !== "plan");

function Contracts({ planId }: { planId: string }) {
  const mayRead = useMay("contracts.read");
  return mayRead ? <ContractList planId={planId} /> : null;
}

function ContractList({ planId }: { planId: string }) {
  const list = usePages(listContracts, { planId });
  return (
    <Section title="Contracts">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="contracts"
        columns={columns}
        rowId={({ id }) => id}
        {...list.props}
        empty={<Empty title="No contract has this plan">Contracts name a plan when they are made, imported or amended.</Empty>}
      />
    </Section>
  );
}
