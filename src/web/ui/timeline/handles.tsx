import { IconGripVertical } from "@tabler/icons-react";
import type { KeyboardEvent, PointerEvent } from "react";
import { dayNumber, isoDay } from "#web/ui/format/days.ts";
import { dayWords, shortDay } from "#web/ui/format/words.ts";
import type { Handle } from "./content.ts";
import { steppedDay } from "./stepped-day.ts";
import styles from "./handles.module.css";
import { shareOf, type View } from "./view.ts";

type Props = { readonly handles: readonly Handle[]; readonly view: View; readonly width: number };

/** The days that can be moved, as lines down the picture with a grip at the top. Those out of view stand at its edge. */
export function Handles({ handles, view, width }: Props) {
  return (
    <div className={styles["over"]}>
      {handles.map((handle, index) => (
        <DayHandle
          key={handle.id}
          handle={handle}
          view={view}
          width={width}
          hangs={handles.length === 1 ? "middle" : index === 0 ? "left" : "right"}
        />
      ))}
    </div>
  );
}

/** To which side of its line a grip hangs: of two the first to the left and the second to the right, so that neither covers the other. */
type Hangs = "left" | "middle" | "right";

/** Near an edge it hangs inwards, whatever else. */
function hangingAt(share: number, hangs: Hangs): Hangs {
  if (share < 0.12) return "right";
  return share > 0.88 ? "left" : hangs;
}

type HandleProps = { readonly handle: Handle; readonly view: View; readonly width: number; readonly hangs: Hangs };

function DayHandle({ handle, view, width, hangs }: HandleProps) {
  const day = dayNumber(handle.on);
  const edge = handle.edge === "end" ? 1 : 0;
  const share = Math.min(1, Math.max(0, shareOf(view, day + edge)));
  const moveTo = (next: number): void => {
    if (next !== day) handle.onMove(isoDay(next));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
    const at = view.from + ((event.clientX - left) / width) * view.days;
    moveTo(Math.round(Math.min(view.from + view.days, Math.max(view.from, at))) - edge);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : steppedDay(handle.on, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    handle.onMove(next);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles["handle"]}
      data-handle
      data-hangs={hangingAt(share, hangs)}
      style={{ left: `${share * 100}%` }}
      aria-label={handle.label}
      aria-orientation="horizontal"
      aria-valuemin={Math.min(day, Math.ceil(view.from))}
      aria-valuemax={Math.max(day, Math.floor(view.from + view.days))}
      aria-valuenow={day}
      aria-valuetext={dayWords(handle.on)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <span className={styles["grip"]}>
        <IconGripVertical size={14} aria-hidden />
        {shortDay(handle.on)}
      </span>
    </div>
  );
}
