import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  cancelBillingRun,
  getBillingRun,
  listBillingRuns,
  listInvoices,
  startBillingRun,
  type BillingRun,
} from "#api/billing.ts";
import { read, readsOf } from "#web/query/reads.ts";
import { useWrite } from "#web/query/writes.ts";

/** Begins a run and goes to its page, which shows how far it is and then what came of it. */
export function useStartRun() {
  const navigate = useNavigate();
  const starting = useWrite(startBillingRun, { stale: [listBillingRuns, listInvoices] });
  return {
    start: (body: { through: string; dryRun: boolean }) =>
      starting.mutate({ body }, { onSuccess: ({ id }) => void navigate({ to: "/billing/$id", params: { id } }) }),
    isStarting: starting.isPending,
    error: starting.error,
  };
}

/** Stops a run that is under way. */
export function useStopRun({ id }: Pick<BillingRun, "id">) {
  const queries = useQueryClient();
  const stopping = useWrite(cancelBillingRun, { stale: [listBillingRuns] });
  return {
    stop: () =>
      stopping.mutate(
        { params: { id } },
        { onSuccess: (run) => queries.setQueryData(read(getBillingRun, { params: { id } }).queryKey, run) },
      ),
    isStopping: stopping.isPending || stopping.isSuccess,
    error: stopping.error,
  };
}

/** What a run has ended is asked for anew: invoices, and the runs themselves. */
export function useRunEnded() {
  const queries = useQueryClient();
  return () => Promise.all([listInvoices, listBillingRuns].map((each) => queries.invalidateQueries(readsOf(each))));
}
