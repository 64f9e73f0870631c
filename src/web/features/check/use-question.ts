import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { withClue, type Clue, type QuestionSearch } from "#web/domain/question/question-search.ts";
import { useOwnWay } from "#web/domain/question/use-own-way.ts";

const route = getRouteApi("/shell/");

/** The question as the address holds it, asked in the way of who is signed in, and how to change it. */
export function useQuestion() {
  const { isOwn, inTheirWay } = useOwnWay();
  const search = inTheirWay(route.useSearch());
  const navigate = route.useNavigate();
  const ask = useCallback(
    (clue: Clue | null, { replace = false }: { readonly replace?: boolean } = {}) =>
      void navigate({ search: (before) => withClue(before, clue), replace, resetScroll: false }),
    [navigate],
  );
  const change = useCallback(
    (changes: Partial<QuestionSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }),
    [navigate],
  );
  return { search, isOwn, ask, change };
}
