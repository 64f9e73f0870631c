import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import type { WireChange } from "#api/amendments.ts";
import { previewAmendment } from "#api/amendments.ts";
import { caller } from "#web/query/caller.ts";

/** What is to be previewed and recorded: changes, or an amendment to take back. */
export type Asked = { readonly changes: WireChange[] } | { readonly reverse: string };

/** How long somebody rests before the preview follows: short enough to feel live while a day is dragged. */
const REST_MS = 120;

/**
 * What the amendment would do, asked anew while it is being made. The last question wins: those before it are given up, and
 * what they said stays on screen until its answer has come, so that nothing flickers. `asked` null asks nothing.
 */
export function usePreview(contractId: string, asked: Asked | null) {
  const wanted = asked === null ? "" : JSON.stringify(asked);
  const [rested] = useDebouncedValue(wanted, REST_MS);
  const query = useQuery({
    queryKey: previewKey(contractId, rested),
    queryFn: ({ signal }) =>
      caller.call(previewAmendment, { params: { id: contractId }, body: JSON.parse(rested) as Asked, signal }),
    enabled: rested !== "",
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const isCurrent = wanted === rested && !query.isPlaceholderData && !query.isFetching;
  return { ...query, isCurrent, preview: wanted === "" ? undefined : query.data };
}

export const previewKey = (contractId: string, wanted: string) => [previewAmendment.path, contractId, wanted] as const;
