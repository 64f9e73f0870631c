import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { cancelImport, getImport, listImports, runImport, type ImportDetail } from "#api/imports.ts";
import { read, readsOf } from "#web/query/reads.ts";
import { useWrite } from "#web/query/writes.ts";

/** Begins a check or the application of an import, and stops it; the page then shows how far it is, and its result. */
export function useRun({ id }: Pick<ImportDetail, "id">) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const show = (detail: ImportDetail): void => {
    queries.setQueryData(read(getImport, { params: { id } }).queryKey, detail);
    void queries.invalidateQueries(readsOf(listImports));
  };
  const running = useWrite(runImport);
  const stopping = useWrite(cancelImport);
  return {
    run: (dryRun: boolean) =>
      running.mutate(
        { params: { id }, body: { dryRun } },
        {
          onSuccess: (detail) => {
            show(detail);
            void navigate({ to: "/imports/$id", params: { id }, search: {}, replace: true });
          },
        },
      ),
    cancel: () => stopping.mutate({ params: { id } }, { onSuccess: show }),
    isBeginning: running.isPending,
    isStopping: stopping.isPending || stopping.isSuccess,
    error: running.error ?? stopping.error,
  };
}
