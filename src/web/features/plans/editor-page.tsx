import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getPlan, type PlanDetail } from "#api/plans.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { localDay } from "#web/ui/format/days.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { plural, shortDay } from "#web/ui/format/words.ts";
import { Page } from "#web/ui/page/page.tsx";
import { PlanEditor } from "./editor/plan-editor.tsx";

const route = getRouteApi("/shell/plans/$id/edit");

/** Other terms for a plan from a day on, tried while they are written. */
export function PlanEditorPage() {
  const { id } = route.useParams();
  const { from } = route.useSearch();
  const today = localDay(new Date(useNow()));
  // What is being written starts from the plan as it was opened: it is not changed under the writer's hands.
  const { data: plan, error, refetch } = useQuery({ ...read(getPlan, { params: { id } }), refetchOnWindowFocus: false });
  if (!plan) {
    return (
      <Page title="Change a plan">
        {error ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton height={480} radius="md" aria-label="Loading" />
        )}
      </Page>
    );
  }
  const base = baseOf(plan, from);
  return (
    <Page
      title={`Change ${plan.name}`}
      kicker="Support plan"
      facts={
        <>
          <span>
            Beginning with version {base.version}, from {shortDay(base.effectiveOn)}
          </span>
          <span>{plural(plan.contracts, "contract")}</span>
        </>
      }
    >
      <PlanEditor key={plan.id} plan={plan} base={base} today={today} />
    </Page>
  );
}

/** The version asked for, else the one in force, else the first. */
function baseOf({ versions }: PlanDetail, from: number | undefined): PlanDetail["versions"][number] {
  const base =
    versions.find(({ version }) => version === from) ?? versions.find(({ phase }) => phase === "now") ?? versions.at(-1);
  if (!base) throw new Error("A plan has at least one version.");
  return base;
}
