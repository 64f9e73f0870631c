import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { Span, SpanRow } from "./spans.ts";
import { centred, panned, revealing, zoomed, type View } from "./view.ts";

type Options = {
  readonly rows: readonly SpanRow[];
  readonly view: View;
  readonly today: number;
  readonly setView: (view: View) => void;
  readonly fit: () => void;
  readonly plot: RefObject<HTMLDivElement | null>;
};

/** A press moves time by this share of what is on screen; a press of + or - zooms by this factor. */
const PAN_SHARE = 0.2;
const ZOOM = 1.6;

/** Moving along the picture by keyboard: one stop for Tab, arrows from span to span and row to row, with the view following. */
export function useFocusMoves({ rows, view, today, setView, fit, plot }: Options) {
  const [at, setAt] = useState<string>();
  const moving = useRef(false);
  useEffect(() => {
    if (!moving.current || at === undefined) return;
    moving.current = false;
    plot.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(at)}"]`)?.focus({ preventScroll: false });
  }, [at, view, plot]);

  const goTo = (span: Span | undefined): void => {
    if (!span) return;
    moving.current = true;
    setAt(span.key);
    const next = revealing(view, span);
    if (next !== view) setView(next);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = event.shiftKey && event.key.startsWith("Arrow") ? panKeys(event.key, view, setView) : plainKeys(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  const plainKeys = (key: string): (() => void) | undefined => {
    const step = stepOf(key);
    if (step) return () => goTo(neighbour(rows, at, step));
    if (key === "+" || key === "=") return () => setView(zoomed(view, 1 / ZOOM));
    if (key === "-" || key === "_") return () => setView(zoomed(view, ZOOM));
    if (key.toLowerCase() === "f") return fit;
    if (key.toLowerCase() === "t") return () => setView(centred(view, today));
    return undefined;
  };

  return { onKeyDown, onFocus: (span: Span) => setAt(span.key), tabStop: tabStopOf(rows, view, at) };
}

function panKeys(key: string, view: View, setView: (view: View) => void): (() => void) | undefined {
  if (key === "ArrowLeft") return () => setView(panned(view, -view.days * PAN_SHARE));
  if (key === "ArrowRight") return () => setView(panned(view, view.days * PAN_SHARE));
  return undefined;
}

type Step = { readonly along: -1 | 0 | 1; readonly across: -1 | 0 | 1; readonly end?: "first" | "last" };

function stepOf(key: string): Step | undefined {
  switch (key) {
    case "ArrowRight":
      return { along: 1, across: 0 };
    case "ArrowLeft":
      return { along: -1, across: 0 };
    case "ArrowDown":
      return { along: 0, across: 1 };
    case "ArrowUp":
      return { along: 0, across: -1 };
    case "Home":
      return { along: 0, across: 0, end: "first" };
    case "End":
      return { along: 0, across: 0, end: "last" };
    default:
      return undefined;
  }
}

/** The span one step away; across rows, the one nearest in time. undefined at the picture's edge. */
function neighbour(rows: readonly SpanRow[], at: string | undefined, step: Step): Span | undefined {
  const rowIndex = rows.findIndex((row) => row.spans.some((span) => span.key === at));
  const row = rows[rowIndex];
  if (!row) return rows.find(({ spans }) => spans.length > 0)?.spans[0];
  const index = row.spans.findIndex((span) => span.key === at);
  if (step.end) return step.end === "first" ? row.spans[0] : row.spans.at(-1);
  if (step.across === 0) return row.spans[index + step.along];
  const from = row.spans[index]?.from ?? 0;
  let other = rowIndex + step.across;
  while (rows[other] && rows[other]?.spans.length === 0) other += step.across;
  return rows[other]?.spans.toSorted((a, b) => Math.abs(a.from - from) - Math.abs(b.from - from))[0];
}

/** Where Tab leads: where one was, if that is on screen, else the first thing on screen. */
function tabStopOf(rows: readonly SpanRow[], view: View, at: string | undefined): string | undefined {
  const visible = rows.flatMap((row) => row.spans).filter(({ from, until }) => until > view.from && from < view.from + view.days);
  return (visible.find((span) => span.key === at) ?? visible[0])?.key;
}
