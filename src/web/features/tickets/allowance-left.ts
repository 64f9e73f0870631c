import type { DecisionReply } from "#api/entitlements.ts";
import { countWords } from "#web/ui/format/words.ts";

/** "62 of 100 tickets" of the cover that holds; null where nothing is counted. */
export function allowanceLeft({ candidates }: DecisionReply): string | null {
  const bucket = candidates.find(({ ruledOutBy }) => ruledOutBy === null)?.allowances[0];
  if (bucket === undefined || bucket.unit !== "tickets") return null;
  return `${countWords(Math.max(bucket.left, 0))} of ${countWords(bucket.granted)} tickets`;
}
