import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { topUpAllowance, type AllowanceBalance } from "#api/allowances.ts";
import { balanceName } from "#web/domain/allowances/balance-words.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useWrite } from "#web/query/writes.ts";
import { isoDay, dayNumber } from "#web/ui/format/days.ts";
import { QuantityField, quantityFrom } from "./quantity-field.tsx";
import { staleAfterByHand } from "./stale.ts";
import styles from "./statement.module.css";

type Props = { readonly allowance: AllowanceBalance; readonly onClose: () => void };

/** Adds units to a bucket, with a last day of their own. */
export function TopUpDialog({ allowance, onClose }: Props) {
  const { contractId, planId, key, buckets, today } = allowance;
  const [bucket, setBucket] = useState(buckets[0]?.key ?? "");
  const [typed, setTyped] = useState("");
  const [lastOn, setLastOn] = useState("");
  const writing = useWrite(topUpAllowance, { stale: staleAfterByHand });
  const quantity = quantityFrom(typed, allowance);
  const endsBefore = lastOn === "" ? {} : { endsBefore: isoDay(dayNumber(lastOn) + 1) };
  return (
    <ReasonDialog
      title="Top up"
      hint="It stands on the statement, which the customer sees"
      submit="Top up"
      ready={quantity !== null}
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={(reason) =>
        quantity !== null &&
        writing.mutate(
          { params: { id: contractId, planId, key }, body: { bucket, quantity, reason, ...endsBefore } },
          { onSuccess: onClose },
        )
      }
    >
      {buckets.length > 1 && (
        <NativeSelect
          label="Bucket"
          data={buckets.map((each) => ({ value: each.key, label: balanceName({ ...each, unit: allowance.unit }) }))}
          value={bucket}
          onChange={(event) => setBucket(event.currentTarget.value)}
        />
      )}
      <div className={styles["pair"]}>
        <QuantityField of={allowance} value={typed} onChange={setTyped} />
        <TextInput
          type="date"
          label="Last day"
          description="Empty: as long as the contract"
          inputWrapperOrder={["label", "input", "description"]}
          min={today}
          value={lastOn}
          onChange={(event) => setLastOn(event.currentTarget.value)}
        />
      </div>
    </ReasonDialog>
  );
}
