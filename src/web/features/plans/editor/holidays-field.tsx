import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ClipboardEvent } from "react";
import type { HolidayDraft } from "../draft/terms-draft.ts";
import { fieldId, useFault } from "./faults-context.tsx";
import fields from "./fields.module.css";
import { pastedHolidays } from "./pasted-holidays.ts";
import styles from "./week.module.css";

type Props = { readonly holidays: readonly HolidayDraft[]; readonly onChange: (holidays: HolidayDraft[]) => void };

/** The dates on which the week does not hold; a list of them may be pasted. */
export function HolidaysField({ holidays, onChange }: Props) {
  return (
    <div className={styles["holidays"]} role="group" aria-label="Holidays">
      <h3 className={fields["groupTitle"]}>Holidays</h3>
      {holidays.map((holiday, index) => (
        <HolidayRow
          key={index}
          holiday={holiday}
          index={index}
          onChange={(changes) => onChange(holidays.map((each, at) => (at === index ? { ...each, ...changes } : each)))}
          onPaste={(pasted) => onChange([...holidays.slice(0, index), ...pasted, ...holidays.slice(index + 1)])}
          onRemove={() => onChange(holidays.filter((_, at) => at !== index))}
        />
      ))}
      <div className={fields["adds"]}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onChange([...holidays, { date: "", name: "", hours: "" }])}
        >
          Holiday
        </Button>
        {holidays.length > 0 && (
          <p className={fields["hint"]}>2026-12-25, or 12-25 for every year. A list can be pasted into a date.</p>
        )}
      </div>
    </div>
  );
}

type RowProps = {
  readonly holiday: HolidayDraft;
  readonly index: number;
  readonly onChange: (changes: Partial<HolidayDraft>) => void;
  readonly onPaste: (pasted: HolidayDraft[]) => void;
  readonly onRemove: () => void;
};

function HolidayRow({ holiday, index, onChange, onPaste, onRemove }: RowProps) {
  const pointer = `/hours/holidays/${index}`;
  const hoursFault = useFault(`${pointer}/hours`);
  const anyFault = useFault(pointer);
  const called = holiday.name || holiday.date || `number ${index + 1}`;
  const paste = (event: ClipboardEvent): void => {
    const pasted = pastedHolidays(event.clipboardData.getData("text"));
    if (pasted.length === 0) return;
    event.preventDefault();
    onPaste(pasted);
  };
  return (
    <div className={styles["holiday"]}>
      <TextInput
        id={fieldId(pointer)}
        aria-label={`Date of holiday ${index + 1}`}
        size="sm"
        placeholder="12-25"
        autoComplete="off"
        value={holiday.date}
        error={hoursFault === undefined ? anyFault : undefined}
        onChange={({ currentTarget: { value } }) => onChange({ date: value })}
        onPaste={paste}
      />
      <TextInput
        aria-label={`Name of holiday ${index + 1}`}
        size="sm"
        placeholder="Name"
        value={holiday.name}
        onChange={({ currentTarget: { value } }) => onChange({ name: value })}
      />
      <TextInput
        id={fieldId(`${pointer}/hours`)}
        aria-label={`Hours of holiday ${index + 1}`}
        size="sm"
        placeholder="Closed"
        autoComplete="off"
        value={holiday.hours}
        error={hoursFault}
        onChange={({ currentTarget: { value } }) => onChange({ hours: value })}
      />
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove holiday ${called}`} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
