import { Select } from "@mantine/core";

export type Choosable = { readonly value: string; readonly label: string };

type Props = {
  readonly label: string;
  /** The label is heard and not seen: the placeholder says enough. */
  readonly labelHidden?: boolean;
  readonly className?: string | undefined;
  readonly size?: "sm" | "md";
  readonly clearable?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly description?: string | undefined;
  readonly value: string | null;
  /** What the chosen one is called, where it is not among those offered. */
  readonly name: string | null | undefined;
  /** What the server offers for what was typed. */
  readonly offered: readonly Choosable[];
  /** False while what is offered belongs to an older text: it is still seen, and cannot be chosen. */
  readonly settled: boolean;
  /** What stands in the field, where that is not the name of what is chosen. */
  readonly text?: string;
  readonly onTyped: (text: string) => void;
  readonly onChange: (value: string | null) => void;
};

/** One of many, found by typing part of it: the server narrows, nothing is filtered here. */
export function SearchChoice({ label, labelHidden = false, name, offered, settled, text, onTyped, value, ...props }: Props) {
  const options = settled ? offered : offered.map((option) => ({ ...option, disabled: true }));
  const isOffered = value === null || offered.some((option) => option.value === value);
  return (
    <Select
      {...(labelHidden ? { "aria-label": label } : { label })}
      size="sm"
      searchable
      inputWrapperOrder={["label", "input", "description", "error"]}
      clearable
      clearButtonProps={{ "aria-label": `No ${label.toLowerCase()}` }}
      nothingFoundMessage={settled ? "Nothing matches" : "Looking…"}
      data={isOffered ? [...options] : [{ value, label: name ?? "…" }, ...options]}
      filter={(all) => all.options}
      value={value}
      {...(text !== undefined && { searchValue: text })}
      onSearchChange={onTyped}
      {...props}
    />
  );
}
