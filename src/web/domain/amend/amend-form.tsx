import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import type { AmendmentEffects } from "#api/amendment-effects.ts";
import type { WireChange, WireCovered } from "#api/amendments.ts";
import { listCovered } from "#api/contracts.ts";
import { read } from "#web/query/reads.ts";
import { Timeline } from "#web/ui/timeline/timeline.tsx";
import type { AmendedContract } from "./amended-contract.ts";
import { Commit } from "./commit.tsx";
import { wantedOf, type Chosen, type Draft } from "./draft.ts";
import { GatheredChanges } from "./form/gathered.tsx";
import type { Kind } from "./kinds.ts";
import { kinds } from "./kinds.ts";
import { frameOf, handlesOf, previewContent, standingContent } from "./preview/picture-content.ts";
import { useDrafts, type Gathered } from "./use-drafts.ts";
import { usePreview, type Asked } from "./use-preview.ts";
import { Workbench } from "./workbench.tsx";

type Props = {
  readonly contract: AmendedContract;
  readonly kind: Kind;
  readonly chosen: readonly Chosen[];
  readonly onClose: () => void;
};

/** The changes on one side, what they do on the other; dragging a day or changing anything is seen at once. */
export function AmendForm({ contract, kind, chosen, onClose }: Props) {
  const [gathered, act] = useDrafts(contract, kind, chosen);
  const { asked, missing } = askedOf(gathered, contract.yearlyValue.currency);
  const answer = usePreview(contract.id, asked);
  const open = gathered.drafts.find(({ id }) => id === gathered.openId);
  const effects = answer.preview?.effects;
  const content = useContent(contract, answer.error ? undefined : effects, open);
  const frame = useMemo(() => frameOf(contract, open?.kind === "extend"), [contract, open?.kind]);
  const answerOf = (index: number | undefined, changes: Partial<Draft>): void => {
    for (const [at, draft] of gathered.drafts.entries())
      if (index === undefined || index === at) act({ act: "change", draft: { ...draft, ...changes } });
    const { laterFacts } = changes;
    const { sheet, drafts } = gathered;
    if (sheet && laterFacts && (index === undefined || index >= drafts.length))
      act({
        act: "sheet",
        sheet: { ...sheet, changes: sheet.changes.map((change) => ({ ...change, laterFacts })) as WireChange[] },
      });
  };
  return (
    <Workbench
      form={<GatheredChanges gathered={gathered} contract={contract} act={act} />}
      picture={
        <Timeline
          content={content}
          label="Coverage, after and before"
          frame={frame}
          handles={open ? handlesOf(open, (changes) => act({ act: "change", draft: cleared(open, changes) })) : []}
        />
      }
      answer={answer}
      missing={missing}
      onLaterFacts={(index, laterFacts) => answerOf(index, { laterFacts })}
      onAgree={(index, agreedClamps: WireCovered[]) => answerOf(index, { agreedClamps })}
      commit={<Commit contract={contract} asked={asked} answer={answer} verb={verbOf(gathered)} onClose={onClose} />}
    />
  );
}

/** As many as the picture may draw, and a few more to find what is chosen among. */
const LOOKED_AMONG = 50;

/** What the picture shows: what changes, before and after; while there is nothing to show of that, what stands. */
function useContent(contract: AmendedContract, effects: AmendmentEffects | undefined, open: Draft | undefined) {
  const { data } = useQuery(read(listCovered, { params: { id: contract.id }, query: { limit: LOOKED_AMONG } }));
  const chosen = open?.chosen;
  return useMemo(
    () =>
      effects && effects.coverage.rows.length > 0
        ? previewContent(effects, contract.at)
        : standingContent(data?.rows ?? [], chosen ?? [], contract.at),
    [effects, data, chosen, contract.at],
  );
}

/** Another day asks anew what is later, and what is cut. */
const cleared = (draft: Draft, changes: Partial<Draft>): Draft => ({
  ...draft,
  laterFacts: undefined,
  agreedClamps: [],
  ...changes,
});

function verbOf({ drafts, sheet }: Gathered): string {
  const [only] = drafts;
  return only && drafts.length === 1 && !sheet ? kinds[only.kind].title : "Amend";
}

function askedOf({ drafts, sheet }: Gathered, currency: string): { asked: Asked | null; missing: string | null } {
  const wanted = drafts.map((draft) => wantedOf(draft, currency));
  const missing = wanted.flatMap((each) => ("missing" in each ? [each.missing] : []))[0] ?? null;
  const changes = [...wanted.flatMap((each) => ("change" in each ? [each.change] : [])), ...(sheet?.changes ?? [])];
  if (missing !== null) return { asked: null, missing };
  return changes.length === 0 ? { asked: null, missing: "Say what changes." } : { asked: { changes }, missing: null };
}
