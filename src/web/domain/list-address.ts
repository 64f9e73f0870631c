import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

type ListSearch = { readonly q?: string | undefined; readonly sort?: string | undefined };

/**
 * The list's state as its address holds it, and how to change it: a link reproduces the list. Changing it replaces the
 * entry in the history, so that Back leaves the list rather than undoing letters. Made for pages whose search has `q` and `sort`.
 */
export function useListAddress<Search extends ListSearch>() {
  const search = useSearch({ strict: false } as never) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Partial<Search>) =>
      void navigate({ to: ".", search: (before: object) => ({ ...before, ...changes }), replace: true } as never),
    [navigate],
  );
  const onSearch = useCallback((q: string | undefined) => change({ q } as Partial<Search>), [change]);
  const onSort = useCallback((sort: string | undefined) => change({ sort } as Partial<Search>), [change]);
  return { search, change, props: { q: search.q, sort: search.sort, onSearch, onSort } };
}
