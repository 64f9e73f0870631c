import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { fieldId, useFault } from "./faults-context.tsx";

type Props = {
  readonly label: string;
  readonly pointer: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Said after what is typed: "%", "min". */
  readonly unit?: string;
  readonly description?: ReactNode;
  readonly inputMode?: "decimal" | "numeric" | "text";
};

/** A field of the terms, with its fault below it. */
export function TextField({ label, pointer, value, onChange, unit, description, inputMode = "decimal" }: Props) {
  return (
    <TextInput
      id={fieldId(pointer)}
      label={label}
      description={description}
      inputWrapperOrder={["label", "input", "description", "error"]}
      size="sm"
      autoComplete="off"
      inputMode={inputMode}
      value={value}
      error={useFault(pointer)}
      rightSection={unit}
      rightSectionWidth={unit ? 24 + unit.length * 8 : 0}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
