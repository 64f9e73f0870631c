import { VisuallyHidden } from "@mantine/core";
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from "@tabler/icons-react";
import type { Held, TicketRow, TicketStatus } from "#api/tickets.ts";
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
  cancelled: "quiet",
};

/** A ticket's status as a word and a colour. */
export function TicketStatusBadge({ status }: { status: TicketStatus }) {
  return <Badge tone={statusTones[status]}>{ticketStatusNames[status]}</Badge>;
}

/** What a ticket waits for before anybody works on it. */
export const heldNames: Record<Held, string> = { not_covered: "Held: not covered", quote: "Held for a quote" };

export const outcomeNames: Record<TicketRow["outcome"], string> = {
  entitled: "Covered",
  not_entitled: "Not covered",
  undecided: "Undecided",
};

const outcomeIcons = { entitled: IconShieldCheck, not_entitled: IconShieldX, undecided: IconShieldQuestion };

type CoverProps = Pick<TicketRow, "outcome" | "plan"> & {
  /** A covered ticket shows its plan alone: the shape says the rest. */
  readonly isShort?: boolean;
};

/** Whether a ticket is covered, in words and shape, and by which plan. */
export function CoverBadge({ outcome, plan, isShort }: CoverProps) {
  const Icon = outcomeIcons[outcome];
  const byPlanAlone = isShort === true && outcome === "entitled" && plan !== null;
  return (
    <span className={styles["cover"]} data-outcome={outcome}>
      <Icon size={18} stroke={1.75} aria-hidden />
      {byPlanAlone ? <VisuallyHidden>{outcomeNames[outcome]}</VisuallyHidden> : outcomeNames[outcome]}
      {plan && <span className={byPlanAlone ? undefined : styles["plan"]}>{plan}</span>}
    </span>
  );
}
