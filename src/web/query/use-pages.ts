import { useInfiniteQuery } from "@tanstack/react-query";
import type { Endpoint, ReplyOf } from "#api/endpoint.ts";
import { readPages } from "./reads.ts";

type Rows<E> = ReplyOf<E> extends { rows: readonly (infer Row)[] } ? readonly Row[] : never;

/** How often a list on screen is asked for anew, so that what others do appears without reloading. */
const REFRESH_MS = 60_000;

/** A list page by page, as `RecordList` takes it, and what went wrong, if anything. `params` fill in the address. */
export function usePages<E extends Endpoint>(endpoint: E, query: object, params?: Record<string, string>) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...readPages(endpoint, params ? { query, params } : { query }),
    refetchInterval: REFRESH_MS,
  });
  const pages = data?.pages as readonly { rows: Rows<E>; total?: number }[] | undefined;
  return {
    error,
    onRetry: () => void refetch(),
    props: {
      failed: error !== null,
      rows: pages?.flatMap((page) => page.rows) as Rows<E> | undefined,
      total: pages?.at(-1)?.total,
      hasMore: hasNextPage,
      loadingMore: isFetchingNextPage,
      onMore: () => void fetchNextPage(),
    },
  };
}
