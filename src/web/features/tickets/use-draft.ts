import { useLocalStorage } from "@mantine/hooks";
import { z } from "zod";
import { ticketStatus } from "#api/tickets.ts";

const draft = z.object({
  kind: z.enum(["reply", "note", "customer_reply"]),
  body: z.string(),
  status: ticketStatus.optional(),
});
export type Draft = z.infer<typeof draft>;

const nothing: Draft = { kind: "reply", body: "" };

/** What is being written on a ticket, kept by this browser until it is sent: a reload, a crash or a failed send loses nothing. */
export function useDraft(ticketId: string): [Draft, (draft: Draft) => void, clear: () => void] {
  const [kept, keep, forget] = useLocalStorage<Draft>({
    key: `ambit.draft.${ticketId}`,
    defaultValue: nothing,
    getInitialValueInEffect: false,
    deserialize: (text) => (text === undefined ? nothing : read(text)),
  });
  return [kept, keep, forget];
}

function read(text: string): Draft {
  try {
    return draft.parse(JSON.parse(text));
  } catch {
    return nothing; // written by another version of the page
  }
}
