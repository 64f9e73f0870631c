import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { ReplyOf } from "#api/endpoint.ts";
import { getTimeline } from "#api/timelines.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { readSteadily } from "#web/query/reads.ts";
import { plural } from "#web/ui/format/words.ts";
import { Empty, Section } from "#web/ui/page/page.tsx";
import type { Span } from "#web/ui/timeline/spans.ts";
import { Timeline } from "#web/ui/timeline/timeline.tsx";
import { AmendmentCard } from "./amendment-card.tsx";
import { coverageContent } from "./coverage-content.ts";
import styles from "./coverage-timeline.module.css";
import { DayLens, LensField } from "./lens-field.tsx";

type Reply = ReplyOf<typeof getTimeline>;

type Props = {
  /** One of the three: what the picture is of. */
  readonly of: { readonly assetId: string } | { readonly contractId: string } | { readonly accountId: string };
  /** For readers: "Coverage of PHH-68634F". */
  readonly label: string;
  /** An instant: coverage as it was known then. */
  readonly knownAt?: string | undefined;
  readonly onKnownAt: (knownAt: string | undefined) => void;
  /** A day that the page looks at in place of today, where it does. */
  readonly at?: string | undefined;
  readonly onAt?: (at: string | undefined) => void;
};

/** Rows drawn at first: more of them would push everything else off the screen. */
const DRAWN_AT_FIRST = 8;

/** The coverage timeline, the same wherever it appears, with its lens: as it is, or as known on a day (COV9). */
export function CoverageTimeline({ of, label, knownAt, onKnownAt, at, onAt }: Props) {
  const { data, error, refetch } = useQuery(readSteadily(getTimeline, { query: { ...of, knownAt } }));
  return (
    <Section
      title="Coverage over time"
      aside={
        <div className={styles["lenses"]}>
          {onAt && <DayLens label="On" day={at} back="Today" onChange={onAt} />}
          <LensField knownAt={knownAt} onChange={onKnownAt} />
        </div>
      }
    >
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Picture reply={data} label={label} />
      ) : (
        <Skeleton height={200} radius="md" aria-label="Loading" />
      )}
    </Section>
  );
}

function Picture({ reply, label }: { reply: Reply; label: string }) {
  const navigate = useNavigate();
  const [amendment, setAmendment] = useState<Reply["marks"][number] | null>(null);
  const [drawsAll, setDrawsAll] = useState(false);
  const content = useMemo(() => coverageContent(reply), [reply]);
  const folded = drawsAll ? 0 : Math.max(0, content.rows.length - DRAWN_AT_FIRST);
  const drawn = useMemo(
    () => (folded > 1 ? { ...content, rows: content.rows.slice(0, DRAWN_AT_FIRST) } : content),
    [content, folded],
  );
  if (reply.rows.every((row) => row.bars.length === 0)) {
    return <Empty title="Nothing has ever covered it">No contract and no warranty is on record.</Empty>;
  }
  const open = (span: Span): void => {
    if (span.kind === "mark") setAmendment(reply.marks.find(({ id }) => id === span.mark.id) ?? null);
    if (span.kind !== "bar") return;
    const contractId = reply.rows.flatMap((row) => row.bars).find(({ coverageId }) => coverageId === span.bar.id)?.contractId;
    if (contractId) void navigate({ to: "/contracts/$id", params: { id: contractId } });
  };
  return (
    <>
      <Timeline content={drawn} label={label} onOpen={open} />
      {folded > 1 && (
        <div>
          <Button variant="default" size="sm" onClick={() => setDrawsAll(true)}>
            Draw {plural(folded, "more row")}
          </Button>
        </div>
      )}
      {reply.rowsLeftOut > 0 && (
        <p className={styles["leftOut"]}>{plural(reply.rowsLeftOut, "more row")} not drawn: open an asset to see its own.</p>
      )}
      {amendment && <AmendmentCard amendment={amendment} onClose={() => setAmendment(null)} />}
    </>
  );
}
