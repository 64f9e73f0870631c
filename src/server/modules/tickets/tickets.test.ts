import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import { replayDecision } from "#modules/entitlements/entitlements.ts";
import type { Database } from "#platform/db/database.ts";
import { Problem } from "#platform/problem.ts";
import { inTestTransaction, testActor, type TestContextOptions } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import {
  addMessage,
  changeTicket,
  getTicket,
  openTicket,
  type AddMessage,
  type ChangeTicket,
  type OpenTicket,
} from "./tickets.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

/** Serial N1: Gold through 31 May 2026. Tag NG-2 of Northgate: Silver at the Depot, Mon–Fri 08:00–18:00 in London. */
const gold: OpenTicket["question"] = { serial: "PHH68634F" };
const silver: OpenTicket["question"] = { assetTag: "NG-2", account: "Northgate Logistics" };

const open = (now: string, input: Partial<OpenTicket> = {}, options: TestContextOptions = {}): Promise<Ticket> =>
  inTestTransaction(database, { role: "agent", now, ...options }, (ctx) =>
    openTicket(ctx, {
      question: gold,
      subject: "Port 12 is down",
      description: "No link since this morning.",
      channel: "email",
      severity: 2,
      ...input,
    }),
  );
const add = (now: string, { id }: Ticket, message: AddMessage, options: TestContextOptions = {}): Promise<Ticket> =>
  inTestTransaction(database, { role: "agent", now, ...options }, (ctx) => addMessage(ctx, id, message));
const change = (
  now: string,
  { id, revision }: Ticket,
  changes: ChangeTicket,
  options: TestContextOptions = {},
): Promise<Ticket> =>
  inTestTransaction(database, { role: "agent", now, ...options }, (ctx) => changeTicket(ctx, id, revision, changes));
const see = (now: string, { id }: Ticket, options: TestContextOptions = {}): Promise<Ticket> =>
  inTestTransaction(database, { role: "agent", now, ...options }, (ctx) => getTicket(ctx, id));

const target = (ticket: Ticket, name: string) => ticket.targets.find((one) => one.name === name);

describe("opening a ticket", () => {
  test("SLA4: it keeps the decision, and starts the clocks that the decision promises", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    expect(ticket).toMatchObject({
      status: "new",
      outcome: "entitled",
      plan: "Gold",
      contractNumber: "SC-1001",
      accountName: "Northgate Logistics",
      assetSerial: "PHH-68634f",
      nextDue: { name: "first_response", dueAt: "2026-03-10T11:00:00Z" },
      messages: [{ kind: "description", body: "No link since this morning." }],
    });
    expect(ticket.number).toMatch(/^T-\d{5,}$/);
    expect(ticket.targets).toEqual([
      {
        name: "first_response",
        state: "running",
        dueAt: "2026-03-10T11:00:00Z",
        metAt: null,
        startedAt: "2026-03-10T10:00:00Z",
        promise: "1 h",
      },
      {
        name: "resolution",
        state: "running",
        dueAt: "2026-03-10T18:00:00Z",
        metAt: null,
        startedAt: "2026-03-10T10:00:00Z",
        promise: "8 h",
      },
    ]);
    expect(ticket.decision).toMatchObject({
      id: ticket.decisionId,
      outcome: "entitled",
      question: { channel: "email", severity: 2 },
    });
  });

  test("ENT13: the decision kept with a ticket replays to the same answer", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const replayed = await inTestTransaction(database, { role: "agent", now: "2026-08-01T00:00:00Z" }, (ctx) =>
      replayDecision(ctx, ticket.decisionId),
    );
    expect(replayed.same).toBe(true);
    expect(replayed.recorded.outcome).toBe("entitled");
  });

  test("ENT6: what is not covered is opened all the same, marked, and promises nothing", async () => {
    const ticket = await open("2026-06-10T10:00:00Z");
    expect(ticket).toMatchObject({
      outcome: "not_entitled",
      plan: null,
      contractNumber: null,
      assetId: small.n1,
      targets: [],
      nextDue: null,
    });
  });

  test("ENT10: when nothing is known there is still a ticket", async () => {
    const ticket = await open("2026-03-10T10:00:00Z", { question: { email: "nobody@elsewhere.example" } });
    expect(ticket).toMatchObject({ outcome: "not_entitled", accountId: null, contactId: null, assetId: null });
    const blank = await open("2026-03-10T10:00:00Z", { question: {}, description: "" });
    expect(blank).toMatchObject({ accountId: null, messages: [{ kind: "notice" }] });
  });

  test("SLA4: the ticket's own channel and severity decide, whatever the question asked before", async () => {
    const ticket = await open("2026-03-10T10:00:00Z", {
      question: { ...gold, severity: 4, channel: "phone" },
      channel: "email",
      severity: 1,
    });
    expect(ticket.decision.question).toMatchObject({ severity: 1, channel: "email" });
    expect(target(ticket, "first_response")).toMatchObject({ dueAt: "2026-03-10T10:30:00Z", promise: "30 min" });
  });

  test("SLA1: in working time and days, in the account's zone", async () => {
    // Friday 27 March, 17:00 in London; the clocks change on Sunday.
    const ticket = await open("2026-03-27T17:00:00Z", { question: silver });
    expect(target(ticket, "first_response")).toMatchObject({ dueAt: "2026-03-30T10:00:00Z", promise: "4 h of working time" });
    expect(target(ticket, "resolution")).toMatchObject({ dueAt: "2026-03-31T16:00:00Z", promise: "2 working days" });
  });
});

describe("the clocks", () => {
  test("SLA2: the first reply meets the first response; a new ticket is then on hand", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const answered = await add("2026-03-10T10:20:00Z", ticket, { kind: "reply", body: "Looking into it." });
    expect(answered.status).toBe("on_hand");
    expect(target(answered, "first_response")).toMatchObject({ state: "met", metAt: "2026-03-10T10:20:00Z" });
    expect(answered.nextDue).toEqual({ name: "resolution", dueAt: "2026-03-10T18:00:00Z" });
  });

  test("SLA2: a note never counts as an answer, nor do the customer's own words", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await add("2026-03-10T10:05:00Z", ticket, { kind: "note", body: "Known fault, see last month." });
    const after = await add("2026-03-10T10:10:00Z", ticket, { kind: "customer_reply", body: "Any news?" });
    expect(target(after, "first_response")).toMatchObject({ state: "running", metAt: null });
    expect(after.status).toBe("new");
  });

  test("SLA3: a reply that waits for the customer in the same step is a response first, and then pauses", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const waiting = await add("2026-03-10T10:30:00Z", ticket, { kind: "reply", body: "Which port?", status: "waiting_customer" });
    expect(target(waiting, "first_response")).toMatchObject({ state: "met", metAt: "2026-03-10T10:30:00Z" });
    expect(target(waiting, "resolution")).toMatchObject({ state: "paused", dueAt: null });
    expect(waiting.nextDue).toBeNull();
    expect(waiting.messages.map(({ kind }) => kind)).toEqual(["description", "reply", "event"]);
  });

  test("SLA3: when the customer answers, waiting ends and the clock goes on where it stood", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await add("2026-03-10T10:30:00Z", ticket, { kind: "reply", body: "Which port?", status: "waiting_customer" });
    const back = await add("2026-03-10T13:30:00Z", ticket, { kind: "customer_reply", body: "Port 12." });
    expect(back.status).toBe("on_hand");
    expect(target(back, "resolution")).toMatchObject({ state: "running", dueAt: "2026-03-10T21:00:00Z" });
  });

  test("SLA3: waiting without an answer does not stop the first response", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const waiting = await change("2026-03-10T10:10:00Z", ticket, { status: "waiting_vendor" });
    expect(target(waiting, "first_response")).toMatchObject({ state: "running", dueAt: "2026-03-10T11:00:00Z" });
    expect(target(waiting, "resolution")).toMatchObject({ state: "paused" });
    expect(waiting.nextDue).toMatchObject({ name: "first_response" });
  });

  test("SLA3: pausing outside working hours moves nothing", async () => {
    const ticket = await open("2026-03-09T09:00:00Z", { question: silver });
    const evening = await add("2026-03-09T18:30:00Z", ticket, { kind: "reply", body: "Which one?", status: "waiting_customer" });
    const morning = await add("2026-03-10T07:30:00Z", evening, { kind: "customer_reply", body: "The left one." });
    expect(target(morning, "resolution")).toMatchObject({ state: "running", dueAt: "2026-03-11T09:00:00Z" });
  });

  test("SLA2: solving late is met late, though nobody looked at the moment it broke", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    expect(target(await see("2026-03-10T18:00:00Z", ticket), "resolution")).toMatchObject({ state: "running" });
    expect(target(await see("2026-03-10T18:00:01Z", ticket), "resolution")).toMatchObject({
      state: "breached",
      dueAt: "2026-03-10T18:00:00Z",
    });
    const solved = await add("2026-03-10T19:00:00Z", ticket, { kind: "reply", body: "Replaced the module.", status: "solved" });
    expect(solved.targets.map(({ state }) => state)).toEqual(["met_late", "met_late"]);
    expect(solved.nextDue).toBeNull();
  });

  test("SLA2: met at the due instant is met", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const answered = await add("2026-03-10T11:00:00Z", ticket, { kind: "reply", body: "Here." });
    expect(target(answered, "first_response")?.state).toBe("met");
  });

  test("SLA3: waiting does not mend what was broken before", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const waiting = await add("2026-03-10T18:30:00Z", ticket, {
      kind: "reply",
      body: "Sorry. Which port?",
      status: "waiting_customer",
    });
    expect(target(waiting, "resolution")).toMatchObject({ state: "breached", dueAt: "2026-03-10T18:00:00Z" });
  });

  test("SLA2: solved, closed and reopened: the time between does not count, and an answered ticket stays answered", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await add("2026-03-10T10:30:00Z", ticket, { kind: "reply", body: "On it." });
    const solved = await add("2026-03-10T12:00:00Z", ticket, { kind: "reply", body: "Done.", status: "solved" });
    expect(target(solved, "resolution")).toMatchObject({ state: "met", metAt: "2026-03-10T12:00:00Z" });
    const closed = await change("2026-03-12T12:00:00Z", solved, { status: "closed" });
    const reopened = await add("2026-03-13T12:00:00Z", closed, { kind: "customer_reply", body: "It is down again." });
    expect(reopened.status).toBe("on_hand");
    expect(target(reopened, "resolution")).toMatchObject({ state: "running", metAt: null, dueAt: "2026-03-13T18:00:00Z" });
    expect(target(reopened, "first_response")).toMatchObject({ state: "met", metAt: "2026-03-10T10:30:00Z" });
    expect(reopened.nextDue).toEqual({ name: "resolution", dueAt: "2026-03-13T18:00:00Z" });
    const again = await change("2026-03-13T19:00:00Z", reopened, { status: "solved" });
    expect(target(again, "resolution")).toMatchObject({ state: "met_late", metAt: "2026-03-13T19:00:00Z" });
  });

  test("SLA4: another severity counts from the opening, keeps the pauses, and both decisions are kept (ENT11)", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await add("2026-03-10T10:30:00Z", ticket, { kind: "reply", body: "Which port?", status: "waiting_customer" });
    const back = await add("2026-03-10T11:30:00Z", ticket, { kind: "customer_reply", body: "All of them!" });
    const grave = await change("2026-03-10T11:45:00Z", back, { severity: 1 });
    expect(grave).toMatchObject({ severity: 1, outcome: "entitled", contractNumber: "SC-1001" });
    expect(target(grave, "resolution")).toMatchObject({
      promise: "4 h",
      dueAt: "2026-03-10T15:00:00Z",
      startedAt: "2026-03-10T10:00:00Z",
    });
    expect(target(grave, "first_response")).toMatchObject({ state: "met" });
    expect(grave.decisionId).not.toBe(ticket.decisionId);
    const replayed = await inTestTransaction(database, { role: "agent" }, (ctx) => replayDecision(ctx, ticket.decisionId));
    expect(replayed.recorded.question.severity).toBe(2);
  });

  test("SLA2: somebody who waited for the lock acts after the one who held it, never before", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await add("2026-03-10T10:30:00Z", ticket, { kind: "reply", body: "Which port?", status: "waiting_customer" });
    const late = await add("2026-03-10T10:29:59Z", ticket, { kind: "customer_reply", body: "Port 12." });
    expect(late.messages.map(({ at }) => at)).toEqual([
      "2026-03-10T10:00:00Z",
      ...Array.from({ length: 4 }, () => "2026-03-10T10:30:00Z"),
    ]);
    expect(target(late, "resolution")).toMatchObject({ state: "running", dueAt: "2026-03-10T18:00:00Z" });
  });
});

test("SLA2: two who answer at once are both heard, one after the other, and the first response is met once", async () => {
  const ticket = await open("2026-03-10T10:00:00Z");
  await Promise.all(["Looking.", "On it."].map((body) => add("2026-03-10T10:20:00Z", ticket, { kind: "reply", body })));
  const seen = await see("2026-03-10T10:21:00Z", ticket);
  expect(seen.messages.map(({ kind }) => kind)).toEqual(["description", "reply", "event", "reply"]);
  expect(seen.revision).toBe(3);
  expect(target(seen, "first_response")).toMatchObject({ state: "met", metAt: "2026-03-10T10:20:00Z" });
});

describe("status", () => {
  test("TIC3: a way that is not open is refused, naming those that are", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await expect(change("2026-03-10T10:05:00Z", ticket, { status: "closed" })).rejects.toMatchObject({
      code: "refused",
      message:
        "A ticket that is new cannot become closed. It can become: on hand, waiting for the customer, waiting for the vendor, solved, cancelled.",
      extra: { rule: "TIC3", allowed: ["on_hand", "waiting_customer", "waiting_vendor", "solved", "cancelled"] },
    });
    expect(await see("2026-03-10T10:06:00Z", ticket)).toMatchObject({ status: "new", revision: 1 });
  });

  test("TIC3: closed can be reopened for 30 days, by staff or by the customer, and no longer", async () => {
    const ticket = await open("2026-03-01T10:00:00Z");
    const solved = await change("2026-03-01T11:00:00Z", ticket, { status: "solved" });
    const closed = await change("2026-03-02T10:00:00Z", solved, { status: "closed" });
    await expect(add("2026-04-01T10:00:01Z", closed, { kind: "customer_reply", body: "Again!" })).rejects.toThrow(
      "Open a new one",
    );
    await expect(change("2026-04-01T10:00:01Z", closed, { status: "on_hand" })).rejects.toThrow("more than 30 days ago");
    await expect(add("2026-04-01T09:00:00Z", closed, { kind: "reply", body: "Hello?" })).rejects.toThrow("Reopen it first");
    expect(await change("2026-04-01T10:00:00Z", closed, { status: "on_hand" })).toMatchObject({ status: "on_hand" });
  });

  test("TIC3: each change is told in the conversation, and what is as it was is no change", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    expect(
      await change("2026-03-10T10:05:00Z", ticket, { status: "new", severity: 2, subject: ticket.subject, assignee: null }),
    ).toEqual(await see("2026-03-10T10:05:00Z", ticket));
    const subject = await change("2026-03-10T10:06:00Z", ticket, {
      subject: "Ports 12 to 24 are down",
      severity: 1,
      status: "on_hand",
    });
    expect(subject.messages.slice(1).map(({ body }) => body)).toEqual([
      "Severity changed from 2 to 1.",
      "Subject changed; it was: Port 12 is down",
      "Status changed from new to on hand.",
    ]);
    expect(subject.revision).toBe(2);
  });
});

describe("who has it, and who may", () => {
  test("SEC: one can take it, give it to a colleague and give it back", async () => {
    const nora = testActor("agent");
    await database.db
      .insertInto("auth_user")
      .values([{ id: nora.id, name: "Nora", email: "nora@desk.example", role: "agent" }])
      .execute();
    const ticket = await open("2026-03-10T10:00:00Z");
    const hers = await change("2026-03-10T10:05:00Z", ticket, { assignee: "me" }, { actor: nora });
    expect(hers).toMatchObject({ assigneeId: nora.id, assigneeName: "Nora" });
    expect(await change("2026-03-10T10:06:00Z", hers, { assignee: null })).toMatchObject({
      assigneeId: null,
      assigneeName: null,
    });
  });

  test("SEC: nobody who cannot work on tickets can be given one", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const finance = testActor("finance");
    await database.db
      .insertInto("auth_user")
      .values([{ id: finance.id, name: "Fay", email: "fay@desk.example", role: "finance" }])
      .execute();
    await expect(change("2026-03-10T10:05:00Z", ticket, { assignee: finance.id })).rejects.toMatchObject({ code: "refused" });
    await expect(change("2026-03-10T10:05:00Z", ticket, { assignee: "not an id" })).rejects.toMatchObject({ code: "refused" });
  });

  test("SEC: whoever saw an older version is told so", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await add("2026-03-10T10:05:00Z", ticket, { kind: "note", body: "Mine." });
    await expect(change("2026-03-10T10:06:00Z", ticket, { status: "on_hand" })).rejects.toMatchObject({
      code: "stale_version",
      extra: { currentVersion: 2 },
    });
  });

  const juno = { ...testActor("contact", small.northgate), name: "Juno Petrov", contactId: small.juno };
  const sam = { ...testActor("contact", small.harbor), name: "Sam Rivera", contactId: small.sam };

  test("SEC: a contact opens for their own account, and is the caller without saying so", async () => {
    const ticket = await open("2026-03-10T10:00:00Z", { channel: "portal" }, { actor: juno });
    expect(ticket).toMatchObject({ accountId: small.northgate, contactId: small.juno, outcome: "entitled" });
    const foreign = await open("2026-03-10T10:00:00Z", { channel: "portal" }, { actor: sam });
    expect(foreign).toMatchObject({ accountId: small.harbor, assetId: null, outcome: "not_entitled" });
    expect(JSON.stringify(foreign)).not.toContain("Northgate");
  });

  test("SEC: another account's ticket is not there at all", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    const notThere = { code: "not_found", message: "There is no such ticket." };
    await expect(see("2026-03-10T10:05:00Z", ticket, { actor: sam })).rejects.toMatchObject(notThere);
    await expect(
      add("2026-03-10T10:05:00Z", ticket, { kind: "customer_reply", body: "Mine?" }, { actor: sam }),
    ).rejects.toMatchObject(notThere);
  });

  test("TIC6: a note never leaves, and a contact can write neither notes nor replies", async () => {
    const ticket = await open("2026-03-10T10:00:00Z");
    await add("2026-03-10T10:05:00Z", ticket, { kind: "note", body: "They did not pay last time." });
    const seen = await add(
      "2026-03-10T10:06:00Z",
      ticket,
      { kind: "customer_reply", body: "It is the left one." },
      { actor: juno },
    );
    expect(seen.messages.map(({ kind, authorName }) => [kind, authorName])).toEqual([
      ["description", "Test agent"],
      ["customer_reply", "Juno Petrov"],
    ]);
    for (const message of [
      { kind: "note", body: "x" },
      { kind: "reply", body: "x" },
      { kind: "customer_reply", body: "x", status: "solved" },
    ] as const) {
      await expect(add("2026-03-10T10:07:00Z", ticket, message, { actor: juno })).rejects.toBeInstanceOf(Problem);
    }
  });
});
