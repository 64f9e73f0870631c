import { Button, Modal, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { changeBillingSettings, getBillingSettings, type BillingSettings } from "#api/billing.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { FactList } from "#web/ui/facts/fact-list.tsx";
import { plural } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./billing.module.css";

/** Who issues the documents, as printed on those to come. */
export function IssuerPanel() {
  const { data, error, refetch } = useQuery(read(getBillingSettings, {}));
  const [isChanging, setChanging] = useState(false);
  const mayChange = useMay("billing.run");
  if (!data) return error && <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Section
      title="Printed on every document"
      aside={
        mayChange && (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      <FactList
        facts={[
          ["Issued by", data.name],
          ["Address", <Lines key="address" text={data.address} />],
          ["Tax number", data.taxNumber || "–"],
          ["To be paid to", <Lines key="payment" text={data.paymentDetails} />],
          ["Payable within", plural(data.paymentDays, "day")],
          ["Dated by the calendar of", data.timeZone],
        ]}
      />
      {data.address === "" && (
        <Notice tone="caution" title="The next documents bear no address">
          {mayChange ? "Say who issues them before you bill." : "Finance says who issues them."}
        </Notice>
      )}
      {isChanging && <IssuerForm settings={data} onClose={() => setChanging(false)} />}
    </Section>
  );
}

const Lines = ({ text }: { text: string }) => <span className={styles["lines"]}>{text || "–"}</span>;

function IssuerForm({ settings, onClose }: { settings: BillingSettings; onClose: () => void }) {
  const [draft, setDraft] = useState(settings);
  const writing = useWrite(changeBillingSettings, { stale: [getBillingSettings] });
  const put = (changes: Partial<BillingSettings>): void => setDraft({ ...draft, ...changes });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    writing.mutate({ body: draft }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title="Printed on every document" size="lg">
      <form className={styles["form"]} onSubmit={submit} aria-label="Printed on every document">
        <p className={styles["soft"]}>Documents that are posted stay as they are.</p>
        <TextInput
          label="Issued by"
          required
          maxLength={200}
          dir="auto"
          data-autofocus
          value={draft.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <Textarea
          label="Address"
          autosize
          minRows={3}
          maxLength={1000}
          dir="auto"
          value={draft.address}
          onChange={(event) => put({ address: event.currentTarget.value })}
        />
        <TextInput
          label="Tax number"
          maxLength={100}
          value={draft.taxNumber}
          onChange={(event) => put({ taxNumber: event.currentTarget.value })}
        />
        <Textarea
          label="To be paid to"
          description="Bank and account, as the customer needs them"
          autosize
          minRows={2}
          maxLength={1000}
          dir="auto"
          value={draft.paymentDetails}
          onChange={(event) => put({ paymentDetails: event.currentTarget.value })}
        />
        <div className={styles["pair"]}>
          <NumberInput
            label="Payable within days"
            size="md"
            required
            min={0}
            max={365}
            allowDecimal={false}
            value={draft.paymentDays}
            onChange={(days) => put({ paymentDays: Number(days) })}
          />
          <TextInput
            label="Dated by the calendar of"
            description="A time zone, such as Europe/Paris"
            inputWrapperOrder={["label", "input", "description", "error"]}
            required
            maxLength={100}
            value={draft.timeZone}
            onChange={(event) => put({ timeZone: event.currentTarget.value })}
          />
        </div>
        {writing.error && <ProblemNotice error={writing.error} doing="writing" />}
        <div className={styles["formActions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={writing.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
