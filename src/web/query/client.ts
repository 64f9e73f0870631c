import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { CallProblem } from "#api/client.ts";

/** How long an answer counts as fresh: long enough to walk to and fro, short enough that nobody works on stale facts. */
const FRESH_FOR_MS = 10_000;
/** A server that is restarting is back within a few seconds. */
const RETRIES = 2;

/** The store of what the server said. `onSignedOut` is called when it no longer knows who we are. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error): void => {
    if (error instanceof CallProblem && error.problem.code === "not_signed_in") onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_FOR_MS,
        retry: (failures, error) => failures < RETRIES && isPassing(error),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
}

/** Whether asking again may help: the server did not answer, or said that it is not ready. */
function isPassing(error: Error): boolean {
  return error instanceof CallProblem && ["unreachable", "unavailable"].includes(error.problem.code);
}
