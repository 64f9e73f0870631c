import { useRef, type PointerEvent } from "react";
import { weekdays } from "#web/domain/plan-terms/hours-words.ts";
import { DAY } from "../draft/windows.ts";
import { moved, painted, piecesOf, removed, resized, snapped, type Origin, type Piece, type Place, type Week } from "./week.ts";
import styles from "./week.module.css";

type Props = { readonly week: Week; readonly row: number };

/** What a hand does since it was put down: `week` is as it was then. */
type Drag = { readonly week: Week; readonly from: Place; readonly on: Grip | null };
type Grip = { readonly origin: Origin; readonly part: "from" | "to" | "all" };

/** One day's line of the week. Hands use it; keyboards and readers have the field beside it. */
export function DayBar({ week, row }: Props) {
  return (
    <div className={styles["bar"]} data-row={row} aria-hidden>
      {piecesOf(week)
        .filter((piece) => piece.row === row)
        .map((piece) => (
          <OpenPiece key={`${piece.origin.day}${piece.origin.index}${piece.from}`} piece={piece} week={week} />
        ))}
    </div>
  );
}

function OpenPiece({ piece: { row, from, to, origin }, week }: { piece: Piece; week: Week }) {
  const grip = (part: Grip["part"]) => ({ "data-day": origin.day, "data-index": origin.index, "data-part": part });
  const isOwn = weekdays[row] === origin.day;
  const goesOn = isOwn && (week[origin.day][origin.index]?.to ?? 0) > DAY;
  return (
    <div
      className={styles["open"]}
      style={{ left: `${(from / DAY) * 100}%`, width: `${((to - from) / DAY) * 100}%` }}
      {...grip("all")}
    >
      {isOwn && <span className={styles["edge"]} data-edge="from" {...grip("from")} />}
      {!goesOn && <span className={styles["edge"]} data-edge="to" {...grip("to")} />}
    </div>
  );
}

/** Pointer handlers for the box that holds the rows: painting, moving, resizing; a double press closes a window. */
export function useWeekDrag(week: Week, onChange: (week: Week) => void) {
  const drag = useRef<Drag | null>(null);
  const placeOf = (event: PointerEvent<HTMLElement>): Place | null => {
    const bars = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")].map((bar) => bar.getBoundingClientRect());
    const [first] = bars;
    if (!first) return null;
    const below = bars.findIndex(({ bottom }) => event.clientY <= bottom);
    return {
      row: below < 0 ? bars.length - 1 : below,
      minute: snapped(((event.clientX - first.left) / first.width) * DAY),
    };
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const from = placeOf(event);
      if (event.button !== 0 || from === null || !isOnBar(event.target)) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { week, from, on: gripOf(event.target) };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const to = placeOf(event);
      if (drag.current && to) onChange(dragged(drag.current, to));
    },
    onPointerUp() {
      drag.current = null;
    },
    onPointerCancel() {
      if (drag.current) onChange(drag.current.week);
      drag.current = null;
    },
    onDoubleClick(event: { readonly clientX: number; readonly clientY: number }) {
      // The press before captured the pointer, so the box itself is what was pressed.
      const grip = gripOf(document.elementFromPoint(event.clientX, event.clientY));
      if (grip) onChange(removed(week, grip.origin));
    },
  };
}

function dragged({ week, from, on }: Drag, to: Place): Week {
  if (on === null) return painted(week, from, to);
  return on.part === "all" ? moved(week, on.origin, from, to) : resized(week, on.origin, on.part, to);
}

const isOnBar = (target: EventTarget): boolean => target instanceof Element && target.closest("[data-row]") !== null;

function gripOf(target: EventTarget | null): Grip | null {
  const grip = target instanceof Element ? target.closest<HTMLElement>("[data-day]") : null;
  const { day, index, part } = grip?.dataset ?? {};
  const weekday = weekdays.find((each) => each === day);
  if (weekday === undefined || part === undefined) return null;
  return { origin: { day: weekday, index: Number(index) }, part: part as Grip["part"] };
}
