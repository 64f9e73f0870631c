import { Button } from "@mantine/core";
import { useState } from "react";
import { getConfidence, verifyAsset } from "#api/policy.ts";
import { getAsset } from "#api/register.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useWrite } from "#web/query/writes.ts";

type Props = { readonly id: string; readonly name: string };

/** Says that somebody has seen the asset and its serial (ENT8). */
export function VerifyButton({ id, name }: Props) {
  const [open, setOpen] = useState(false);
  const writing = useWrite(verifyAsset, { stale: [getAsset, getConfidence] });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Serial seen…
      </Button>
      {open && (
        <ReasonDialog
          title={`${name} was seen`}
          label="Note"
          hint="How: on site, on a picture, by remote session"
          optional
          submit="Verify"
          pending={writing.isPending}
          error={writing.error}
          onClose={() => setOpen(false)}
          onSubmit={(note) => writing.mutate({ params: { id }, body: { note } }, { onSuccess: () => setOpen(false) })}
        >
          <p>Somebody has seen it today, and its serial is {name}. It raises the confidence in the account’s records.</p>
        </ReasonDialog>
      )}
    </>
  );
}
