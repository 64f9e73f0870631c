import type { Ticket } from "#api/tickets.ts";
import type { About } from "./use-redecision.ts";

/** What a ticket is about, whole. */
export type AboutDraft = Required<{ [Key in keyof About]: Exclude<About[Key], undefined> }>;

/** The ticket as it is. */
export const draftOf = ({ accountId, contactId, assetId, productId, channel, severity }: Ticket): AboutDraft => ({
  accountId,
  contactId,
  assetId,
  productId,
  channel,
  severity,
});

/** Another account leaves its people and assets behind; an asset tells its own product. */
export function withChange(draft: AboutDraft, change: Partial<AboutDraft>): AboutDraft {
  const isOtherAccount = change.accountId !== undefined && change.accountId !== draft.accountId;
  return { ...draft, ...(isOtherAccount && { contactId: null, assetId: null }), ...change };
}

/** What of it differs from the ticket as it is: what is sent. */
export function changesOf(ticket: Ticket, draft: AboutDraft): About {
  const before = draftOf(ticket);
  const names = Object.keys(before) as (keyof AboutDraft)[];
  const changed = names.filter((name) => draft[name] !== before[name] && !(name === "productId" && draft.assetId !== null));
  return Object.fromEntries(changed.map((name) => [name, draft[name]]));
}
