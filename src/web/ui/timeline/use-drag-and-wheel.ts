import { useEffect, useRef, type RefObject } from "react";
import { panned, zoomed, type View } from "./view.ts";

type Options = {
  readonly plot: RefObject<HTMLDivElement | null>;
  readonly view: View;
  readonly width: number;
  readonly setView: (view: View) => void;
};

/** A press that moves less than this is a click. */
const DRAG_PX = 5;
/** How strongly the wheel zooms. */
const WHEEL_ZOOM = 0.0022;

/** Dragging the picture moves through time; Ctrl and the wheel (or a pinch on a touch pad) zooms about the pointer. */
export function useDragAndWheel({ plot, view, width, setView }: Options): void {
  const now = useRef({ view, width, setView });
  useEffect(() => {
    now.current = { view, width, setView };
  });
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      const { view: from, width: px } = now.current;
      if (event.ctrlKey) {
        event.preventDefault();
        const right = element.getBoundingClientRect().right;
        now.current.setView(zoomed(from, Math.exp(event.deltaY * WHEEL_ZOOM), 1 - (right - event.clientX) / px));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        now.current.setView(panned(from, (event.deltaX / px) * from.days));
      }
    };
    const stopDragging = listenToDrags(element, now);
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      stopDragging();
      element.removeEventListener("wheel", onWheel);
    };
  }, [plot]);
}

/** A handle moves its own day, by pointer and by keyboard; the picture stands still. */
export const isHandle = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[data-handle]") !== null;

type Now = RefObject<{ view: View; width: number; setView: (view: View) => void }>;

function listenToDrags(element: HTMLElement, now: Now): () => void {
  let begun: { x: number; view: View; moved: boolean } | null = null;
  const down = (event: PointerEvent): void => {
    if (event.button === 0 && !isHandle(event.target)) begun = { x: event.clientX, view: now.current.view, moved: false };
  };
  const move = (event: PointerEvent): void => {
    if (!begun) return;
    const by = event.clientX - begun.x;
    if (!begun.moved && Math.abs(by) < DRAG_PX) return;
    if (!begun.moved) element.setPointerCapture(event.pointerId);
    begun.moved = true;
    now.current.setView(panned(begun.view, (-by / now.current.width) * begun.view.days));
  };
  const up = (): void => {
    if (begun?.moved) element.addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
    begun = null;
  };
  const cancel = (): void => {
    begun = null;
  };
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel } as const;
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener as EventListener);
  };
}
