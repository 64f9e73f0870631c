import { useElementSize } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import { dayNumber, isoDay } from "#web/ui/format/days.ts";
import { shortDay } from "#web/ui/format/words.ts";
import { Axis } from "./axis.tsx";
import type { Content, Frame, Handle } from "./content.ts";
import { Handles } from "./handles.tsx";
import { spanRows, type Span } from "./spans.ts";
import { TimelineTable } from "./timeline-table.tsx";
import { Told } from "./told.tsx";
import { Tools } from "./tools.tsx";
import { Track } from "./track.tsx";
import styles from "./timeline.module.css";
import { useFocusMoves } from "./use-focus-moves.ts";
import { useDragAndWheel } from "./use-drag-and-wheel.ts";
import { fitting, framed, isLate, shareOf, type View } from "./view.ts";

type Props = {
  readonly content: Content;
  /** What the picture is of, for readers: "Coverage of PHH-68634F". */
  readonly label: string;
  /** Opens what a bar or mark stands for. */
  readonly onOpen?: (span: Span) => void;
  /** The days to begin and end with; all that there is, when left out. With one the picture stands still while its content changes. */
  readonly frame?: Frame;
  /** Days that can be moved on it. */
  readonly handles?: readonly Handle[];
};

/** A picture of time: a row per subject, bars, hatched gaps, marks, and today. By mouse, touch and keyboard; also as a table. */
export function Timeline({ content, label, onOpen, frame, handles = [] }: Props) {
  const rows = useMemo(() => spanRows(content), [content]);
  const [chosen, setChosen] = useState<View | null>(null);
  const view = chosen ?? (frame ? framed(frame) : fitting(rows, content.today));
  const [asTable, setAsTable] = useState(false);
  const [seen, setSeen] = useState<Span | null>(null);
  const { ref: axis, width } = useElementSize<HTMLDivElement>();
  const plot = useRef<HTMLDivElement>(null);
  const today = dayNumber(content.today);
  const moves = useFocusMoves({ rows, view, today, setView: setChosen, fit: () => setChosen(null), plot });
  useDragAndWheel({ plot, view, width, setView: setChosen });
  return (
    <figure className={styles["timeline"]} aria-label={label}>
      <Tools
        view={view}
        today={today}
        asTable={asTable}
        onView={setChosen}
        onFit={() => setChosen(null)}
        onTable={() => setAsTable(!asTable)}
      />
      {asTable ? (
        <TimelineTable content={content} label={label} />
      ) : (
        <>
          <div ref={plot} className={styles["plot"]} role="group" tabIndex={-1} aria-label={`${label}: arrow keys move along it`}>
            <Axis measure={axis} view={view} width={width} today={today} />
            <TodayLine view={view} today={today} />
            {rows.map((row) => (
              <Track
                key={row.id}
                row={row}
                view={view}
                width={width}
                today={today}
                tabStop={moves.tabStop}
                onSee={setSeen}
                onFocus={moves.onFocus}
                onOpen={onOpen}
              />
            ))}
            {handles.length > 0 && <Handles handles={handles} view={view} width={width} />}
          </div>
          <Told span={seen} today={content.today} opens={onOpen !== undefined} />
        </>
      )}
      <figcaption className={styles["caption"]}>
        {shortDay(isoDay(view.from))} – {shortDay(isoDay(view.from + view.days))}
      </figcaption>
    </figure>
  );
}

function TodayLine({ view, today }: { view: View; today: number }) {
  const share = shareOf(view, today + 0.5);
  if (share < 0 || share > 1) return null;
  return (
    <div className={styles["over"]} aria-hidden>
      <div className={styles["today"]} style={{ left: `${share * 100}%` }} data-late={isLate(view, today) || undefined}>
        <span>today</span>
      </div>
    </div>
  );
}
