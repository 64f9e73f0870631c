import { Radio, Textarea, TextInput } from "@mantine/core";
import type { PlanDetail } from "#api/plans.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { dayWords, shortDay } from "#web/ui/format/words.ts";
import type { Editing } from "./editing.ts";
import styles from "./editor.module.css";

type Props = {
  readonly plan: PlanDetail;
  readonly editing: Editing;
  readonly today: string;
  readonly onChange: (changes: Partial<Editing>) => void;
};

/** Versions that hold from days after `day`. */
export const laterVersionsOf = ({ versions }: PlanDetail, day: string): PlanDetail["versions"] =>
  versions.filter(({ effectiveOn, phase }) => phase !== "superseded" && effectiveOn > day);

/** From when the terms hold, whether the record was wrong, what becomes of what is recorded for later, and why. */
export function EffectiveFields({ plan, editing, today, onChange }: Props) {
  const { effectiveOn, kind, laterVersions, reason } = editing;
  const later = laterVersionsOf(plan, effectiveOn);
  return (
    <div className={styles["effective"]}>
      <TextInput
        type="date"
        label="From"
        description="By the midnights of each contract’s own zone"
        inputWrapperOrder={["label", "input", "description", "error"]}
        required
        value={effectiveOn}
        onChange={({ currentTarget: { value } }) => onChange({ effectiveOn: value, laterVersions: null })}
      />
      {effectiveOn !== "" && effectiveOn < today && (
        <Radio.Group
          label="The day is past"
          value={kind}
          onChange={(chosen) => onChange({ kind: chosen === "correct" ? "correct" : "change" })}
        >
          <div className={styles["radios"]}>
            <Radio value="change" label="From that day it was another" />
            <Radio
              value="correct"
              label="The record was wrong"
              description="Decisions made on it stay; who asks about these days from now on is answered by this"
            />
          </div>
        </Radio.Group>
      )}
      {later.length > 0 && (
        <Radio.Group
          label={`Terms are recorded from ${later.map((version) => shortDay(version.effectiveOn)).join(", ")} on`}
          value={laterVersions ?? null}
          onChange={(chosen) => onChange({ laterVersions: chosen === "keep" ? "keep" : "supersede" })}
        >
          <div className={styles["radios"]}>
            <Radio
              value="keep"
              label={`They stay: this holds until ${dayWords(lastDay(later.at(-1)?.effectiveOn ?? effectiveOn))}`}
            />
            <Radio value="supersede" label="This takes their place too" />
          </div>
        </Radio.Group>
      )}
      <Textarea
        label="Why"
        description="It stands beside the version"
        inputWrapperOrder={["label", "input", "description", "error"]}
        required
        autosize
        minRows={2}
        maxLength={1000}
        dir="auto"
        value={reason}
        onChange={({ currentTarget: { value } }) => onChange({ reason: value })}
      />
    </div>
  );
}
