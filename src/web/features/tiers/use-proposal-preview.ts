import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import type { BodyOf, ReplyOf } from "#api/endpoint.ts";
import { previewTierProposal } from "#api/tiers.ts";
import { caller } from "#web/query/caller.ts";

export type Moving = BodyOf<typeof previewTierProposal>;

/** How long somebody rests before the preview follows. */
const REST_MS = 150;

/** What taking up a proposal would do, asked anew while the day is chosen. */
export function useProposalPreview(id: string, moving: Moving) {
  const wanted = JSON.stringify(moving);
  const [rested] = useDebouncedValue(wanted, REST_MS);
  const query = useQuery({
    queryKey: previewKey(id, rested),
    queryFn: ({ signal }): Promise<ReplyOf<typeof previewTierProposal>> =>
      caller.call(previewTierProposal, { params: { id }, body: JSON.parse(rested) as Moving, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return { ...query, isCurrent: wanted === rested && !query.isPlaceholderData && !query.isFetching };
}

export const previewKey = (id: string, wanted: string) => [previewTierProposal.path, id, wanted] as const;
