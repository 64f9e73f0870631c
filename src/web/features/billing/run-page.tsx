import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { getBillingRun, type BillingRun } from "#api/billing.ts";
import { read } from "#web/query/reads.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { dayWords } from "#web/ui/format/words.ts";
import { Page } from "#web/ui/page/page.tsx";
import { RunProgress } from "./run-progress.tsx";
import { RunResult } from "./run-result.tsx";
import { runStateWords, runTone } from "./run-words.ts";
import { useRunEnded } from "./use-run.ts";

const route = getRouteApi("/shell/billing/$id");

/** How often a run under way is asked how far it is. */
const WATCH_MS = 700;

/** A billing run or its preview: how far it is, then what came of it; the result stays at this address. */
export function RunPage() {
  const { id } = route.useParams();
  const { data: run } = useSuspenseQuery({
    ...read(getBillingRun, { params: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? WATCH_MS : false),
  });
  useRefreshAtEnd(run);
  return (
    <Page
      title={`Due through ${dayWords(run.through)}`}
      kicker={<Link to="/billing">Billing</Link>}
      facts={
        <>
          <Badge tone={runTone(run)}>{runStateWords(run)}</Badge>
          <span>
            by {run.actorName}, <When at={run.createdAt} />
          </span>
        </>
      }
    >
      {run.status === "running" ? <RunProgress run={run} /> : <RunResult run={run} />}
    </Page>
  );
}

/** What the run posted shows wherever invoices are listed as soon as it has come to its end. */
function useRefreshAtEnd({ status }: BillingRun): void {
  const before = useRef(status);
  const refresh = useRunEnded();
  useEffect(() => {
    if (before.current === "running" && status !== "running") void refresh();
    before.current = status;
  }, [status, refresh]);
}
