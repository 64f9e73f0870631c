import { useQuery } from "@tanstack/react-query";
import type { CallOf, Endpoint, ReplyOf } from "#api/endpoint.ts";
import { useTyped } from "#web/ui/choice/use-typed.ts";
import { readSteadily } from "./reads.ts";

/** As many as are looked through by eye; typing narrows them. */
const OFFERED = 20;

type RowOf<E extends Endpoint> = ReplyOf<E> extends { readonly rows: readonly (infer Row)[] } ? Row : never;

export type Offered<Row> = {
  readonly rows: readonly Row[];
  /** The rows answer what stands in the field; those of an older text stay until then, to be seen and not to be chosen. */
  readonly settled: boolean;
  readonly onTyped: (text: string) => void;
};

/** What a list's endpoint offers for what is typed into a `SearchChoice`. `chosen` is the name that stands in the field, `query` what else narrows it. */
export function useOffered<E extends Endpoint>(endpoint: E, query: object, chosen: string | null | undefined): Offered<RowOf<E>> {
  const { q, settled, onTyped } = useTyped(chosen);
  const asked = { query: { ...query, q, limit: OFFERED } } as unknown as CallOf<E>;
  const { data, isPlaceholderData } = useQuery(readSteadily(endpoint, asked));
  const rows = (data as { readonly rows: readonly RowOf<E>[] } | undefined)?.rows ?? [];
  return { rows, settled: settled && data !== undefined && !isPlaceholderData, onTyped };
}
