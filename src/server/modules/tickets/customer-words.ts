/** What a customer writes: on which ticket it is heard, and what covers a ticket that it reopens. For want of cover nothing of it is refused. */

import type { TicketStatus } from "#api/tickets.ts";
import type { Context } from "#platform/context.ts";
import { say } from "./acts.ts";
import { parted, reopenedAnew } from "./decided.ts";
import { actOf } from "./hold.ts";
import { canDraw } from "./ledger.ts";
import { decideForNow } from "./redecide.ts";
import { type Acted, lockTickets, selectContactName, selectNumbers } from "./store.ts";
import { type Act, type InHand, told } from "./ticket.ts";

type Words = { readonly body: string; readonly status?: TicketStatus | undefined };

/**
 * A customer's words on a ticket in hand, or on the one in which its matter goes on, which then says where they come from. What they
 * reopen draws again what it had drawn, or, where that is no longer there, is decided anew as of now (ALW4, ENT11). Throws `refused`
 * (TIC3) where it was closed or cancelled too long ago, and for a status that is not open to it.
 */
export async function hear(ctx: Context, on: InHand, words: Words): Promise<Acted> {
  const before = await goingOn(ctx, on);
  const act = { ...actOf(ctx, before), authorName: await nameOf(ctx, on) };
  const open = before.ticket.mergedInto === null ? before : parted(before, act);
  const heard = say(open, "customer_reply", words.body, words.status, act);
  const after = (await canDraw(ctx, { before, after: heard })) ? heard : await heardAnew(ctx, open, words, act);
  return { before, after: before === on ? after : told(after, await whence(ctx, on), act) };
}

/**
 * The ticket in which its matter goes on, through however many it was merged into. What went to another account is not a customer's to
 * write on: then it is the last of their own.
 */
async function goingOn(ctx: Context, on: InHand): Promise<InHand> {
  const passed = new Set<string>();
  let last = on;
  while (last.ticket.mergedInto !== null && !passed.has(last.ticket.id)) {
    passed.add(last.ticket.id);
    const { mergedInto: id, accountId } = last.ticket;
    const [next] = await lockTickets(ctx.tx, [{ id }], accountId ?? undefined);
    if (next === undefined) break;
    last = next.inHand;
  }
  return last;
}

/** Held by the policy it waits as a new one, whatever status was meant. */
async function heardAnew(ctx: Context, open: InHand, { body, status }: Words, act: Act): Promise<InHand> {
  const anew = await decideForNow(ctx, open.ticket);
  const { standing } = anew;
  const standingNow = { ...open, ticket: { ...open.ticket, ...standing } };
  const heard = say(standingNow, "customer_reply", body, standing.held === null ? status : undefined, act);
  return reopenedAnew(heard, anew, act, ctx.newId);
}

async function whence(ctx: Context, { ticket: { id } }: InHand): Promise<string> {
  const numbers = await selectNumbers(ctx.tx, [id]);
  return `Written on T-${numbers.get(id)}, which was merged into this ticket.`;
}

/** The customer's own name, also where somebody of the desk enters what they said. */
async function nameOf({ actor, tx }: Context, { ticket: { contactId } }: InHand): Promise<string> {
  if (actor.role === "contact") return actor.name;
  const name = contactId === null ? undefined : await selectContactName(tx, contactId);
  return name ?? "The customer";
}
