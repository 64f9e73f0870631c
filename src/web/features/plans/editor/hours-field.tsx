import { Button, TextInput } from "@mantine/core";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { weekdayNames, weekdays } from "#web/domain/plan-terms/hours-words.ts";
import type { TermsDraft } from "../draft/terms-draft.ts";
import { windowsFrom, windowsText, type Weekday } from "../draft/windows.ts";
import { fieldId, GroupFault, useFault } from "./faults-context.tsx";
import { HolidaysField } from "./holidays-field.tsx";
import { DayBar, useWeekDrag } from "./week-bars.tsx";
import type { Week } from "./week.ts";
import styles from "./week.module.css";
import fields from "./fields.module.css";

type Props = { readonly draft: TermsDraft; readonly onChange: (changes: Partial<TermsDraft>) => void };
type Texts = TermsDraft["weekly"];

const longNames: Record<Weekday, string> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

const eachDay = (textOf: (day: Weekday, row: number) => string): Texts =>
  Object.fromEntries(weekdays.map((day, row) => [day, textOf(day, row)])) as Texts;

const presets: readonly (readonly [name: string, weekly: (now: Texts) => Texts])[] = [
  ["24×7", () => eachDay(() => "00:00–24:00")],
  ["Mon–Fri 09–17", () => eachDay((_, row) => (row < 5 ? "09:00–17:00" : ""))],
  ["Mon–Fri 08–18", () => eachDay((_, row) => (row < 5 ? "08:00–18:00" : ""))],
  ["Tue–Fri as Monday", (now) => eachDay((day, row) => (row < 5 ? now.mon : now[day]))],
];

/** Opening hours as a week: dragged on the picture, or typed beside it, a day a line. */
export function HoursField({ draft, onChange }: Props) {
  const { weekly } = draft;
  const parsed = Object.fromEntries(weekdays.map((day) => [day, windowsFrom(weekly[day]) ?? []])) as unknown as Week;
  const drag = useWeekDrag(parsed, weekly, (next) => onChange({ weekly: next }));
  return (
    <div className={styles["hours"]} id={fieldId("/hours")} tabIndex={-1}>
      <div className={styles["presets"]} role="group" aria-label="Usual hours">
        {presets.map(([name, weeklyOf]) => (
          <Button key={name} variant="default" size="compact-sm" onClick={() => onChange({ weekly: weeklyOf(weekly) })}>
            {name}
          </Button>
        ))}
      </div>
      <div className={styles["week"]} {...drag}>
        <Scale />
        {weekdays.map((day, row) => (
          <div key={day} className={styles["row"]}>
            <span className={styles["day"]} aria-hidden>
              {weekdayNames[day]}
            </span>
            <DayBar week={parsed} row={row} />
            <DayText day={day} weekly={weekly} onChange={(next) => onChange({ weekly: next })} />
          </div>
        ))}
      </div>
      <GroupFault pointer="/hours" />
      <GroupFault pointer="/hours/weekly" />
      <p className={fields["hint"]}>
        Drag over a day to open it, drag an edge to change it, press twice to close. Or type: 9–12, 13–17; 22–06 runs past
        midnight, 0–24 is all day. In each account’s own time.
      </p>
      <HolidaysField holidays={draft.holidays} onChange={(holidays) => onChange({ holidays })} />
    </div>
  );
}

function Scale() {
  return (
    <div className={styles["scaleRow"]} aria-hidden>
      <div className={styles["scale"]}>
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
            {String(hour).padStart(2, "0")}
          </span>
        ))}
      </div>
    </div>
  );
}

function DayText({ day, weekly, onChange }: { day: Weekday; weekly: Texts; onChange: (weekly: Texts) => void }) {
  const fault = useFault(`/hours/weekly/${day}`);
  const tidy = (): void => {
    const windows = windowsFrom(weekly[day]);
    if (windows && windowsText(windows) !== weekly[day]) onChange({ ...weekly, [day]: windowsText(windows) });
  };
  return (
    <TextInput
      id={fieldId(`/hours/weekly/${day}`)}
      aria-label={longNames[day]}
      size="sm"
      placeholder="Closed"
      autoComplete="off"
      value={weekly[day]}
      error={fault}
      onChange={({ currentTarget: { value } }) => onChange({ ...weekly, [day]: value })}
      onBlur={tidy}
      onKeyDown={(event) => toNeighbour(event, day)}
      onPaste={(event) => pasteDays(event, day, weekly, onChange)}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

function toNeighbour(event: KeyboardEvent, day: Weekday): void {
  const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
  const next = step && weekdays[weekdays.indexOf(day) + step];
  if (!next) return;
  event.preventDefault();
  document.getElementById(fieldId(`/hours/weekly/${next}`))?.focus();
}

/** Several lines are several days, from this one on. */
function pasteDays(event: ClipboardEvent, day: Weekday, weekly: Texts, onChange: (weekly: Texts) => void): void {
  const lines = event.clipboardData.getData("text").trimEnd().split(/\r?\n/);
  if (lines.length < 2) return;
  event.preventDefault();
  const first = weekdays.indexOf(day);
  onChange(eachDay((each, row) => lines[row - first]?.trim() ?? weekly[each]));
}
