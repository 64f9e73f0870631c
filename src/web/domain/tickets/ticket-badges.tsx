import { IconShieldCheck, IconShieldQuestion, IconShieldX } from "@tabler/icons-react";
import type { TicketRow, TicketStatus } from "#api/tickets.ts";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { Badge, type BadgeTone } from "#web/ui/badge/badge.tsx";
import styles from "./ticket-badges.module.css";

const statusTones: Record<TicketStatus, BadgeTone> = {
  new: "accent",
  on_hand: "accent",
  waiting_customer: "caution",
  waiting_vendor: "caution",
  solved: "good",
  closed: "quiet",
};

/** A ticket's status as a word and a colour. */
export function TicketStatusBadge({ status }: { status: TicketStatus }) {
  return <Badge tone={statusTones[status]}>{ticketStatusNames[status]}</Badge>;
}

export const outcomeNames: Record<TicketRow["outcome"], string> = {
  entitled: "Covered",
  not_entitled: "Not covered",
  undecided: "Undecided",
};

const outcomeIcons = { entitled: IconShieldCheck, not_entitled: IconShieldX, undecided: IconShieldQuestion };

/** Whether its ticket is covered, in words and shape, and by which plan. */
export function CoverBadge({ outcome, plan }: Pick<TicketRow, "outcome" | "plan">) {
  const Icon = outcomeIcons[outcome];
  return (
    <span className={styles["cover"]} data-outcome={outcome}>
      <Icon size={18} stroke={1.75} aria-hidden />
      {outcomeNames[outcome]}
      {plan && <span className={styles["plan"]}>{plan}</span>}
    </span>
  );
}
