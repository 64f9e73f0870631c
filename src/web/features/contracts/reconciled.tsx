import { Button } from "@mantine/core";
import { useState } from "react";
import { getContract } from "#api/contracts.ts";
import { getConfidence, reconcileContract } from "#api/policy.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { shortDay } from "#web/ui/format/words.ts";
import styles from "./contract-page.module.css";

type Props = { readonly contract: { readonly id: string; readonly number: string; readonly reconciledOn: string | null } };

/** When the contract was last found to be as finance has it (ENT8), and saying so anew. */
export function Reconciled({ contract: { id, number, reconciledOn } }: Props) {
  const [open, setOpen] = useState(false);
  const writing = useWrite(reconcileContract, { stale: [getContract, getConfidence] });
  const mayReconcile = useMay("contracts.reconcile");
  return (
    <span className={styles["reconciled"]}>
      {reconciledOn ? shortDay(reconciledOn) : "never yet"}
      {mayReconcile && (
        <Button variant="default" size="xs" onClick={() => setOpen(true)}>
          Reconciled…
        </Button>
      )}
      {open && (
        <ReasonDialog
          title={`${number} is as finance has it`}
          label="Note"
          hint="What was compared"
          optional
          submit="Reconciled"
          pending={writing.isPending}
          error={writing.error}
          onClose={() => setOpen(false)}
          onSubmit={(note) => writing.mutate({ params: { id }, body: { note } }, { onSuccess: () => setOpen(false) })}
        >
          <p>Its lines, days and money are the same here and in finance’s books. It counts for 90 days.</p>
        </ReasonDialog>
      )}
    </span>
  );
}
