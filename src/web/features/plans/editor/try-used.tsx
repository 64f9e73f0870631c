import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { AllowanceDraft, BucketDraft } from "../draft/terms-draft.ts";
import { quantityFrom, quantityHint, quantityText } from "../draft/quantity-text.ts";
import styles from "./try.module.css";
import type { Trial } from "./use-try.ts";

type Used = NonNullable<Trial["used"]>;
type Props = { readonly allowances: readonly AllowanceDraft[]; readonly used: Used; readonly onChange: (used: Used) => void };

/** What was used of each amount already, so that its end can be tried too. */
export function TryUsed({ allowances, used, onChange }: Props) {
  const amounts = allowances.flatMap((allowance) => allowance.buckets.map((bucket) => ({ allowance, bucket })));
  if (amounts.length === 0) return null;
  const others = (allowance: AllowanceDraft, bucket: BucketDraft): Used =>
    used.filter((one) => one.allowance !== allowance.key || one.bucket !== bucket.key);
  return (
    <div className={styles["asked"]} role="group" aria-label="Used already">
      {amounts.map(({ allowance, bucket }) => (
        <UsedField
          key={`${allowance.key}/${bucket.key}`}
          label={amounts.length === 1 ? "Used already" : `Used of ${allowance.key}, ${bucket.key}`}
          unit={allowance.unit}
          quantity={used.find((one) => one.allowance === allowance.key && one.bucket === bucket.key)?.quantity}
          onChange={(quantity) =>
            onChange([
              ...others(allowance, bucket),
              ...(quantity === undefined ? [] : [{ allowance: allowance.key, bucket: bucket.key, quantity }]),
            ])
          }
        />
      ))}
    </div>
  );
}

type FieldProps = {
  readonly label: string;
  readonly unit: AllowanceDraft["unit"];
  readonly quantity: number | undefined;
  readonly onChange: (quantity: number | undefined) => void;
};

function UsedField({ label, unit, quantity, onChange }: FieldProps) {
  const [text, setText] = useState(quantity === undefined ? "" : quantityText(quantity, unit));
  const isWrong = text.trim() !== "" && quantityFrom(text, unit) === null;
  return (
    <TextInput
      label={label}
      size="sm"
      inputMode="decimal"
      placeholder="0"
      autoComplete="off"
      value={text}
      error={isWrong && quantityHint[unit]}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onChange(value.trim() === "" ? undefined : (quantityFrom(value, unit) ?? quantity));
      }}
    />
  );
}
