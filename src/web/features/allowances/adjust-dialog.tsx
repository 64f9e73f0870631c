import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { adjustAllowance, type AllowanceBalance } from "#api/allowances.ts";
import { balanceName, quantityWords } from "#web/domain/allowances/balance-words.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useWrite } from "#web/query/writes.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { shortDay } from "#web/ui/format/words.ts";
import { QuantityField, quantityFrom } from "./quantity-field.tsx";
import { staleAfterByHand } from "./stale.ts";
import styles from "./statement.module.css";

type Props = { readonly allowance: AllowanceBalance; readonly onClose: () => void };
type Bucket = AllowanceBalance["buckets"][number];
type Lot = Bucket["lots"][number];

const lotNames: Record<Lot["kind"], string> = { period: "granted", carried: "carried over", top_up: "topped up" };

/** Adds units to what was granted together, or takes from it: what was counted wrong is put right, with a reason. */
export function AdjustDialog({ allowance, onClose }: Props) {
  const { contractId, planId, key } = allowance;
  const lots = allowance.buckets.flatMap((bucket) => bucket.lots.map((lot) => ({ bucket, lot })));
  const [lotId, setLot] = useState(lots[0]?.lot.id ?? "");
  const [typed, setTyped] = useState("");
  const [way, setWay] = useState<"add" | "take">("add");
  const writing = useWrite(adjustAllowance, { stale: staleAfterByHand });
  const chosen = lots.find(({ lot }) => lot.id === lotId)?.lot;
  const quantity = quantityFrom(typed, allowance);
  const isTooMuch = way === "take" && quantity !== null && chosen !== undefined && quantity > chosen.available;
  return (
    <ReasonDialog
      title="Adjust"
      hint="It stands on the statement, which the customer sees"
      submit="Adjust"
      ready={quantity !== null && !isTooMuch}
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={(reason) =>
        quantity !== null &&
        writing.mutate(
          {
            params: { id: contractId, planId, key },
            body: { lot: lotId, quantity: way === "add" ? quantity : -quantity, reason },
          },
          { onSuccess: onClose },
        )
      }
    >
      {lots.length > 1 && (
        <NativeSelect
          label="Of what"
          data={lots.map(({ bucket, lot }) => ({ value: lot.id, label: lotWords(allowance, bucket, lot) }))}
          value={lotId}
          onChange={(event) => setLot(event.currentTarget.value)}
        />
      )}
      <SegmentedControl
        aria-label="Add or take"
        data={[
          { value: "add", label: "Add" },
          { value: "take", label: "Take away" },
        ]}
        value={way}
        onChange={(value) => setWay(value === "take" ? "take" : "add")}
      />
      <QuantityField of={allowance} value={typed} onChange={setTyped} />
      {chosen && (
        <p className={isTooMuch ? styles["wrong"] : styles["quiet"]}>
          {quantityWords(chosen.available, allowance)} of it is left
          {isTooMuch ? ": more cannot be taken." : "."}
        </p>
      )}
    </ReasonDialog>
  );
}

function lotWords(allowance: AllowanceBalance, bucket: Bucket, lot: Lot): string {
  const days = `${shortDay(lot.startsOn)} – ${lot.endsBefore ? shortDay(lastDay(lot.endsBefore)) : "open-ended"}`;
  return `${balanceName({ ...bucket, unit: allowance.unit })}: ${quantityWords(lot.granted, allowance)} ${lotNames[lot.kind]}, ${days}`;
}
