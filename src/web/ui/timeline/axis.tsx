import type { RefCallback, RefObject } from "react";
import { ticksOf } from "./ticks.ts";
import styles from "./timeline.module.css";
import { isLate, shareOf, type View } from "./view.ts";

type Props = {
  readonly measure: RefObject<HTMLDivElement | null> | RefCallback<HTMLDivElement | null>;
  readonly view: View;
  readonly width: number;
  readonly today: number;
};

/** Labels this near to today, in pixels, would be hidden by its flag, which hangs to the left near the right edge. */
const isUnderToday = (px: number, late: boolean): boolean => (late ? px > -88 && px < 6 : px > -36 && px < 52);

/** The dates along the top, and faint lines down from them. */
export function Axis({ measure, view, width, today }: Props) {
  const ticks = width > 0 ? ticksOf(view, width) : [];
  const labelled = ticks.filter(
    ({ day }) => !isUnderToday((shareOf(view, day) - shareOf(view, today)) * width, isLate(view, today)),
  );
  return (
    <>
      <div className={styles["axisRow"]} aria-hidden>
        <div ref={measure} className={styles["axis"]}>
          {labelled.map(({ day, label, strong }) => (
            <span
              key={day}
              className={styles["tick"]}
              data-strong={strong || undefined}
              style={{ left: `${shareOf(view, day) * 100}%` }}
            >
              {label}
            </span>
          ))}
        </div>
      </div>
      <div className={styles["over"]} aria-hidden>
        {ticks.map(({ day, strong }) => (
          <div
            key={day}
            className={styles["line"]}
            data-strong={strong || undefined}
            style={{ left: `${shareOf(view, day) * 100}%` }}
          />
        ))}
      </div>
    </>
  );
}
