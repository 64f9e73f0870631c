import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { useRef } from "react";
import type { CallOf, Endpoint, ReplyOf } from "#api/endpoint.ts";
import { caller } from "./caller.ts";
import { readsOf } from "./reads.ts";

type Call<E extends Endpoint> = CallOf<E> & { readonly headers?: Record<string, string> };

/**
 * A write for a form or a button. What creates carries an `Idempotency-Key`: sending the very same again after a failure
 * carries the same key, so that nothing is made twice. The reads of `stale` are asked anew once it has succeeded.
 */
export function useWrite<E extends Endpoint>(
  endpoint: E,
  { stale = [] }: { readonly stale?: readonly Endpoint[] } = {},
): UseMutationResult<ReplyOf<E>, Error, Call<E>> {
  const queries = useQueryClient();
  const sent = useRef({ content: "", key: "" });
  return useMutation({
    mutationFn: (args: Call<E>) => caller.call(endpoint, endpoint.creates ? withKey(args, sent.current) : args),
    onSuccess: async () => {
      sent.current = { content: "", key: "" };
      await Promise.all(stale.map((read) => queries.invalidateQueries(readsOf(read))));
    },
  });
}

function withKey<E extends Endpoint>(args: Call<E>, sent: { content: string; key: string }): Call<E> {
  const content = JSON.stringify(args);
  if (sent.content !== content) Object.assign(sent, { content, key: crypto.randomUUID() });
  return { ...args, headers: { ...args.headers, "idempotency-key": sent.key } };
}
