import { SegmentedControl } from "@mantine/core";

const whose = [
  { value: "anybody", label: "Everybody’s" },
  { value: "me", label: "Mine" },
  { value: "nobody", label: "Nobody’s" },
];

type Assignee = "me" | "nobody" | undefined;

type Props = {
  /** What is somebody's, for readers: "tickets". */
  readonly noun: string;
  /** As a list's address has it: anything but these two is everybody's. */
  readonly value: string | undefined;
  readonly onChange: (assignee: Assignee) => void;
};

/** Whose work a list shows: everybody's, one's own, or what nobody has taken. */
export function WhoseChoice({ noun, value, onChange }: Props) {
  return (
    <SegmentedControl
      aria-label={`Whose ${noun}`}
      data={whose}
      value={value ?? "anybody"}
      onChange={(chosen) => onChange(chosen === "me" || chosen === "nobody" ? chosen : undefined)}
    />
  );
}
