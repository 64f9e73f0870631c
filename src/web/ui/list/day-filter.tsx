import { TextInput } from "@mantine/core";
import styles from "./day-filter.module.css";

type Props = {
  readonly label: string;
  /** A day as YYYY-MM-DD; undefined filters nothing. */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
};

/** A filter of a list: from a day, or through one. */
export function DayFilter({ label, value, onChange }: Props) {
  return (
    <TextInput
      className={styles["day"]}
      type="date"
      size="sm"
      label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
