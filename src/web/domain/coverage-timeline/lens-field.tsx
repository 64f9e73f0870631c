import { Button } from "@mantine/core";
import { useId } from "react";
import { localDay } from "#web/ui/format/days.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import styles from "./coverage-timeline.module.css";

type Props = {
  readonly knownAt: string | undefined;
  readonly onChange: (knownAt: string | undefined) => void;
};

/** The bitemporal lens: a day at whose end the record is looked at. Left empty it shows what is known now. */
export function LensField({ knownAt, onChange }: Props) {
  const now = useNow();
  return (
    <DayLens
      label="As known on"
      day={knownAt && localDay(new Date(knownAt))}
      max={localDay(new Date(now))}
      back="As it is"
      onChange={(day) => onChange(day && endOfDay(day))}
    />
  );
}

type LensProps = {
  readonly label: string;
  readonly day: string | undefined;
  readonly max?: string;
  /** What leads back to now. */
  readonly back: string;
  readonly onChange: (day: string | undefined) => void;
};

/** A day that is looked at in place of today. */
export function DayLens({ label, day, max, back, onChange }: LensProps) {
  const id = useId();
  return (
    <div className={styles["lens"]} data-on={day !== undefined || undefined}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={day ?? ""}
        max={max}
        onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
      />
      {day !== undefined && (
        <Button variant="default" size="xs" onClick={() => onChange(undefined)}>
          {back}
        </Button>
      )}
    </div>
  );
}

/** The last second of a day of the viewer's, as an instant. */
const endOfDay = (day: string): string => `${new Date(`${day}T23:59:59`).toISOString().slice(0, 19)}Z`;
