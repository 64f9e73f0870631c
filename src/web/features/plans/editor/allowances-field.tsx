import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { newAllowance, type AllowanceDraft, type TermsDraft } from "../draft/terms-draft.ts";
import { AllowanceForm } from "./allowance-form.tsx";
import { fieldId } from "./faults-context.tsx";
import fields from "./fields.module.css";
import styles from "./allowances.module.css";

type Props = { readonly draft: TermsDraft; readonly onChange: (changes: Partial<TermsDraft>) => void };

const units = [
  ["tickets", "Tickets"],
  ["minutes", "Hours"],
  ["money", "Money"],
] as const;

/** What the plan grants by period (ALW1): none is without limit. */
export function AllowancesField({ draft: { allowances }, onChange }: Props) {
  const change = (at: number, changes: Partial<AllowanceDraft>): void =>
    onChange({ allowances: allowances.map((each, index) => (index === at ? { ...each, ...changes } : each)) });
  return (
    <div className={styles["allowances"]} id={fieldId("/allowances")} tabIndex={-1}>
      {allowances.length === 0 && <p className={fields["hint"]}>No allowance: support without limit.</p>}
      {allowances.map((allowance, index) => (
        <AllowanceForm
          key={index}
          allowance={allowance}
          pointer={`/allowances/${index}`}
          onChange={(changes) => change(index, changes)}
          onRemove={() => onChange({ allowances: allowances.filter((_, at) => at !== index) })}
        />
      ))}
      <div className={fields["adds"]} role="group" aria-label="Add an allowance">
        {units.map(([unit, label]) => (
          <Button
            key={unit}
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => onChange({ allowances: [...allowances, newAllowance(unit, allowances)] })}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}
