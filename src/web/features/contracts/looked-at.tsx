import { Button } from "@mantine/core";
import type { AmendedContract } from "#web/domain/amend/amended-contract.ts";
import { instantInZone, dayWords } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";

type Props = {
  readonly contract: AmendedContract;
  readonly at: string | undefined;
  readonly knownAt: string | undefined;
  readonly onLook: (lenses: { at?: string | undefined; knownAt?: string | undefined }) => void;
};

/** Says that the page shows another day, or what was known at another time, and leads back to now. */
export function LookedAt({ contract, at, knownAt, onLook }: Props) {
  if (at === undefined && knownAt === undefined) return null;
  const words = [at && `on ${dayWords(at)}`, knownAt && `as it was known on ${instantInZone(knownAt, contract.timeZone)}`].filter(
    Boolean,
  );
  return (
    <Notice
      tone="quiet"
      title={`${contract.number} ${words.join(", ")}`}
      actions={
        <Button variant="default" size="sm" onClick={() => onLook({ at: undefined, knownAt: undefined })}>
          Back to now
        </Button>
      }
    >
      All of this page is seen so. It can be amended only as it is now.
    </Notice>
  );
}
