import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, type TestContextOptions } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, tenTickets } from "#test/support/granting.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import * as tickets from "./tickets.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const opening = "2026-03-10T10:00:00Z";
const later = "2026-03-10T11:00:00Z";

function at<T>(now: string, act: (ctx: Context) => Promise<T>, options: TestContextOptions = {}): Promise<T> {
  return inTestTransaction(database, { role: "agent", now, ...options }, act);
}

/** About an Orbit Ledger of Northgate, asked by a named caller of its Bronze. */
const ledger: tickets.OpenTicket["question"] = { serial: "ORB-77001", email: "juno@northgate.example" };
const open = (question = ledger): Promise<Ticket> =>
  at(opening, (ctx) =>
    tickets.openTicket(ctx, { question, subject: "It is slow", description: "", channel: "portal", severity: 2 }),
  );
const change = ({ id, revision }: Ticket, asked: tickets.ChangeTicket): Promise<Ticket> =>
  at(later, (ctx) => tickets.changeTicket(ctx, id, revision, asked));
const merge = (from: Ticket, into: Ticket): Promise<Ticket> => at(later, (ctx) => tickets.mergeTicket(ctx, from.id, into.id));
const see = ({ id }: Ticket): Promise<Ticket> => at(later, (ctx) => tickets.getTicket(ctx, id));
const writes = ({ id }: Ticket, options: TestContextOptions = {}): Promise<Ticket> =>
  at(later, (ctx) => tickets.addMessage(ctx, id, { kind: "customer_reply", body: "And?" }), options);

/** Three tickets of one matter: the first was merged into the second, and that into the third. */
async function threeOfOne(): Promise<[Ticket, Ticket, Ticket]> {
  const [one, two, three] = [await open(), await open(), await open()];
  await merge(one, two);
  await merge(two, three);
  return [one, two, three];
}

describe("what a customer writes on a merged ticket", () => {
  test("TIC5: it is heard where it goes on, through however many, and says whence", async () => {
    const [one, two, three] = await threeOfOne();
    await change(await see(three), { status: "solved" });
    const heard = await writes(one, { role: "contact", accountId: small.northgate });
    expect(heard).toMatchObject({ id: three.id, status: "on_hand" });
    expect(heard.messages.slice(-3)).toMatchObject([
      { kind: "customer_reply", body: "And?", authorName: "Test contact" },
      { kind: "event", body: "Reopened: it was solved." },
      { kind: "event", body: `Written on ${one.number}, which was merged into this ticket.` },
    ]);
    for (const merged of [one, two]) expect((await see(merged)).messages.map(({ body }) => body)).not.toContain("And?");
    expect((await writes(two)).messages.slice(-2)).toMatchObject([
      { body: "And?", authorName: "Juno Petrov" },
      { body: expect.stringContaining(two.number) },
    ]);
    const note = await at(later, (ctx) => tickets.addMessage(ctx, one.id, { kind: "note", body: "For the record" }));
    expect(note).toMatchObject({ id: one.id, status: "closed" });
  });

  test("TIC5: where what it was merged into was closed too long ago, a new ticket is asked for, as on that one", async () => {
    const [one, , three] = await threeOfOne();
    await change(await change(await see(three), { status: "solved" }), { status: "closed" });
    const late = at("2026-05-10T11:00:00Z", (ctx) => tickets.addMessage(ctx, one.id, { kind: "customer_reply", body: "And?" }));
    await expect(late).rejects.toMatchObject({ code: "refused", extra: { rule: "TIC3" } });
  });

  test("TIC5: tickets that somehow were merged in a circle do not keep a customer's words going round", async () => {
    const [one, two, three] = await threeOfOne();
    await change(await change(await see(three), { status: "solved" }), { status: "closed" });
    await database.db.updateTable("ticket").set({ merged_into: one.id }).where("id", "=", three.id).execute();
    const heard = await writes(two);
    expect(heard).toMatchObject({ status: "on_hand", mergedInto: null });
    expect(heard.messages.map(({ body }) => body)).toContain("And?");
  });

  test("TIC5: where that went to another account it is not theirs to read: the customer's own goes on by itself", async () => {
    const [from, to] = [await grant(database, [tenTickets]), await grant(database, [])];
    const about = { account: from.contractNumber };
    const [one, other] = [await open(about), await open(about)];
    await merge(one, other);
    const moved = await change(await see(other), { accountId: to.accountId, cover: "switch" });
    const left = async () => {
      const { candidates } = await at(later, (ctx) => checkEntitlement(ctx, { account: from.contractNumber }));
      return candidates[0]!.allowances[0]!.left;
    };
    expect(await left()).toBe(10);
    for (const options of [{ role: "contact", accountId: from.accountId } as const, {}]) {
      const heard = await writes(one, options);
      expect(heard).toMatchObject({ id: one.id, status: "on_hand", mergedInto: null, outcome: "entitled" });
      expect(heard.targets.every(({ state }) => state === "running")).toBe(true);
    }
    expect(await left()).toBe(9);
    expect(await see(other)).toMatchObject({ revision: moved.revision, merged: [] });
  });
});
