import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { checkEntitlement, type AskedQuestion } from "#api/entitlements.ts";
import { caller } from "#web/query/caller.ts";

/** The answer to a question. Asking writes nothing, so it is a read, and the previous answer stays until the next has come. */
export const decisionRead = (question: AskedQuestion) =>
  queryOptions({
    queryKey: [checkEntitlement.path, question],
    queryFn: ({ signal }) => caller.call(checkEntitlement, { body: question, signal }),
    placeholderData: keepPreviousData,
  });
