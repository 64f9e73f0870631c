import { Button, Drawer, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import type { DecisionReply } from "#api/entitlements.ts";
import { listTickets, openTicket } from "#api/tickets.ts";
import { channel as channelSchema, severity as severitySchema } from "#api/values.ts";
import { channelName, severityNames } from "#web/domain/channel-words.ts";
import { askedOf, type QuestionSearch } from "#web/domain/question/question-search.ts";
import { handledWords } from "#web/domain/policy/handling-words.ts";
import { decisionRead } from "#web/domain/verdict/decision-read.ts";
import { VerdictIcon } from "#web/domain/verdict/verdict-icon.tsx";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import styles from "./open-ticket.module.css";

type Props = {
  readonly onClose: () => void;
  readonly decision: DecisionReply;
  readonly search: QuestionSearch;
  /** A customer asks for themselves: how and by whom is known. */
  readonly isOwn: boolean;
};

/** Opens a ticket from the verdict: what is known is filled in, the subject has the focus. */
export function OpenTicketDrawer({ onClose, ...asked }: Props) {
  return (
    <Drawer opened onClose={onClose} position="right" size="34rem" title="Open ticket" transitionProps={{ duration: 120 }}>
      <TicketForm {...asked} onClose={onClose} />
    </Drawer>
  );
}

/** What people call in with most often, where the question does not say. */
const USUAL_CHANNEL = "phone";
const USUAL_SEVERITY = 3;

function TicketForm({ decision, search, isOwn, onClose }: Props) {
  const [subject, setSubject] = useState("");
  const [description, setDescription] = useState("");
  const [channel, setChannel] = useState(search.channel ?? USUAL_CHANNEL);
  const [severity, setSeverity] = useState(search.severity ?? USUAL_SEVERITY);
  const [email, setEmail] = useState(search.email ?? (isOwn ? "" : (decision.contact?.email ?? "")));
  const navigate = useNavigate();
  const opening = useWrite(openTicket, { stale: [listTickets] });
  const { at: _at, knownAt: _knownAt, ...question } = askedOf({ ...search, channel, severity, email: email.trim() || undefined });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    opening.mutate(
      { body: { question, subject, description, channel, severity } },
      { onSuccess: (ticket) => void navigate({ to: "/tickets/$id", params: { id: ticket.number } }) },
    );
  };
  return (
    <form className={styles["form"]} onSubmit={submit} aria-label="Open ticket">
      <p className={styles["about"]}>
        {[decision.subject?.serial ?? decision.subject?.tag, decision.subject?.productName, decision.account?.name]
          .filter(Boolean)
          .join(" · ") || "Nobody and nothing known yet"}
      </p>
      <TextInput
        label="Subject"
        required
        maxLength={300}
        data-autofocus
        dir="auto"
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label="What is the problem?"
        dir="auto"
        autosize
        minRows={4}
        maxRows={14}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <div className={styles["pair"]}>
        {!isOwn && (
          <NativeSelect
            label="Channel"
            data={channelSchema.options.map((value) => ({ value, label: channelName(value) }))}
            value={channel}
            onChange={(event) => setChannel(channelSchema.parse(event.currentTarget.value))}
          />
        )}
        <NativeSelect
          label="Severity"
          data={Object.entries(severityNames).map(([value, label]) => ({ value, label }))}
          value={String(severity)}
          onChange={(event) => setSeverity(severitySchema.parse(Number(event.currentTarget.value)))}
        />
      </div>
      {!isOwn && (
        <TextInput label="Caller’s e-mail" type="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      )}
      <AsAsked question={question} />
      {opening.error && <ProblemNotice error={opening.error} doing="writing" />}
      <div className={styles["actions"]}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={opening.isPending}>
          Open ticket
        </Button>
      </div>
    </form>
  );
}

/** The verdict on the ticket as it stands in the form, and what becomes of it after a no: channel, severity and caller may change it. */
function AsAsked({ question }: { question: Parameters<typeof decisionRead>[0] }) {
  const { data } = useQuery(decisionRead(question));
  if (!data) return <div className={styles["verdict"]} />;
  const { tone, headline, detail } = verdictWords(data);
  return (
    <div className={styles["verdict"]} data-tone={tone} role="status">
      <VerdictIcon tone={tone} size={26} />
      <div>
        <p className={styles["headline"]}>{headline}</p>
        <p className={styles["detail"]}>{detail}</p>
        {data.handling && <p className={styles["handling"]}>{handledWords(data.handling)}</p>}
      </div>
    </div>
  );
}
