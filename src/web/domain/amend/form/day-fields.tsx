import { Button, TextInput } from "@mantine/core";
import { dayNumber, isoDay } from "#web/ui/format/days.ts";
import type { Draft } from "../draft.ts";
import { kinds } from "../kinds.ts";
import styles from "./form.module.css";

type Props = { readonly draft: Draft; readonly onChange: (changes: Partial<Draft>) => void };

/** The day, or both days, of a change. The same days hang on the picture as handles. */
export function DayFields({ draft, onChange }: Props) {
  const { day, until } = kinds[draft.kind];
  const isOpen = draft.kind === "extend" && draft.openEnded;
  return (
    <div className={styles["days"]}>
      <div className={styles["untilField"]}>
        {isOpen ? (
          <p className={styles["withoutWords"]}>It goes on without an end.</p>
        ) : (
          <DayField label={day.label} value={draft.day} onChange={(next) => onChange({ day: next })} />
        )}
        {draft.kind === "extend" && (
          <Button variant="default" size="xs" onClick={() => onChange({ openEnded: !draft.openEnded })}>
            {isOpen ? "Name a last day" : "Instead: without an end"}
          </Button>
        )}
      </div>
      {until &&
        (draft.until === null ? (
          <div className={styles["without"]}>
            <span className={styles["fieldLabel"]}>{until.label}</span>
            <span className={styles["withoutWords"]}>
              {until.without}
              <Button variant="default" size="xs" onClick={() => onChange({ until: isoDay(dayNumber(draft.day) + 30) })}>
                Name a day
              </Button>
            </span>
          </div>
        ) : (
          <div className={styles["untilField"]}>
            <DayField label={until.label} value={draft.until} onChange={(next) => onChange({ until: next })} />
            {until.without && (
              <Button variant="default" size="xs" onClick={() => onChange({ until: null })}>
                Instead: {until.without}
              </Button>
            )}
          </div>
        ))}
    </div>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <TextInput
      type="date"
      label={label}
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => event.currentTarget.value !== "" && onChange(event.currentTarget.value)}
    />
  );
}
