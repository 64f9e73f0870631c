import { Button, NativeSelect, Tabs, Textarea } from "@mantine/core";
import { IconCornerUpLeft, IconLock, IconMessage } from "@tabler/icons-react";
import { useRef, type FormEvent, type KeyboardEvent } from "react";
import { maxMessageLength, ticketStatus, type Ticket, type TicketStatus } from "#api/tickets.ts";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { modKey, useKeys } from "#web/ui/keys/use-keys.ts";
import styles from "./composer.module.css";
import { isDone, nextOf, type Standing } from "./next-of.ts";
import { useDraft, type Draft } from "./use-draft.ts";
import { useSaying } from "./use-saying.ts";

const kinds = {
  reply: { tab: "Reply", hint: "Write to the customer", send: "Send reply", icon: IconCornerUpLeft },
  note: { tab: "Internal note", hint: "For colleagues only: the customer never sees this", send: "Leave note", icon: IconLock },
  customer_reply: {
    tab: "Customer said",
    hint: "What the customer said, by phone for instance",
    send: "Record it",
    icon: IconMessage,
  },
} as const;

/** Where a reply, a note or the customer's words are written; the status may change in the same step. Nothing written is lost before it is sent. */
export function Composer({ ticket }: { ticket: Ticket }) {
  const [kept, keep, clear] = useDraft(ticket.id);
  const { send, isPending, error } = useSaying(ticket, clear);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = fitting(kept, ticket);
  const { hint, send: sendWords } = kinds[draft.kind];
  const begin = (kind: Draft["kind"]) => () => {
    keep({ ...draft, kind });
    field.current?.focus();
  };
  useKeys({ r: begin("reply"), n: begin("note") });
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    send(draft);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
    if (event.key === "Escape") field.current?.blur();
  };
  return (
    <form className={styles["composer"]} data-kind={draft.kind} onSubmit={submit} aria-label="Write">
      <Tabs value={draft.kind} onChange={(kind) => keep({ ...draft, kind: kind as Draft["kind"] })}>
        <Tabs.List>
          {Object.entries(kinds).map(([kind, { tab, icon: Icon }]) => (
            <Tabs.Tab
              key={kind}
              value={kind}
              disabled={kind === "reply" && ticket.status === "closed"}
              leftSection={<Icon size={16} aria-hidden />}
            >
              {tab}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={draft.kind} className={styles["panel"]}>
          <Textarea
            ref={field}
            aria-label={hint}
            placeholder={hint}
            dir="auto"
            autosize
            minRows={4}
            maxRows={18}
            maxLength={maxMessageLength}
            value={draft.body}
            onChange={(event) => keep({ ...draft, body: event.currentTarget.value })}
            onKeyDown={onKeyDown}
          />
          {error && <ProblemNotice error={error} doing="writing" />}
          <div className={styles["foot"]}>
            {ticket.mergedInto === null ? (
              <StatusAfter draft={draft} ticket={ticket} onChange={(status) => keep({ ...draft, status })} />
            ) : (
              draft.kind === "customer_reply" && (
                <p className={styles["follows"]}>It is heard on {ticket.mergedInto.number}, where this goes on.</p>
              )
            )}
            <Button type="submit" loading={isPending} disabled={draft.body.trim() === ""}>
              {sendWords}
              <kbd className={styles["key"]} aria-hidden>
                {modKey} ↵
              </kbd>
            </Button>
          </div>
        </Tabs.Panel>
      </Tabs>
    </form>
  );
}

/** The draft as the ticket now allows it: nobody replies on a closed ticket, and a status that is no longer open to it is left out. */
function fitting(draft: Draft, ticket: Standing): Draft {
  const { status } = ticket;
  const kind = draft.kind === "reply" && status === "closed" ? "note" : draft.kind;
  const after = draft.status && nextOf(ticket).includes(draft.status) ? draft.status : undefined;
  return { kind, body: draft.body, ...(after && { status: after }) };
}

type StatusAfterProps = {
  readonly draft: Draft;
  readonly ticket: Standing;
  readonly onChange: (status: TicketStatus | undefined) => void;
};

/** What the status will be once it is sent: said beforehand also where it follows by itself. */
function StatusAfter({ draft, ticket, onChange }: StatusAfterProps) {
  const itself = byItself(draft.kind, ticket);
  return (
    <NativeSelect
      size="sm"
      label="Status afterwards"
      classNames={{ root: styles["status"] ?? "", label: styles["statusLabel"] ?? "" }}
      data={[
        { value: "", label: ticketStatusNames[itself] },
        ...nextOf(ticket)
          .filter((next) => next !== itself)
          .map((next) => ({ value: next, label: ticketStatusNames[next] })),
      ]}
      value={draft.status === itself ? "" : (draft.status ?? "")}
      onChange={(event) => onChange(ticketStatus.safeParse(event.currentTarget.value).data)}
    />
  );
}

/** The status that follows without anybody choosing: an answered ticket is no longer new, a customer who writes is no longer waited for. */
function byItself(kind: Draft["kind"], { status, held }: Standing): TicketStatus {
  const begun = held === null ? "on_hand" : "new";
  if (kind === "reply" && status === "new") return begun;
  if (kind === "customer_reply" && (status === "waiting_customer" || isDone(status))) return begun;
  return status;
}
