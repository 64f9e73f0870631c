import { NativeSelect } from "@mantine/core";

type Props<Value extends string> = {
  readonly label: string;
  /** What it says when nothing is filtered, such as "Any state". */
  readonly any: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
};

/** A filter of a list: one of a few values, or any. */
export function FilterSelect<Value extends string>({ label, any, options, value, onChange }: Props<Value>) {
  return (
    <NativeSelect
      size="sm"
      aria-label={label}
      data={[{ value: "", label: any }, ...options]}
      value={value ?? ""}
      onChange={(event) => onChange(options.find((option) => option.value === event.currentTarget.value)?.value)}
    />
  );
}
