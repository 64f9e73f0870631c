import type { Ticket } from "#api/tickets.ts";

export type Message = Ticket["messages"][number];

/** A part of the conversation: somebody's words, or the events that happened between two of them. */
export type Turn =
  | { readonly kind: "words"; readonly message: Message }
  | { readonly kind: "events"; readonly events: readonly Message[] };

/** The conversation in its order, events that follow each other put together. */
export function inTurns(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.kind !== "event") turns.push({ kind: "words", message });
    else if (last?.kind === "events") turns[turns.length - 1] = { kind: "events", events: [...last.events, message] };
    else turns.push({ kind: "events", events: [message] });
  }
  return turns;
}
