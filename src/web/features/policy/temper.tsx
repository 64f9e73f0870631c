import { NativeSelect, NumberInput } from "@mantine/core";
import type { PolicyReply } from "#api/policy.ts";
import styles from "./policy.module.css";
import { goodwillWords, graceWords, redecisionWords, severity1Words } from "./policy-words.ts";

type Props = {
  readonly policy: PolicyReply;
  readonly onChange: ((changes: Partial<PolicyReply>) => void) | undefined;
};

/** The longest grace that a policy may give. */
const MOST_GRACE = 366;

/** What is served, asked or kept whatever a rule says: as sentences, and as fields for who may change them. */
export function Temper({ policy, onChange }: Props) {
  if (!onChange) {
    return (
      <ul className={styles["sentences"]}>
        {[
          severity1Words[policy.severity1],
          graceWords(policy.graceDays),
          goodwillWords[policy.withoutGoodwill],
          redecisionWords[policy.onRedecision],
        ].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    );
  }
  return (
    <div className={styles["temper"]}>
      <NativeSelect
        size="sm"
        label="Severity 1"
        data={[
          { value: "exempt", label: "Always served" },
          { value: "as_others", label: "As the others" },
        ]}
        value={policy.severity1}
        onChange={(event) => onChange({ severity1: event.currentTarget.value === "as_others" ? "as_others" : "exempt" })}
      />
      <NumberInput
        size="sm"
        label="Days of grace"
        description="After cover has ended, nobody is turned away"
        inputWrapperOrder={["label", "input", "description"]}
        min={0}
        max={MOST_GRACE}
        clampBehavior="strict"
        allowDecimal={false}
        value={policy.graceDays}
        onChange={(days) => onChange({ graceDays: Number(days) || 0 })}
      />
      <NativeSelect
        size="sm"
        label="Where goodwill is used up"
        data={[
          { value: "enforce", label: "Refuse, send to renewals" },
          { value: "bill", label: "Serve against a quote" },
        ]}
        value={policy.withoutGoodwill}
        onChange={(event) => onChange({ withoutGoodwill: event.currentTarget.value === "bill" ? "bill" : "enforce" })}
      />
      <NativeSelect
        size="sm"
        label="Another cover after a change"
        data={[
          { value: "ask", label: "Whoever changes it says" },
          { value: "keep", label: "It keeps the first" },
          { value: "switch", label: "The new one holds" },
        ]}
        value={policy.onRedecision}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange({ onRedecision: chosen === "keep" || chosen === "switch" ? chosen : "ask" });
        }}
      />
    </div>
  );
}
