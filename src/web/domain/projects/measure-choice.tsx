import { SegmentedControl } from "@mantine/core";
import type { Measure } from "./figures-words.ts";

const measures = [
  { value: "money", label: "Money" },
  { value: "hours", label: "Hours" },
];

/** Whether a budget is looked at in money or in hours. */
export function MeasureChoice({ value, onChange }: { value: Measure; onChange: (measure: Measure) => void }) {
  return (
    <SegmentedControl
      aria-label="Budget in"
      size="sm"
      data={measures}
      value={value}
      onChange={(chosen) => onChange(chosen === "hours" ? "hours" : "money")}
    />
  );
}
