import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { Page } from "#web/ui/page/page.tsx";

/** What stands in the place of a page that failed; the rest of the application goes on working. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title="This page could not be shown">
      <ProblemNotice error={error} onRetry={retry} />
    </Page>
  );
}
