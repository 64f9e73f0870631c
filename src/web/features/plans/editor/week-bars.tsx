import { useRef, type PointerEvent } from "react";
import { weekdays } from "#web/domain/plan-terms/hours-words.ts";
import { DAY, windowsText, type Weekday } from "../draft/windows.ts";
import { moved, painted, piecesOf, removed, resized, snapped, type Origin, type Piece, type Place, type Week } from "./week.ts";
import styles from "./week.module.css";

type Props = { readonly week: Week; readonly row: number };

/** What each day's field says. */
type WeekTexts = Readonly<Record<Weekday, string>>;

/** What a hand does since it was put down: the week, its fields and its rows are as they were then. */
type Drag = {
  readonly week: Week;
  readonly texts: WeekTexts;
  readonly bars: readonly DOMRect[];
  readonly from: Place;
  readonly on: Grip | null;
};
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

/**
 * Pointer handlers for the box that holds the rows: painting, moving, resizing; a double press closes a window. Where the rows
 * are is measured once, as the hand comes down: a fault told below one of them does not move them under the hand.
 */
export function useWeekDrag(week: Week, texts: WeekTexts, onChange: (texts: WeekTexts) => void) {
  const drag = useRef<Drag | null>(null);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !isOnBar(event.target)) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      const bars = [...event.currentTarget.querySelectorAll("[data-row]")].map((bar) => bar.getBoundingClientRect());
      drag.current = { week, texts, bars, from: placeOf(bars, event), on: gripOf(event.target) };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const { current } = drag;
      if (current) onChange(textsAfter(current, dragged(current, placeOf(current.bars, event))));
    },
    onPointerUp() {
      drag.current = null;
    },
    onPointerCancel() {
      if (drag.current) onChange(drag.current.texts);
      drag.current = null;
    },
    onDoubleClick(event: { readonly clientX: number; readonly clientY: number }) {
      // The press before captured the pointer, so the box itself is what was pressed.
      const grip = gripOf(document.elementFromPoint(event.clientX, event.clientY));
      if (grip) onChange(textsAfter({ week, texts }, removed(week, grip.origin)));
    },
  };
}

function placeOf(bars: readonly DOMRect[], { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place {
  const below = bars.findIndex(({ bottom }) => clientY <= bottom);
  const { left = 0, width = 1 } = bars[0] ?? {};
  return { row: below < 0 ? bars.length - 1 : below, minute: snapped(((clientX - left) / width) * DAY) };
}

/** What the fields say after a change by hand: a day that it did not touch keeps its text, readable or not. */
function textsAfter({ week, texts }: Pick<Drag, "week" | "texts">, next: Week): WeekTexts {
  const textOf = (day: Weekday): string => {
    const text = windowsText(next[day]);
    return text === windowsText(week[day]) ? texts[day] : text;
  };
  return Object.fromEntries(weekdays.map((day) => [day, textOf(day)])) as WeekTexts;
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
