import { useSession } from "#web/query/session.ts";
import { inOwnWay, type QuestionSearch } from "./question-search.ts";

/** Whether who is signed in asks for themselves, and how their questions are asked: a customer's contact through the portal. */
export function useOwnWay(): { readonly isOwn: boolean; readonly inTheirWay: (search: QuestionSearch) => QuestionSearch } {
  const isOwn = useSession().user.role === "contact";
  return { isOwn, inTheirWay: (search) => (isOwn ? inOwnWay(search) : search) };
}
