import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { search, type SearchHit } from "#api/search.ts";
import { readSteadily } from "#web/query/reads.ts";

/** A pause in typing so short that it is not felt, long enough that not every letter is asked for. */
const TYPING_PAUSE_MS = 90;

export type Hits = {
  readonly hits: readonly SearchHit[];
  /** The text that the hits answer; what has been typed since is on its way. */
  readonly settled: boolean;
  readonly error: unknown;
};

const none: readonly SearchHit[] = [];

/** What the typed text could mean, best first. The previous hits stay until the next have come. */
export function useHits(text: string): Hits {
  const typed = text.trim();
  const [asked] = useDebouncedValue(typed, TYPING_PAUSE_MS);
  const { data, isPlaceholderData, error } = useQuery({
    ...readSteadily(search, { query: { q: asked } }),
    enabled: asked !== "",
  });
  return {
    hits: typed === "" ? none : (data?.hits ?? none),
    settled: asked === typed && data !== undefined && !isPlaceholderData,
    error,
  };
}
