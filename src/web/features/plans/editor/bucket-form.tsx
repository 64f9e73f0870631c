import { ActionIcon, Button, Checkbox, NativeSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { AllowancePeriod, AllowanceTerms } from "#core/allowances/terms.ts";
import { periodNames } from "#web/domain/plan-terms/allowance-words.ts";
import { anyAdmission, freeKey, type BucketDraft, type LimitDraft } from "../draft/terms-draft.ts";
import { AdmissionFields } from "./admission-field.tsx";
import { admissionWords } from "./admission-words.ts";
import { useFault } from "./faults-context.tsx";
import fields from "./fields.module.css";
import { TextField } from "./text-field.tsx";
import styles from "./allowances.module.css";

type Unit = AllowanceTerms["unit"];
type Props = {
  readonly bucket: BucketDraft;
  readonly unit: Unit;
  readonly pointer: string;
  readonly onChange: (changes: Partial<BucketDraft>) => void;
  readonly onRemove?: () => void;
};

const amountLabel: Record<Unit, string> = { tickets: "Tickets", minutes: "Hours", money: "Amount" };

/** An amount granted anew each period, for some requests or all; of which perhaps only so much for some. */
export function BucketForm({ bucket, unit, pointer, onChange, onRemove }: Props) {
  const { limits, key } = bucket;
  const changeLimit = (at: number, changes: Partial<LimitDraft>): void =>
    onChange({ limits: limits.map((each, index) => (index === at ? { ...each, ...changes } : each)) });
  return (
    <div className={styles["bucket"]} role="group" aria-label={`Amount ${key}`}>
      <div className={styles["line"]}>
        <TextField
          label={amountLabel[unit]}
          pointer={`${pointer}/amount`}
          value={bucket.amount}
          onChange={(amount) => onChange({ amount })}
        />
        <NativeSelect
          label="Granted"
          size="sm"
          data={Object.entries(periodNames).map(([value, label]) => ({ value, label }))}
          value={bucket.per}
          onChange={({ currentTarget: { value } }) => onChange({ per: value as AllowancePeriod })}
        />
        <TextField
          label="Called"
          inputMode="text"
          pointer={`${pointer}/key`}
          value={key}
          onChange={(next) => onChange({ key: next })}
        />
        {onRemove && (
          <ActionIcon
            className={styles["remove"]}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove amount ${key}`}
            onClick={onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <ForWhom admission={bucket} pointer={pointer} onChange={onChange} />
      <CarryOver bucket={bucket} pointer={pointer} onChange={onChange} />
      {limits.map((limit, index) => (
        <LimitForm
          key={index}
          limit={limit}
          pointer={`${pointer}/limits/${index}`}
          onChange={(changes) => changeLimit(index, changes)}
          onRemove={() => onChange({ limits: limits.filter((_, at) => at !== index) })}
        />
      ))}
      <div className={fields["adds"]}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onChange({ limits: [...limits, { ...newLimit, key: freeKey("phone", limits) }] })}
        >
          Of which at most
        </Button>
      </div>
    </div>
  );
}

const newLimit: Omit<LimitDraft, "key"> = { ...anyAdmission, atMost: "", channels: { how: "only", only: ["phone"] } };

/** Which requests draw on it, in a line that opens. */
function ForWhom({
  admission,
  pointer,
  onChange,
}: {
  admission: LimitDraft | BucketDraft;
  pointer: string;
  onChange: (changes: Partial<BucketDraft>) => void;
}) {
  const faults = [useFault(`${pointer}/channels`), useFault(`${pointer}/severities`), useFault(`${pointer}/products`)];
  const isFaulty = faults.some((fault) => fault !== undefined);
  return (
    <details className={styles["whom"]} open={isFaulty || undefined}>
      <summary>
        For <strong>{admissionWords(admission)}</strong>
      </summary>
      <div className={styles["whomFields"]}>
        <AdmissionFields admission={admission} pointer={pointer} onChange={onChange} />
      </div>
    </details>
  );
}

function CarryOver({ bucket, pointer, onChange }: Pick<Props, "bucket" | "pointer" | "onChange">) {
  if (bucket.per === "term" && !bucket.carries) return null;
  return (
    <div className={styles["carry"]}>
      <Checkbox
        label="What is left is carried over"
        checked={bucket.carries}
        onChange={({ currentTarget: { checked } }) => onChange({ carries: checked })}
      />
      {bucket.carries && (
        <TextField
          label="Up to"
          pointer={`${pointer}/carryOver`}
          value={bucket.carriedAtMost}
          onChange={(carriedAtMost) => onChange({ carriedAtMost })}
        />
      )}
    </div>
  );
}

type LimitProps = {
  readonly limit: LimitDraft;
  readonly pointer: string;
  readonly onChange: (changes: Partial<LimitDraft>) => void;
  readonly onRemove: () => void;
};

function LimitForm({ limit, pointer, onChange, onRemove }: LimitProps) {
  return (
    <div className={styles["limit"]} role="group" aria-label={`Limit ${limit.key}`}>
      <div className={styles["line"]}>
        <TextField
          label="Of which at most"
          pointer={`${pointer}/atMost`}
          value={limit.atMost}
          onChange={(atMost) => onChange({ atMost })}
        />
        <TextField
          label="Called"
          inputMode="text"
          pointer={`${pointer}/key`}
          value={limit.key}
          onChange={(key) => onChange({ key })}
        />
        <ActionIcon
          className={styles["remove"]}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`Remove limit ${limit.key}`}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
      <ForWhom admission={limit} pointer={pointer} onChange={onChange} />
    </div>
  );
}
