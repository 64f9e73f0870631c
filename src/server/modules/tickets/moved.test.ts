import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, type TestContextOptions } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant } from "#test/support/granting.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import * as tickets from "./tickets.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const opening = "2026-03-10T10:00:00Z";
const later = "2026-03-10T11:00:00Z";
const moving = "2026-03-10T11:30:00Z";
const afterwards = "2026-03-10T12:00:00Z";

function at<T>(now: string, act: (ctx: Context) => Promise<T>, options: TestContextOptions = {}): Promise<T> {
  return inTestTransaction(database, { role: "agent", now, ...options }, act);
}

const open = (input: Partial<tickets.OpenTicket>): Promise<Ticket> =>
  at(opening, (ctx) =>
    tickets.openTicket(ctx, { question: {}, subject: "It is slow", description: "", channel: "phone", severity: 2, ...input }),
  );
const change = ({ id, revision }: Ticket, asked: tickets.ChangeTicket): Promise<Ticket> =>
  at(moving, (ctx) => tickets.changeTicket(ctx, id, revision, asked));

describe("a ticket that goes to another account", () => {
  const seenBy = (accountId: string, { id }: Ticket) =>
    at(afterwards, (ctx) => tickets.getTicket(ctx, id), { role: "contact", accountId });

  test("ENT11: with its cover kept, its new account reads nothing of what the account of before has", async () => {
    const [from, to] = [await grant(database, []), await grant(database, [])];
    const ticket = await open({ question: { account: from.contractNumber }, channel: "email" });
    await change(ticket, { accountId: to.accountId, cover: "keep" });
    const seen = await seenBy(to.accountId, ticket);
    for (const secret of [from.contractNumber, from.accountId, from.contractId, from.planId])
      expect(JSON.stringify(seen)).not.toContain(secret);
    expect(seen).toMatchObject({
      outcome: "entitled",
      plan: null,
      contractNumber: null,
      decision: { candidates: [], account: null },
    });
    expect(seen.targets.length).toBeGreaterThan(0);
    const list = await at(
      later,
      (ctx) => tickets.listTickets(ctx, { status: "open", assignee: "anybody", sort: "newest", limit: 10 }),
      { role: "contact", accountId: to.accountId },
    );
    expect(list.rows).toMatchObject([{ id: ticket.id, plan: null }]);
  });

  test("ENT11: its contact reads what was said since it is theirs, and the desk all of it", async () => {
    const [from, to] = [await grant(database, []), await grant(database, [])];
    const ticket = await open({ question: { account: from.contractNumber }, channel: "email", description: "The secret plant" });
    const said = await at(later, (ctx) => tickets.addMessage(ctx, ticket.id, { kind: "reply", body: "We look into the plant" }));
    const moved = await change(said, { accountId: to.accountId, cover: "switch" });
    await at(afterwards, (ctx) => tickets.addMessage(ctx, moved.id, { kind: "reply", body: "Now with you" }));
    const words = async (accountId: string) => (await seenBy(accountId, ticket)).messages.map(({ body }) => body).join("\n");
    expect(await words(to.accountId)).toContain("Now with you");
    expect(await words(to.accountId)).not.toContain("plant");
    const desk = await at(afterwards, (ctx) => tickets.getTicket(ctx, ticket.id));
    expect(desk.messages.map(({ body }) => body)).toEqual(expect.arrayContaining(["The secret plant", "We look into the plant"]));
  });

  test("TIC5: what was merged into it is the other account's, and it is not theirs any more", async () => {
    const [from, to] = [await grant(database, []), await grant(database, [])];
    const about = { question: { account: from.contractNumber }, channel: "email" } as const;
    const [one, other] = [await open(about), await open(about)];
    await at(later, (ctx) => tickets.mergeTicket(ctx, one.id, other.id));
    expect(await seenBy(from.accountId, other)).toMatchObject({ merged: [{ id: one.id }] });
    const both = await at(afterwards, (ctx) => tickets.getTicket(ctx, other.id));
    await change(both, { accountId: to.accountId, cover: "switch" });
    expect(await seenBy(to.accountId, other)).toMatchObject({ merged: [] });
    expect(await seenBy(from.accountId, one)).toMatchObject({ status: "closed", mergedInto: null });
    expect(await at(afterwards, (ctx) => tickets.getTicket(ctx, other.id))).toMatchObject({ merged: [{ id: one.id }] });
  });
});
