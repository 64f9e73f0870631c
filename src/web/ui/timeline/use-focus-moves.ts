import { useEffect, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { Span, SpanRow } from "./spans.ts";
import { isHandle } from "./use-drag-and-wheel.ts";
import { centred, panned, revealing, shareOf, zoomed, type View } from "./view.ts";

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

/**
 * Moving along the picture by keyboard: one stop for Tab, arrows from span to span and row to row, with the view following.
 * Where the view moves on without what has the focus, the picture itself takes it, so that the keys go on working.
 */
export function useFocusMoves(options: Options) {
  const { rows, view, plot } = options;
  const [at, setAt] = useState<string>();
  const now = useRef({ ...options, at });
  useEffect(() => {
    now.current = { ...options, at };
  });
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const goTo = (span: Span): void => {
      const { view: before, setView } = now.current;
      const next = revealing(before, span);
      flushSync(() => {
        setAt(span.key);
        if (next !== before) setView(next);
      });
      element.querySelector<HTMLElement>(`[data-key="${CSS.escape(span.key)}"]`)?.focus();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const act = actionOf(event, now.current, goTo);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
      if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
    };
    element.addEventListener("keydown", onKeyDown);
    return () => element.removeEventListener("keydown", onKeyDown);
  }, [plot]);
  return { onFocus: (span: Span) => setAt(span.key), tabStop: tabStopOf(rows, view, at) };
}

type Now = Options & { readonly at: string | undefined };

/** What a key does, or undefined for one that the picture leaves alone. */
function actionOf(event: KeyboardEvent, now: Now, goTo: (span: Span) => void): (() => void) | undefined {
  const { rows, view, today, at, setView, fit } = now;
  if (event.ctrlKey || event.metaKey || event.altKey || isHandle(event.target)) return undefined;
  if (event.shiftKey && event.key.startsWith("Arrow")) return panKeys(event.key, view, setView);
  const step = stepOf(event.key);
  if (step) {
    const next = neighbour(rows, at, step);
    return () => next && goTo(next);
  }
  const anchor = anchorOf(rows, view, at);
  if (event.key === "+" || event.key === "=") return () => setView(zoomed(view, 1 / ZOOM, anchor));
  if (event.key === "-" || event.key === "_") return () => setView(zoomed(view, ZOOM, anchor));
  if (event.key.toLowerCase() === "f") return fit;
  if (event.key.toLowerCase() === "t") return () => setView(centred(view, today));
  return undefined;
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

/** Where zooming holds still: at the visible middle of what one is at, else at the picture's middle. */
function anchorOf(rows: readonly SpanRow[], view: View, at: string | undefined): number {
  const span = rows.flatMap((row) => row.spans).find(({ key }) => key === at);
  if (!span) return 0.5;
  const [from, until] = [Math.max(0, shareOf(view, span.from)), Math.min(1, shareOf(view, span.until))];
  return from < until ? (from + until) / 2 : 0.5;
}

/** Where Tab leads: where one was, if that is on screen, else the first thing on screen. */
function tabStopOf(rows: readonly SpanRow[], view: View, at: string | undefined): string | undefined {
  const visible = rows.flatMap((row) => row.spans).filter(({ from, until }) => until > view.from && from < view.from + view.days);
  return (visible.find((span) => span.key === at) ?? visible[0])?.key;
}
