import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { newBucket, type BucketDraft } from "../draft/terms-draft.ts";
import type { AllowanceProps } from "./allowance-props.ts";
import { BeyondFields, CountingFields, DrawnField } from "./allowance-terms.tsx";
import { BucketForm } from "./bucket-form.tsx";
import { GroupFault } from "./faults-context.tsx";
import fields from "./fields.module.css";
import { TextField } from "./text-field.tsx";
import styles from "./allowances.module.css";

const unitNames = { tickets: "Tickets", minutes: "Hours of work", money: "Money for work" } as const;

/** One allowance: what is granted, when it is drawn, how it counts, and what lies beyond. */
export function AllowanceForm({ onRemove, ...props }: AllowanceProps & { onRemove: () => void }) {
  const { allowance, pointer, onChange } = props;
  const { buckets, unit, key } = allowance;
  const change = (at: number, changes: Partial<BucketDraft>): void =>
    onChange({ buckets: buckets.map((each, index) => (index === at ? { ...each, ...changes } : each)) });
  return (
    <section className={styles["allowance"]} aria-label={`Allowance ${key}`}>
      <header className={styles["head"]}>
        <h3 className={fields["groupTitle"]}>{unitNames[unit]}</h3>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove allowance ${key}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </header>
      <div className={styles["line"]}>
        <TextField
          label="Name"
          inputMode="text"
          pointer={`${pointer}/key`}
          value={key}
          onChange={(next) => onChange({ key: next })}
        />
        <DrawnField {...props} />
        {unit === "money" && (
          <TextField
            label="Price of an hour"
            description="In the contract’s currency"
            pointer={`${pointer}/hourlyRateMinor`}
            value={allowance.hourlyRate}
            onChange={(hourlyRate) => onChange({ hourlyRate })}
          />
        )}
      </div>
      {buckets.map((bucket, index) => (
        <BucketForm
          key={index}
          bucket={bucket}
          unit={unit}
          pointer={`${pointer}/buckets/${index}`}
          onChange={(changes) => change(index, changes)}
          {...(buckets.length > 1 && { onRemove: () => onChange({ buckets: buckets.filter((_, at) => at !== index) }) })}
        />
      ))}
      <GroupFault pointer={`${pointer}/buckets`} />
      <div className={fields["adds"]}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onChange({ buckets: [...buckets, newBucket(buckets)] })}
        >
          Beside it
        </Button>
        <p className={fields["hint"]}>Another amount beside it, such as 50 by phone and 50 by e-mail.</p>
      </div>
      <BeyondFields {...props} />
      <CountingFields {...props} />
    </section>
  );
}
