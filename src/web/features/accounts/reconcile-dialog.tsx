import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { getContract } from "#api/contracts.ts";
import { getConfidence, reconcileContract, type AccountConfidence } from "#api/policy.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useWrite } from "#web/query/writes.ts";
import { shortDay } from "#web/ui/format/words.ts";

type Props = {
  readonly contracts: AccountConfidence["unreconciled"];
  readonly onClose: () => void;
};

/** Says that a contract was found to be as finance has it. */
export function ReconcileDialog({ contracts, onClose }: Props) {
  const [id, setId] = useState(contracts[0]?.contractId ?? "");
  const writing = useWrite(reconcileContract, { stale: [getConfidence, getContract] });
  return (
    <ReasonDialog
      title="As finance has it"
      label="Note"
      hint="What was compared"
      optional
      submit="Reconciled"
      ready={id !== ""}
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={(note) => writing.mutate({ params: { id }, body: { note } }, { onSuccess: onClose })}
    >
      <NativeSelect
        label="Contract"
        data={contracts.map(({ contractId, contractNumber, reconciledOn }) => ({
          value: contractId,
          label: `${contractNumber}, ${reconciledOn ? `last on ${shortDay(reconciledOn)}` : "never yet"}`,
        }))}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <p>Its lines, days and money are the same in the contract and in finance’s books. It counts for 90 days.</p>
    </ReasonDialog>
  );
}
