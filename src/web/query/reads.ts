import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CallOf, Endpoint, ReplyOf } from "#api/endpoint.ts";
import { caller } from "./caller.ts";

type Page = { readonly rows: readonly unknown[]; readonly nextCursor: string | null };

/** A read for `useQuery`: `useQuery(read(getAccount, { params: { id } }))`. Its key is the endpoint's path, then what was asked. */
export function read<E extends Endpoint>(endpoint: E, args: CallOf<E>) {
  return queryOptions({
    queryKey: [endpoint.path, args] as const,
    queryFn: ({ signal }): Promise<ReplyOf<E>> => caller.call(endpoint, { ...args, signal }),
  });
}

/** The same, keeping the previous answer on screen until the next has come: for what changes while somebody types. */
export function readSteadily<E extends Endpoint>(endpoint: E, args: CallOf<E>) {
  return queryOptions({ ...read(endpoint, args), placeholderData: keepPreviousData });
}

/** A list read page by page, for `useInfiniteQuery`; the data are the rows of all pages so far and whether there are more. */
export function readPages<E extends Endpoint>(
  endpoint: E,
  args: { readonly query?: object; readonly params?: Record<string, string> },
) {
  return infiniteQueryOptions({
    queryKey: [endpoint.path, "pages", args] as const,
    queryFn: ({ signal, pageParam }): Promise<ReplyOf<E>> =>
      caller.call(endpoint, { ...args, query: { ...args.query, cursor: pageParam ?? undefined }, signal } as never),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ReplyOf<E>) => (last as Page).nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Everything read from an endpoint, for `queryClient.invalidateQueries`. */
export const readsOf = (endpoint: Endpoint) => ({ queryKey: [endpoint.path] });
