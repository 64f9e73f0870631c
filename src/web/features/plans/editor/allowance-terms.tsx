import { NativeSelect, SegmentedControl } from "@mantine/core";
import type { AllowanceProps } from "./allowance-props.ts";
import { fieldId, useFault } from "./faults-context.tsx";
import { TextField } from "./text-field.tsx";
import styles from "./allowances.module.css";

/** When a ticket draws (ALW4); work draws on the day it is done. */
export function DrawnField({ allowance: { unit, drawnAt }, onChange }: AllowanceProps) {
  if (unit !== "tickets") return null;
  return (
    <NativeSelect
      label="Drawn"
      size="sm"
      data={[
        { value: "opening", label: "when it is opened" },
        { value: "resolution", label: "when it is resolved" },
      ]}
      value={drawnAt}
      onChange={({ currentTarget: { value } }) => onChange({ drawnAt: value === "resolution" ? "resolution" : "opening" })}
    />
  );
}

const beyondWords = [
  { value: "refuse", label: "Refuse" },
  { value: "count", label: "Allow and count" },
  { value: "bill", label: "Bill" },
] as const;

/** What happens beyond the allowance (ALW6). */
export function BeyondFields({ allowance: { unit, beyond, rate }, pointer, onChange }: AllowanceProps) {
  return (
    <div className={styles["line"]}>
      <div className={styles["beyond"]}>
        <span className={styles["label"]} aria-hidden>
          Beyond it
        </span>
        <SegmentedControl
          aria-label="Beyond the allowance"
          size="sm"
          data={[...beyondWords]}
          value={beyond}
          onChange={(next) => onChange({ beyond: next })}
        />
      </div>
      {beyond === "bill" && unit !== "money" && (
        <TextField
          label={unit === "tickets" ? "For each ticket" : "For each hour"}
          description="In the contract’s currency"
          pointer={`${pointer}/beyond`}
          value={rate}
          onChange={(next) => onChange({ rate: next })}
        />
      )}
    </div>
  );
}

const kindWords = [
  { value: "any", label: "all work" },
  { value: "except", label: "all but these" },
  { value: "only", label: "only these" },
  { value: "none", label: "no work" },
] as const;

/** What counts, and for how much (ALW7). */
export function CountingFields({ allowance, pointer, onChange }: AllowanceProps) {
  const isWork = allowance.unit !== "tickets";
  return (
    <div className={styles["line"]}>
      <TextField
        label="Out of hours counts for"
        unit="%"
        inputMode="numeric"
        description={isWork ? "100 as it is, 200 double" : "100 as one, 200 as two"}
        pointer={`${pointer}/outOfHoursPercent`}
        value={allowance.outOfHoursPercent}
        onChange={(outOfHoursPercent) => onChange({ outOfHoursPercent })}
      />
      {isWork && (
        <>
          <TextField
            label="At least"
            unit="min"
            inputMode="numeric"
            description="For a piece of work"
            pointer={`${pointer}/leastMinutes`}
            value={allowance.leastMinutes}
            onChange={(leastMinutes) => onChange({ leastMinutes })}
          />
          <TextField
            label="In steps of"
            unit="min"
            inputMode="numeric"
            description="1 counts each minute"
            pointer={`${pointer}/stepMinutes`}
            value={allowance.stepMinutes}
            onChange={(stepMinutes) => onChange({ stepMinutes })}
          />
          <WorkKindsField allowance={allowance} pointer={pointer} onChange={onChange} />
        </>
      )}
    </div>
  );
}

function WorkKindsField({ allowance: { workKinds }, pointer, onChange }: AllowanceProps) {
  const fault = useFault(`${pointer}/workKinds`);
  const names = workKinds.how === "except" || workKinds.how === "only";
  return (
    <>
      <NativeSelect
        label="Draws"
        size="sm"
        id={names ? undefined : fieldId(`${pointer}/workKinds`)}
        data={[...kindWords]}
        value={workKinds.how}
        error={names ? undefined : fault}
        onChange={({ currentTarget: { value } }) => onChange({ workKinds: { ...workKinds, how: value as typeof workKinds.how } })}
      />
      {names && (
        <TextField
          label="Kinds of work"
          description="Separated by commas: travel, training"
          inputMode="text"
          pointer={`${pointer}/workKinds`}
          value={workKinds.kinds}
          onChange={(kinds) => onChange({ workKinds: { ...workKinds, kinds } })}
        />
      )}
    </>
  );
}
