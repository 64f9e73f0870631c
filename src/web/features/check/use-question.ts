import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { withClue, type Clue, type QuestionSearch } from "#web/domain/question/question-search.ts";

const route = getRouteApi("/shell/");

/** The question as the address holds it, and how to change it. */
export function useQuestion() {
  const search = route.useSearch();
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
  return { search, ask, change };
}
