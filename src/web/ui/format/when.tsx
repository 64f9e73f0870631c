import { instantInZone, instantWords, relativeWords } from "./words.ts";
import { useNow } from "./use-now.ts";

type Props = {
  readonly at: string;
  /** The other zone that matters, such as the account's: shown on hover beside the viewer's. */
  readonly zone?: string | undefined;
  /** "relative" counts from now and is exact on hover. */
  readonly as?: "exact" | "relative";
};

/** An instant in the viewer's zone. Hovering tells it exactly, in both zones. */
export function When({ at, zone, as = "exact" }: Props) {
  const now = useNow();
  const exact = [instantInZone(at), ...(zone ? [instantInZone(at, zone)] : [])].join("\n");
  return (
    <time dateTime={at} title={exact}>
      {as === "relative" ? relativeWords(at, now) : instantWords(at)}
    </time>
  );
}
