import { useQueries } from "@tanstack/react-query";
import type { PolicyReply } from "#api/policy.ts";
import { getAccount } from "#api/register.ts";
import { read } from "#web/query/reads.ts";
import type { NameOf } from "./policy-words.ts";

type Named = { readonly id: string; readonly name: string };

/** The names of the accounts and plans in a policy: those that came with it, and those of accounts chosen since. */
export function useNames(policy: PolicyReply, known: readonly Named[]): NameOf {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const accounts = policy.rules.flatMap(({ accounts }) => (typeof accounts === "object" ? accounts.only : []));
  const unknown = [...new Set(accounts)].filter((id) => !names.has(id));
  const found = useQueries({ queries: unknown.map((id) => read(getAccount, { params: { id } })) });
  return (id) => names.get(id) ?? found[unknown.indexOf(id)]?.data?.name ?? "…";
}
