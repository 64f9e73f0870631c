import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { getInvoice, giveGoodwill, listInvoiceLines, listInvoices, type InvoiceDetail, type InvoiceLine } from "#api/billing.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import { minorFrom } from "#web/ui/format/amount.ts";
import { moneyWords } from "#web/ui/format/words.ts";
import styles from "./billing.module.css";

type Props = { readonly invoice: InvoiceDetail; readonly line: InvoiceLine; readonly onClose: () => void };

/** Gives money of a charge back by a credit note, with a reason; no day loses its cover. */
export function GoodwillForm({ invoice, line, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const navigate = useNavigate();
  const giving = useWrite(giveGoodwill, { stale: [getInvoice, listInvoiceLines, listInvoices] });
  const left = line.leftMinor ?? "0";
  const minor = minorFrom(typed, invoice.currency);
  const wrong = typed.trim() === "" ? null : wrongAmount(minor, left, invoice.currency);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (minor === null || wrong !== null) return;
    giving.mutate(
      { params: { id: invoice.id, lineId: line.id }, body: { amountMinor: minor, reason } },
      {
        onSuccess: ({ id }) => {
          onClose();
          void navigate({ to: "/invoices/$id", params: { id } });
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={`Goodwill on ${line.title}`}>
      <form className={styles["form"]} onSubmit={submit} aria-label="Goodwill">
        <p className={styles["soft"]}>
          A credit note is posted at once. The days stay covered; of this line{" "}
          {moneyWords({ minor: left, currency: invoice.currency })} is left to give.
        </p>
        <TextInput
          label={`Amount before tax, in ${invoice.currency}`}
          required
          inputMode="decimal"
          data-autofocus
          value={typed}
          error={wrong}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Textarea
          label="Why"
          description="It stands on the credit note"
          required
          autosize
          minRows={2}
          maxLength={1000}
          dir="auto"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {giving.error && <ProblemNotice error={giving.error} doing="writing" />}
        <div className={styles["formActions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={giving.isPending} disabled={minor === null || wrong !== null || reason.trim() === ""}>
            Post credit note
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function wrongAmount(minor: string | null, left: string, currency: string): string | null {
  if (minor === null || BigInt(minor) === 0n) return "Write an amount, such as 25.00.";
  return BigInt(minor) > BigInt(left) ? `At most ${moneyWords({ minor: left, currency })} is left of this line.` : null;
}
