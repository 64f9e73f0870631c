/** What people decided about tickets: which contract it is, that one is let through, that two are one matter, that nothing is left. */

import * as allowances from "#modules/allowances/allowances.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import type { Context } from "#platform/context.ts";
import type { Actor } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { savepoint } from "#platform/savepoint.ts";
import type { Customer, Draw } from "./estate.ts";
import type { Matter } from "./matters.ts";
import type { People } from "./people.ts";

/** A ticket that was lived through, and what it is there to show, if anything. */
export type Lived = tickets.Acted & {
  readonly shows?: Matter["shows"] | undefined;
  /** What it is about, whether or not the caller said so. */
  readonly serial: string;
};

type Present = { readonly lived: readonly Lived[]; readonly customers: readonly Customer[]; readonly people: People };

/** Held tickets are let through or wait; what nobody had said is found out; those that are there to show something, show it. */
export async function decideByHand(ctx: Context, { now }: Draw, { lived, customers, people }: Present): Promise<void> {
  const desk = { ...ctx, actor: agent(people), now: now.subtract({ minutes: 50 }) };
  const held = lived.filter(({ after }) => after.ticket.held !== null && isBefore(after.ticket.openedAt, desk.now));
  for (const [index, { after }] of held.entries()) {
    const { id, openedAt } = after.ticket;
    const at = openedAt.add({ hours: 3 });
    await answerHeld({ ...desk, now: isBefore(at, desk.now) ? at : desk.now }, people, { id, index });
  }
  await findAssets(desk, lived, customers);
  const shown = (what: Matter["shows"]) => lived.flatMap(({ after, shows }) => (shows === what ? [after.ticket.id] : []));
  const [settled] = shown("two_contracts");
  if (settled !== undefined) await settle(desk, settled);
  const [first, second] = shown("told_twice");
  if (first !== undefined && second !== undefined) await tickets.mergeTicket(desk, second, first);
  for (const id of shown("withdrawn"))
    await tickets.addMessage(desk, id, { kind: "note", body: "They found it themselves.", status: "cancelled" });
}

/** Hours that a caller is given to say which of their devices it is about. */
const hoursToSay = 48;

/** Whoever did not say which of their assets it is about has said so since. */
async function findAssets(ctx: Context, lived: readonly Lived[], customers: readonly Customer[]): Promise<void> {
  const assets = new Map(customers.flatMap((customer) => customer.assets).map(({ serial, id }) => [serial, id]));
  for (const { after, serial, shows } of lived) {
    const { id, outcome, openedAt, changedAt, revision } = after.ticket;
    const isNew = isBefore(ctx.now.subtract({ hours: hoursToSay }), openedAt);
    if (outcome !== "undecided" || shows !== undefined || isNew) continue;
    const at = isBefore(ctx.now, changedAt) ? ctx.now : changedAt;
    await changeOrKeep({ ...ctx, now: at }, { id, revision, assetId: assets.get(serial)! });
  }
}

type FoundAsset = { readonly id: string; readonly revision: number; readonly assetId: string };

/** As a person would: where what covers the asset has nothing left by now, the ticket keeps the cover that it has. */
async function changeOrKeep(ctx: Context, { id, revision, assetId }: FoundAsset): Promise<void> {
  const undo = await savepoint(ctx);
  try {
    await tickets.changeTicket(ctx, id, revision, { assetId, cover: "switch" });
  } catch (error) {
    if (!(error instanceof Problem) || error.extra["rule"] !== "ALW3") throw error;
    await undo();
    await tickets.changeTicket(ctx, id, revision, { assetId, cover: "keep" });
  }
}

type Held = { readonly id: string; readonly index: number };

async function answerHeld(ctx: Context, { manager }: People, { id, index }: Held): Promise<void> {
  if (index % 3 === 0) {
    await tickets.overrideTicket({ ...ctx, actor: manager }, id, "Their renewal is signed and on its way to us");
    await tickets.addMessage(ctx, id, { kind: "reply", body: "We have it in hand now, and write as soon as we know more." });
  } else if (index % 3 === 1) {
    const body = "May our renewals team send you what it would cost to have this covered?";
    await tickets.addMessage(ctx, id, { kind: "reply", body, status: "waiting_customer" });
  }
}

/** Under the contract for support: nobody has asked for work on site. */
async function settle(ctx: Context, id: string): Promise<void> {
  const { decision } = await tickets.getTicket(ctx, id);
  const support = decision.candidates.find(({ service, ruledOutBy }) => service === "support" && ruledOutBy === null);
  if (decision.outcome !== "undecided" || !support?.coverageId) return;
  const reason = "They ask for help by e-mail, not for somebody to come";
  await tickets.chooseCover(ctx, id, { coverageId: support.coverageId, reason });
}

function agent({ agents }: People): Actor {
  return { kind: "user", ...agents[0]!, role: "agent", accountId: null, contactId: null };
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0;

/** What part of an allowance was used up in the system that this desk had before, in percent: those most drawn on, in their order. */
const usedBefore = [100, 86] as const;

/** The most used allowances of tickets: one has nothing left, one little, and one was topped up. By finance, at the end. */
export async function correctAllowances(ctx: Context, customers: readonly Customer[], finance: Actor): Promise<void> {
  const by = { ...ctx, actor: finance };
  const all = [];
  for (const { account } of customers) all.push(...(await allowances.accountAllowances(by, account.id)));
  const used = all.flatMap((balance) => {
    const [bucket] = balance.buckets;
    const lot = bucket?.lots.find(({ kind }) => kind === "period");
    return balance.unit === "tickets" && bucket && lot && bucket.consumed > 1 ? [{ balance, bucket, lot }] : [];
  });
  used.sort((a, b) => b.bucket.consumed - a.bucket.consumed || (a.balance.contractNumber < b.balance.contractNumber ? -1 : 1));
  for (const [index, { balance, bucket, lot }] of used.slice(0, usedBefore.length).entries()) {
    const granted = Math.floor((bucket.consumed * 100) / usedBefore[index]!);
    const quantity = -Math.max(0, bucket.granted - granted);
    const reason = "Used before the tickets of the former system were taken over";
    if (quantity < 0) await allowances.adjustAllowance(by, { ...balance, lot: lot.id, quantity, reason });
  }
  const topped = used[usedBefore.length];
  if (topped === undefined) return;
  const { balance, bucket } = topped;
  await allowances.topUpAllowance(by, { ...balance, bucket: bucket.key, quantity: 10, reason: "Ten more, bought by e-mail" });
}
