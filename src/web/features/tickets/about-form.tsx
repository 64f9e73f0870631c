import { Button, Modal, NativeSelect, Radio } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Ticket } from "#api/tickets.ts";
import { channel as channelSchema, severity as severitySchema } from "#api/values.ts";
import { channelName, severityNames } from "#web/domain/channel-words.ts";
import { AccountChoice, AssetChoice, ContactChoice, ProductChoice } from "#web/domain/choices/register-choices.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { changesOf, draftOf, withChange, type AboutDraft } from "./about-draft.ts";
import styles from "./about-form.module.css";
import { Redecided } from "./redecided.tsx";
import { useRedecision, type Redecision } from "./use-redecision.ts";
import type { TicketChanges } from "./use-ticket-change.ts";

type Props = {
  readonly ticket: Ticket;
  readonly changes: TicketChanges;
  /** What is changed already when it opens. */
  readonly begun: Partial<AboutDraft>;
  readonly onClose: () => void;
};

type Cover = "keep" | "switch";

/** Changes what a ticket is about. What would be decided is seen before anything is saved (ENT11). */
export function AboutForm({ ticket, changes, begun, onClose }: Props) {
  const [draft, setDraft] = useState(() => withChange(draftOf(ticket), begun));
  const [chosen, setCover] = useState<Cover>();
  const about = changesOf(ticket, draft);
  const isChanged = Object.keys(about).length > 0;
  const { data, error, isPlaceholderData, isFetching } = useRedecision(ticket, about);
  const shown = isChanged ? data : undefined;
  const mustChoose = shown !== undefined && shown.differs && shown.policy === "ask";
  const cover = mustChoose ? chosen : undefined;
  const isReady = shown !== undefined && !isPlaceholderData && !error && (!mustChoose || cover !== undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    changes.change({ ...about, ...(cover && { cover }) });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} size="54rem" title="What it is about">
      <form className={styles["form"]} onSubmit={submit} aria-label="What it is about">
        <Fields draft={draft} onChange={(change) => setDraft(withChange(draft, change))} />
        <div className={styles["outcome"]} data-stale={isPlaceholderData || undefined} aria-live="polite">
          {!isChanged ? (
            <p className={styles["quiet"]}>Change something to see what would be decided. Nothing is saved until you save it.</p>
          ) : error ? (
            <ProblemNotice error={error} />
          ) : shown ? (
            <>
              <Redecided redecision={shown} cover={cover} zone={ticket.decision.account?.timeZone} />
              {mustChoose && <KeepOrSwitch redecision={shown} cover={chosen} onChange={setCover} />}
            </>
          ) : (
            <p className={styles["quiet"]}>Deciding…</p>
          )}
        </div>
        <div className={styles["actions"]}>
          <Button variant="default" onClick={onClose}>
            Leave it as it is
          </Button>
          <Button type="submit" loading={isChanged && isFetching} disabled={!isReady}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type FieldsProps = { readonly draft: AboutDraft; readonly onChange: (change: Partial<AboutDraft>) => void };

function Fields({ draft, onChange }: FieldsProps) {
  return (
    <div className={styles["fields"]}>
      <AccountChoice value={draft.accountId} onChange={(accountId) => onChange({ accountId })} />
      <ContactChoice accountId={draft.accountId} value={draft.contactId} onChange={(contactId) => onChange({ contactId })} />
      <AssetChoice accountId={draft.accountId} value={draft.assetId} onChange={(assetId) => onChange({ assetId })} />
      <ProductChoice
        value={draft.productId}
        disabled={draft.assetId !== null}
        description={draft.assetId === null ? undefined : "As the asset says"}
        onChange={(productId) => onChange({ productId })}
      />
      <NativeSelect
        size="sm"
        label="Channel"
        data={channelSchema.options.map((value) => ({ value, label: channelName(value) }))}
        value={draft.channel}
        onChange={(event) => onChange({ channel: channelSchema.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        size="sm"
        label="Severity"
        data={Object.entries(severityNames).map(([value, label]) => ({ value, label }))}
        value={String(draft.severity)}
        onChange={(event) => onChange({ severity: severitySchema.parse(Number(event.currentTarget.value)) })}
      />
    </div>
  );
}

type KeepOrSwitchProps = {
  readonly redecision: Redecision;
  readonly cover: Cover | undefined;
  readonly onChange: (cover: Cover) => void;
};

/** Asked for where the cover would be another and the policy leaves it to whoever changes the ticket. */
function KeepOrSwitch({ redecision: { before, switched }, cover, onChange }: KeepOrSwitchProps) {
  return (
    <Radio.Group
      label="The cover would be another. Which one holds?"
      value={cover ?? null}
      onChange={(value) => onChange(value === "keep" ? "keep" : "switch")}
    >
      <div className={styles["radios"]}>
        <Radio value="switch" label={`The new one: ${standsBy(switched)}`} />
        <Radio value="keep" label={`The one it had: ${standsBy(before)}`} />
      </div>
    </Radio.Group>
  );
}

const standsBy = ({ outcome, contractNumber, plan }: Redecision["before"]): string =>
  outcome === "entitled"
    ? [contractNumber, plan].filter(Boolean).join(", ") || "covered"
    : outcome === "undecided"
      ? "undecided"
      : "not covered";
