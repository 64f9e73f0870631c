import { Button } from "@mantine/core";
import { useId } from "react";
import { useNow } from "#web/ui/format/use-now.ts";
import styles from "./coverage-timeline.module.css";

/** The bitemporal lens: a day at whose end the record is looked at. Left empty it shows what is known now. */
export function LensField({
  knownAt,
  onChange,
}: {
  knownAt: string | undefined;
  onChange: (knownAt: string | undefined) => void;
}) {
  const id = useId();
  const now = useNow();
  return (
    <div className={styles["lens"]} data-on={knownAt !== undefined || undefined}>
      <label htmlFor={id}>As known on</label>
      <input
        id={id}
        type="date"
        value={knownAt ? localDay(knownAt) : ""}
        max={localDay(new Date(now).toISOString())}
        onChange={(event) => onChange(endOfDay(event.currentTarget.value))}
      />
      {knownAt !== undefined && (
        <Button variant="default" size="xs" onClick={() => onChange(undefined)}>
          As it is
        </Button>
      )}
    </div>
  );
}

/** The last second of a day of the viewer's, as an instant. */
function endOfDay(day: string): string | undefined {
  return day === "" ? undefined : `${new Date(`${day}T23:59:59`).toISOString().slice(0, 19)}Z`;
}

function localDay(instant: string): string {
  const date = new Date(instant);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
