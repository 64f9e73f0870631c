import type { BodyOf } from "#api/endpoint.ts";
import type { changeTicket, Ticket } from "#api/tickets.ts";
import { channelName, severityNames } from "#web/domain/channel-words.ts";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { plural } from "#web/ui/format/words.ts";

export type Change = BodyOf<typeof changeTicket>;
type Seen = Pick<Ticket, "status" | "severity" | "subject" | "assigneeName" | "messages">;

/** What somebody else did to a ticket since it was seen, a sentence each. */
export function changesBetween(before: Seen, now: Seen): string[] {
  const words = (seen: Seen) => seen.messages.filter(({ kind }) => kind !== "event").length;
  const written = words(now) - words(before);
  return [
    before.status === now.status ? "" : `Its status is now: ${ticketStatusNames[now.status]}.`,
    before.severity === now.severity ? "" : `Its severity is now: ${severityNames[now.severity]}.`,
    before.assigneeName === now.assigneeName ? "" : `${now.assigneeName ?? "Nobody"} has it now.`,
    before.subject === now.subject ? "" : `Its subject is now: ${now.subject}.`,
    written > 0 ? `${plural(written, "message")} came.` : "",
  ].filter((sentence) => sentence !== "");
}

/** What a change would have done: "severity 1 · Critical". */
export function changeWords({ status, severity, subject, assignee, ...about }: Change): string {
  return [
    status === undefined ? "" : `status ${ticketStatusNames[status]}`,
    severity === undefined ? "" : `severity ${severityNames[severity]}`,
    about.channel === undefined ? "" : `channel ${channelName(about.channel)}`,
    about.accountId === undefined ? "" : "another account",
    about.contactId === undefined ? "" : "another contact",
    about.assetId === undefined ? "" : "another asset",
    about.productId === undefined ? "" : "another product",
    subject === undefined ? "" : `subject “${subject}”`,
    assignee === undefined ? "" : assignee === null ? "giving it back" : "taking it",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
