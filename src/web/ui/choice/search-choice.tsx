import { Select } from "@mantine/core";

export type Choosable = { readonly value: string; readonly label: string };

type Props = {
  readonly label: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly description?: string | undefined;
  readonly value: string | null;
  /** What the chosen one is called, where it is not among those offered. */
  readonly name: string | null | undefined;
  /** What the server offers for what was typed. */
  readonly offered: readonly Choosable[];
  readonly onTyped: (text: string) => void;
  readonly onChange: (value: string | null) => void;
};

/** One of many, found by typing part of it: the server narrows, nothing is filtered here. */
export function SearchChoice({ name, offered, onTyped, value, ...props }: Props) {
  const isOffered = value === null || offered.some((option) => option.value === value);
  return (
    <Select
      size="sm"
      searchable
      inputWrapperOrder={["label", "input", "description", "error"]}
      clearable
      clearButtonProps={{ "aria-label": `No ${props.label.toLowerCase()}` }}
      nothingFoundMessage="Nothing matches"
      data={isOffered ? [...offered] : [{ value, label: name ?? "…" }, ...offered]}
      filter={({ options }) => options}
      value={value}
      onSearchChange={onTyped}
      {...props}
    />
  );
}
