import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import { defaultPolicy, type Policy } from "#core/policy/index.ts";
import { listExceptions, listTasks } from "#modules/exceptions/exceptions.ts";
import { changePolicy, getPolicy } from "#modules/policies/policies.ts";
import { addWork, listTicketWork } from "#modules/projects/projects.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testContext, type TestContextOptions } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { counting } from "#test/support/statements.ts";
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

/** About an Orbit Ledger of Northgate: Bronze covers it by e-mail and portal, asked by named callers. */
const ledger: tickets.OpenTicket["question"] = { serial: "ORB-77001", email: "juno@northgate.example" };
const open = (input: Partial<tickets.OpenTicket> = {}): Promise<Ticket> =>
  at(opening, (ctx) =>
    tickets.openTicket(ctx, {
      question: ledger,
      subject: "It is slow",
      description: "",
      channel: "phone",
      severity: 2,
      ...input,
    }),
  );
const change = ({ id, revision }: Ticket, asked: tickets.ChangeTicket, now = later): Promise<Ticket> =>
  at(now, (ctx) => tickets.changeTicket(ctx, id, revision, asked));
const preview = ({ id }: Ticket, to: Parameters<typeof tickets.previewRedecision>[2]) =>
  at(later, (ctx) => tickets.previewRedecision(ctx, id, to));
const decisions = async ({ id }: Ticket) => (await at(later, (ctx) => tickets.listTicketDecisions(ctx, id))).rows;

async function policy(changes: Partial<Policy>): Promise<void> {
  await inTestTransaction(database, { role: "manager" }, async (ctx) => {
    const { version } = await getPolicy(ctx);
    await changePolicy(ctx, version, { policy: { ...defaultPolicy, ...changes }, reason: "a test" });
  });
}

const exceptionsOf = async ({ number }: Ticket) =>
  (await at(later, (ctx) => listExceptions(ctx, { q: number, assignee: "anybody", sort: "newest", limit: 10 }))).rows;
const tasksOf = async ({ id }: Ticket) =>
  (await at(later, (ctx) => listTasks(ctx, { status: "all", assignee: "anybody", limit: 200 }))).rows.filter(
    ({ ticketId }) => ticketId === id,
  );
const work = ({ id }: Ticket) =>
  at(later, (ctx) => addWork(ctx, id, { worker: "me", workedOn: "2026-03-10", minutes: 45, note: "Looked at it" }));
const refusal = (rule: string) => ({ code: "refused", extra: { rule } });

describe("a change of what a ticket is about", () => {
  test("ENT11: from phone to portal after opening it is decided again, as of its opening; both decisions are kept", async () => {
    const ticket = await open();
    expect(ticket).toMatchObject({ outcome: "not_entitled", handling: "advise", held: null, targets: [] });
    const changed = await change(ticket, { channel: "portal", cover: "switch" });
    expect(changed).toMatchObject({
      channel: "portal",
      outcome: "entitled",
      plan: "Bronze",
      contractNumber: "SC-1002",
      handling: null,
    });
    expect(changed.targets[0]).toMatchObject({ name: "first_response", startedAt: opening, state: "running" });
    expect(changed.messages.at(-1)).toMatchObject({ kind: "event", body: "Channel changed from phone to portal." });
    const kept = await decisions(ticket);
    expect(kept.map(({ cause, taken, decision }) => [cause, taken, decision.outcome, decision.at])).toEqual([
      ["opened", true, "not_entitled", opening],
      ["changed", true, "entitled", opening],
    ]);
    expect(kept[1]).toMatchObject({ changes: [{ what: "Channel", from: "phone", to: "portal" }], byName: "Test agent" });
  });

  test("ENT11: it is shown before anything is saved, as a change then decides it", async () => {
    const ticket = await open();
    const shown = await preview(ticket, { channel: "portal" });
    expect(shown).toMatchObject({
      differs: true,
      policy: "ask",
      before: { outcome: "not_entitled", handling: "advise", targets: [] },
      switched: { outcome: "entitled", plan: "Bronze", contractNumber: "SC-1002", handling: null },
      kept: { outcome: "not_entitled", handling: "advise", targets: [] },
    });
    expect(await decisions(ticket)).toHaveLength(1);
    expect(await at(later, (ctx) => tickets.getTicket(ctx, ticket.id))).toEqual({ ...ticket });
    const changed = await change(ticket, { channel: "portal", cover: "switch" });
    expect(shown.switched.targets).toEqual(changed.targets);
  });

  test("ENT11: where cover would be another the policy asks; kept, the ticket stays under it, and the decision is there to read", async () => {
    const ticket = await open({ channel: "portal" });
    await expect(change(ticket, { channel: "phone" })).rejects.toMatchObject({
      ...refusal("ENT11"),
      extra: { errors: [{ pointer: "/body/cover" }] },
    });
    const kept = await change(ticket, { channel: "phone", cover: "keep" });
    expect(kept).toMatchObject({ channel: "phone", outcome: "entitled", plan: "Bronze", decisionId: ticket.decisionId });
    expect(kept.targets).toEqual(ticket.targets);
    expect((await decisions(ticket)).at(-1)).toMatchObject({
      cause: "changed",
      taken: false,
      decision: { outcome: "not_entitled" },
    });
    const graver = await change(kept, { severity: 1, cover: "keep" });
    expect(graver.targets[0]).toMatchObject({ promise: "4 h of working time" });
  });

  test("ENT11: what the policy says without asking is done, whatever is said", async () => {
    await policy({ onRedecision: "switch" });
    const switched = await change(await open({ channel: "portal" }), { channel: "phone", cover: "keep" });
    expect(switched).toMatchObject({ outcome: "not_entitled", handling: "advise" });
    await policy({ onRedecision: "keep" });
    const kept = await change(await open({ channel: "portal" }), { channel: "phone" });
    expect(kept).toMatchObject({ channel: "phone", outcome: "entitled" });
    await policy({});
  });

  test("SLA4: without cover its clocks stand; covered again they go on, without the time between", async () => {
    const ticket = await open({ channel: "portal" });
    const lost = await change(ticket, { channel: "phone", cover: "switch" });
    expect(lost.targets.map(({ state }) => state)).toEqual(["paused", "paused"]);
    expect(lost.nextDue).toBeNull();
    const regained = await change(lost, { channel: "portal", cover: "switch" }, "2026-03-10T13:00:00Z");
    const [before, after] = [ticket, regained].map(({ targets }) => Temporal.Instant.from(targets[0]!.dueAt!));
    expect(after!.since(before!).total("hours")).toBe(2);
  });

  test("ENT11: an asset brings its account and product; a contact of another account stays behind", async () => {
    const ticket = await open({ channel: "portal" });
    const moved = await change(ticket, { assetId: small.p1, cover: "switch" });
    expect(moved).toMatchObject({
      accountId: small.harbor,
      assetId: small.p1,
      productId: small.switch48,
      contactId: null,
      plan: "Silver",
      contractNumber: "SC-1003",
    });
    expect((await decisions(ticket)).at(-1)?.changes.map(({ what, from, to }) => [what, from, to])).toEqual([
      ["Account", "Northgate Logistics", "Harbor Freightways"],
      ["Contact", "Juno Petrov", null],
      ["Asset", "ORB-77001", "HAR-33001"],
      ["Product", "Orbit Ledger", "QFX5120"],
    ]);
    expect(moved.messages.map(({ body }) => body).join()).not.toContain("Northgate");
  });

  test("ENT11: with its cover kept, what is asked next is about what it is about by now", async () => {
    const kept = await change(await open({ channel: "portal" }), { assetId: small.p1, cover: "keep" });
    expect(kept).toMatchObject({ assetId: small.p1, contractNumber: "SC-1002" });
    const graver = await change(kept, { severity: 1, cover: "switch" });
    expect(graver).toMatchObject({ assetId: small.p1, plan: "Silver", contractNumber: "SC-1003" });
    expect(graver.decision.subject).toMatchObject({ id: small.p1 });
  });

  test("ENT11: however often it was decided, its decisions take as many statements to read", async () => {
    const ticket = await open();
    const statementsFor = async () => {
      const { ctx, statements } = counting(testContext(database, { role: "agent", now: later }));
      await tickets.listTicketDecisions(ctx, ticket.id);
      return statements();
    };
    const once = await statementsFor();
    const graver = await change(ticket, { severity: 1, cover: "switch" });
    await change(graver, { severity: 3, cover: "switch" });
    expect(await decisions(ticket)).toHaveLength(3);
    expect(await statementsFor()).toBe(once);
  });

  test("ENT11: another contact who may ask, or may not, decides; an asset known by its tag is asked for with its account", async () => {
    const ticket = await open({ channel: "portal" });
    const unnamed = await change(ticket, { contactId: small.eunji, cover: "switch" });
    expect(unnamed).toMatchObject({ contactName: "Eun-ji Okafor", outcome: "not_entitled" });
    const tagged = await change(unnamed, { assetId: small.n2, cover: "switch" });
    expect(tagged).toMatchObject({ assetId: small.n2, outcome: "entitled", plan: "Silver", contractNumber: "SC-1005" });
  });

  test("ENT11: what does not go together, or is not there, is refused with where", async () => {
    const ticket = await open();
    const refused = async (asked: tickets.ChangeTicket) => {
      const problem = await change(ticket, asked).catch((error: unknown) => error);
      expect(problem).toMatchObject(refusal("ENT11"));
      return (problem as { extra: { errors: { pointer: string }[] } }).extra.errors[0]!.pointer;
    };
    expect(await refused({ accountId: small.harbor, assetId: small.n1 })).toBe("/body/assetId");
    expect(await refused({ contactId: small.sam })).toBe("/body/contactId");
    expect(await refused({ productId: small.switch48 })).toBe("/body/productId");
    expect(await refused({ assetId: small.juno })).toBe("/body/assetId");
  });

  test("PRJ2: the work on it is booked anew", async () => {
    const ticket = await open();
    expect((await work(ticket)).booking).toMatchObject({ kind: "exception", contractNumber: null });
    await change(ticket, { channel: "portal", cover: "switch" });
    const { rows } = await at(later, (ctx) => listTicketWork(ctx, ticket.id));
    expect(rows.map(({ booking }) => booking)).toMatchObject([{ kind: "project", contractNumber: "SC-1002" }]);
  });

  test("ENT11: what was recorded since counts, though it is decided as of the opening", async () => {
    const ticket = await open({ question: { serial: "PHH68634F" }, channel: "email" });
    const graver = await change(ticket, { severity: 1 }, "2026-08-01T10:00:00Z");
    const entry = (await decisions(ticket)).at(-1)!;
    expect(graver).toMatchObject({ severity: 1, outcome: "entitled", decisionId: entry.decisionId });
    expect([entry.decision.at, entry.decision.knownAt]).toEqual([opening, "2026-08-01T10:00:00Z"]);
    expect(entry.decision.source).toMatchObject({ endsBefore: "2026-06-01" });
  });
});

describe("what the policy does with a no", () => {
  test("ENT7: advised, the customer gets a notice in plain words, and renewals a task and an exception", async () => {
    const ticket = await open();
    expect(ticket.messages).toMatchObject([{ kind: "notice", authorName: "Support" }]);
    expect(ticket.messages[0]!.body).toContain("not covered by a support contract. We help you all the same");
    expect(ticket.messages[0]!.body).toContain("Through the portal or by e-mail it would be covered under Bronze");
    expect(await exceptionsOf(ticket)).toMatchObject([{ ticketId: ticket.id, handling: "advise", status: "open" }]);
    expect(await tasksOf(ticket)).toMatchObject([{ kind: "renewal", status: "open" }]);
    await change(ticket, { channel: "portal", cover: "switch" });
    expect(await exceptionsOf(ticket)).toMatchObject([{ status: "covered" }]);
    expect(await tasksOf(ticket)).toMatchObject([{ kind: "renewal", status: "done" }]);
  });

  test("ENT7: observed, nobody is told, and there is an exception", async () => {
    await policy({ otherwise: "observe" });
    const ticket = await open();
    expect(ticket).toMatchObject({ handling: "observe", held: null, messages: [] });
    expect(await exceptionsOf(ticket)).toMatchObject([{ handling: "observe" }]);
    expect(await tasksOf(ticket)).toEqual([]);
    await policy({});
  });

  test("ENT7: enforced, it is kept but nobody works on it until it is covered", async () => {
    await policy({ otherwise: "enforce" });
    const ticket = await open();
    expect(ticket).toMatchObject({ status: "new", handling: "enforce", held: "not_covered" });
    expect(ticket.messages[0]!.body).toContain("We cannot begin until it is");
    expect(await exceptionsOf(ticket)).toEqual([]);
    expect(await tasksOf(ticket)).toMatchObject([{ kind: "renewal", title: "Northgate Logistics, ORB-77001: waits for cover" }]);
    for (const status of ["on_hand", "solved"] as const)
      await expect(change(ticket, { status })).rejects.toMatchObject({
        ...refusal("ENT7"),
        message: expect.stringContaining("manager's word"),
      });
    await expect(work(ticket)).rejects.toMatchObject(refusal("ENT7"));
    const say = (message: tickets.AddMessage) => at(later, (ctx) => tickets.addMessage(ctx, ticket.id, message));
    await expect(say({ kind: "reply", body: "Done.", status: "solved" })).rejects.toMatchObject(refusal("ENT7"));
    expect(await say({ kind: "reply", body: "Shall we quote?", status: "waiting_customer" })).toMatchObject({
      status: "waiting_customer",
    });
    const answered = await say({ kind: "customer_reply", body: "Please do." });
    expect(answered).toMatchObject({ status: "new", held: "not_covered" });
    const covered = await change(answered, { channel: "portal", cover: "switch", status: "on_hand" });
    expect(covered).toMatchObject({ status: "on_hand", held: null, handling: null });
    await policy({});
  });

  test("ENT7: cancelled or merged while it is held, it is nothing to renew for; reopened it is again", async () => {
    await policy({ otherwise: "enforce" });
    const ticket = await open();
    const cancelled = await change(ticket, { status: "cancelled" });
    expect(await tasksOf(ticket)).toMatchObject([{ kind: "renewal", status: "done", note: "The ticket was cancelled." }]);
    await change(cancelled, { severity: 3, cover: "switch" });
    expect(await tasksOf(ticket)).toMatchObject([{ status: "done" }]);
    await at(later, (ctx) => tickets.addMessage(ctx, ticket.id, { kind: "customer_reply", body: "We do want it" }));
    expect(await tasksOf(ticket)).toMatchObject([{ status: "open" }]);
    const [one, other] = [await open(), await open({ channel: "portal" })];
    await at(later, (ctx) => tickets.mergeTicket(ctx, one.id, other.number));
    const note = `The ticket was merged into ${other.number}, and goes on there.`;
    expect(await tasksOf(one)).toMatchObject([{ kind: "renewal", status: "done", note }]);
    await policy({});
  });

  test("ENT7: solved, and then found not to be covered: the customer may still write, and it waits as a new one", async () => {
    const ticket = await open({ channel: "portal" });
    const solved = await change(ticket, { status: "solved" });
    await policy({ otherwise: "enforce" });
    const held = await change(solved, { channel: "phone", cover: "switch" });
    expect(held).toMatchObject({ status: "solved", held: "not_covered" });
    const answered = await at(later, (ctx) => tickets.addMessage(ctx, ticket.id, { kind: "customer_reply", body: "It is back" }));
    expect(answered).toMatchObject({ status: "new", held: "not_covered" });
    await policy({});
  });

  test("ENT9: a manager lets it be served with a reason: an exception with its approver; agents may not", async () => {
    await policy({ otherwise: "bill" });
    const ticket = await open();
    expect(ticket).toMatchObject({ handling: "bill", held: "quote" });
    const override = (role: "agent" | "manager") =>
      at(later, (ctx) => tickets.overrideTicket(ctx, ticket.id, "They have always paid"), { role });
    await expect(override("agent")).rejects.toMatchObject({ code: "not_allowed" });
    const served = await override("manager");
    expect(served).toMatchObject({
      handling: "bill",
      held: null,
      overridden: { byName: "Test manager", reason: "They have always paid", at: later },
    });
    expect(served.messages.at(-1)).toMatchObject({ kind: "notice" });
    expect(await exceptionsOf(ticket)).toMatchObject([{ handling: "bill", approvedBy: "Test manager" }]);
    expect((await decisions(ticket)).at(-1)).toMatchObject({ cause: "overridden", reason: "They have always paid" });
    await expect(override("manager")).rejects.toMatchObject(refusal("ENT9"));
    expect(await change(served, { severity: 3, status: "on_hand" })).toMatchObject({ held: null, status: "on_hand" });
    await policy({});
  });

  test("ENT10: nobody knows who asks: they are asked, and somebody is to find out", async () => {
    const ticket = await open({ question: { email: "someone@elsewhere.example" }, channel: "email" });
    expect(ticket.messages[0]!.body).toContain("which customer you are with");
    expect(await tasksOf(ticket)).toMatchObject([
      { kind: "identify", status: "open", title: `Find out who asked in ${ticket.number}` },
    ]);
    const known = await change(ticket, { contactId: small.juno, assetId: small.n4, cover: "switch" });
    expect(known).toMatchObject({ accountName: "Northgate Logistics", outcome: "entitled", plan: "Bronze" });
    expect(await tasksOf(ticket)).toMatchObject([{ kind: "identify", status: "done" }]);
  });
});

describe("tickets that are no more", () => {
  test("TIC3: cancelled, its clocks stand and it can be reopened", async () => {
    const ticket = await open({ channel: "portal" });
    const cancelled = await change(ticket, { status: "cancelled" });
    expect(cancelled).toMatchObject({ status: "cancelled", nextDue: null });
    expect(cancelled.targets.map(({ state }) => state)).toEqual(["paused", "paused"]);
    const found = await at(later, (ctx) =>
      tickets.listTickets(ctx, { status: "open", assignee: "anybody", sort: "newest", limit: 200 }),
    );
    expect(found.rows.map(({ id }) => id)).not.toContain(ticket.id);
    const again = await change(cancelled, { status: "on_hand" }, "2026-03-10T12:00:00Z");
    expect(again.targets.map(({ state }) => state)).toEqual(["running", "running"]);
  });

  test("TIC5: merged, it is closed and goes on in the other, which says so; it cannot be continued", async () => {
    const [one, other] = [await open({ channel: "portal" }), await open({ channel: "portal" })];
    const merge = (id: string, into: string) => at(later, (ctx) => tickets.mergeTicket(ctx, id, into));
    const merged = await merge(one.id, other.number);
    expect(merged).toMatchObject({ status: "closed", mergedInto: { id: other.id, number: other.number }, nextDue: null });
    expect(merged.targets.map(({ state }) => state)).toEqual(["paused", "paused"]);
    const into = await at(later, (ctx) => tickets.getTicket(ctx, other.id));
    expect(into).toMatchObject({ merged: [{ id: one.id, number: one.number }], revision: 2 });
    expect(into.messages.at(-1)!.body).toBe(`${one.number} was merged into this ticket.`);
    await expect(change(merged, { status: "on_hand" })).rejects.toMatchObject(refusal("TIC3"));
    const say = at(later, (ctx) => tickets.addMessage(ctx, one.id, { kind: "reply", body: "We are on it" }));
    await expect(say).rejects.toMatchObject({ extra: { rule: "TIC3", mergedInto: other.id } });
    for (const [id, name] of [
      [one.id, other.id],
      [other.id, other.id],
      [other.id, one.number],
      [other.id, "T-99999999"],
    ] as const)
      await expect(merge(id, name), name).rejects.toMatchObject(refusal("TIC5"));
    const elsewhere = await open({ question: { serial: "HAR-33001" } });
    await expect(merge(other.id, elsewhere.id)).rejects.toMatchObject(refusal("TIC5"));
  });
});
