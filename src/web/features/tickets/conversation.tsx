import { IconCornerUpLeft, IconInfoCircle, IconLock, IconMessage } from "@tabler/icons-react";
import { useState } from "react";
import { When } from "#web/ui/format/when.tsx";
import { plural } from "#web/ui/format/words.ts";
import styles from "./conversation.module.css";
import { inTurns, type Message } from "./in-turns.ts";

type Words = Exclude<Message["kind"], "event">;

const looks: Record<Words, { readonly label: string; readonly icon: typeof IconLock }> = {
  description: { label: "reported", icon: IconMessage },
  customer_reply: { label: "said, as the customer", icon: IconMessage },
  reply: { label: "replied to the customer", icon: IconCornerUpLeft },
  notice: { label: "told the customer about their cover", icon: IconInfoCircle },
  note: { label: "internal note: the customer does not see this", icon: IconLock },
};

/** The conversation in its order. Replies, the customer's words and notes differ in place, colour, border, icon and words. */
export function Conversation({ messages }: { messages: readonly Message[] }) {
  return (
    <ol className={styles["conversation"]} aria-label="Conversation">
      {inTurns(messages).map((turn) =>
        turn.kind === "words" ? (
          <Said key={turn.message.id} message={turn.message} kind={turn.message.kind as Words} />
        ) : (
          <Events key={turn.events[0]?.id} events={turn.events} />
        ),
      )}
    </ol>
  );
}

function Said({ message, kind }: { message: Message; kind: Words }) {
  const { label, icon: Icon } = looks[kind];
  return (
    <li className={styles["said"]} data-kind={kind} id={message.id}>
      <article aria-label={`${message.authorName} ${label}`}>
        <header className={styles["head"]}>
          <Icon size={16} aria-hidden />
          <strong>{message.authorName}</strong>
          <span className={styles["label"]}>{label}</span>
          <span className={styles["when"]}>
            <When at={message.at} as="relative" />
          </span>
        </header>
        <div className={styles["body"]} dir="auto">
          {message.body}
        </div>
      </article>
    </li>
  );
}

/** As many events as are told in full; of more only the last is, until they are unfolded. */
const TOLD = 2;

function Events({ events }: { events: readonly Message[] }) {
  const [open, setOpen] = useState(events.length <= TOLD);
  const shown = open ? events : events.slice(-1);
  return (
    <li className={styles["events"]}>
      {!open && (
        <button type="button" className={styles["more"]} onClick={() => setOpen(true)}>
          {plural(events.length - 1, "earlier change")}
        </button>
      )}
      {shown.map((event) => (
        <p key={event.id}>
          <When at={event.at} as="relative" />, {event.authorName}: {event.body}
        </p>
      ))}
    </li>
  );
}
