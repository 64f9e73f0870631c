import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { CallProblem } from "#api/client.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { Page } from "#web/ui/page/page.tsx";

/** What stands in the place of a page that failed; the rest of the application goes on working. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = async (): Promise<void> => {
    // A page whose script did not come is fetched again.
    await Promise.all(router.state.matches.map(async ({ routeId }) => router.routesById[routeId].options.component?.preload?.()));
    reset();
    await router.invalidate();
  };
  const isMissing = error instanceof CallProblem && error.problem.code === "not_found";
  return (
    <Page title={isMissing ? "Not found" : "This page could not be shown"}>
      <ProblemNotice error={error} {...(isMissing ? {} : { onRetry: () => void retry() })} />
    </Page>
  );
}
