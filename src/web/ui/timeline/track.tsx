import { plural } from "#web/ui/format/words.ts";
import type { CSSProperties } from "react";
import { isUnder, MARKS_ROW, type Span, type SpanRow } from "./spans.ts";
import { spanWords } from "./span-words.ts";
import styles from "./timeline.module.css";
import { shareOf, type View } from "./view.ts";

type Props = {
  readonly row: SpanRow;
  readonly view: View;
  /** Of the plot, in pixels: what is too narrow for its label goes without. */
  readonly width: number;
  readonly today: number;
  /** The one bar, gap or mark that Tab leads to. */
  readonly tabStop: string | undefined;
  readonly onSee: (span: Span) => void;
  readonly onFocus: (span: Span) => void;
  readonly onOpen: ((span: Span) => void) | undefined;
};

const LEAST_LABEL_PX = 42;
const LEAST_GAP_LABEL_PX = 66;

/** One row: its name, and what lies on its line within the view. */
export function Track(props: Props) {
  const { row, view } = props;
  const visible = row.spans.filter(({ from, until }) => until > view.from && from < view.from + view.days);
  const measures = { "--lanes": row.lanes, "--under": row.under ? 1 : 0 } as CSSProperties;
  return (
    <div className={styles["row"]} role="group" aria-label={row.title} data-marks={row.id === MARKS_ROW || undefined}>
      <div className={styles["name"]}>
        <span className={styles["rowTitle"]}>{row.title}</span>
        {row.detail && <span className={styles["rowDetail"]}>{row.detail}</span>}
      </div>
      <div className={styles["track"]} style={measures}>
        {visible.map((span) => (
          <SpanButton key={span.key} span={span} {...props} />
        ))}
      </div>
    </div>
  );
}

function SpanButton({ span, view, width, today, tabStop, onSee, onFocus, onOpen }: Props & { span: Span }) {
  const left = Math.max(0, shareOf(view, span.from));
  const right = Math.min(1, shareOf(view, span.until));
  const px = (right - left) * width;
  const future = Math.min(1, Math.max(0, (shareOf(view, today + 1) - left) / (right - left)));
  const style = {
    left: `${left * 100}%`,
    width: `${(right - left) * 100}%`,
    "--lane": span.kind === "bar" ? span.lane : 0,
    "--future": `${future * 100}%`,
  } as CSSProperties;
  return (
    <button
      type="button"
      className={styles["span"]}
      style={style}
      tabIndex={span.key === tabStop ? 0 : -1}
      data-key={span.key}
      data-kind={span.kind}
      data-tone={span.kind === "bar" ? span.bar.tone : undefined}
      data-under={(span.kind === "bar" && isUnder(span.bar)) || undefined}
      data-cut-left={shareOf(view, span.from) < 0 || undefined}
      data-cut-right={shareOf(view, span.until) > 1 || undefined}
      aria-label={spanWords(span)}
      onPointerEnter={() => onSee(span)}
      onFocus={() => {
        onSee(span);
        onFocus(span);
      }}
      onClick={() => span.kind !== "gap" && onOpen?.(span)}
    >
      {px >= (span.kind === "gap" ? LEAST_GAP_LABEL_PX : LEAST_LABEL_PX) && (
        <span className={styles["label"]} data-tight={(span.kind === "bar" && !fits(span.bar.short ?? "", px)) || undefined}>
          {labelOf(span, px)}
        </span>
      )}
    </button>
  );
}

/** A letter's width and the room beside the words, as they come out at most: what is shorter is never cut. */
const LETTER_PX = 7.5;
const BESIDE_PX = 14;

const fits = (words: string, px: number): boolean => words.length * LETTER_PX + BESIDE_PX <= px;

function labelOf(span: Span, px: number): string {
  if (span.kind === "bar") return fits(span.bar.label, px) ? span.bar.label : (span.bar.short ?? span.bar.label);
  if (span.kind === "gap") return px < 128 ? plural(span.days, "day") : `${plural(span.days, "day")} uncovered`;
  return "";
}
