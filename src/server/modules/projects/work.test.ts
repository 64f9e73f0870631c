import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WorkEntry } from "#api/projects.ts";
import type { Ticket } from "#api/tickets.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import { openTicket, type OpenTicket } from "#modules/tickets/tickets.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor, type TestContextOptions } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { addWork, type AddWork, listTicketWork, listWork, removeWork } from "./projects.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const opened = (now: string, question: OpenTicket["question"], more: Partial<OpenTicket> = {}): Promise<Ticket> =>
  inTestTransaction(database, { role: "agent", now }, (ctx) =>
    openTicket(ctx, { question, subject: "Down", description: "", channel: "email", severity: 2, ...more }),
  );
const late = "2026-08-03T10:00:00Z";
const enter = (ticketId: string, input: Partial<AddWork>, options: TestContextOptions = {}): Promise<WorkEntry> =>
  inTestTransaction(database, { role: "agent", now: late, ...options }, (ctx) =>
    addWork(ctx, ticketId, { worker: "me", minutes: 30, note: "", ...input }),
  );
const listed = (ticketId: string, options: TestContextOptions = {}) =>
  inTestTransaction(database, { role: "agent", now: late, ...options }, (ctx) => listTicketWork(ctx, ticketId));
const remove = (entryId: string, options: TestContextOptions) =>
  inTestTransaction(database, { role: "agent", now: late, ...options }, (ctx) => removeWork(ctx, entryId));

describe("where work is booked", () => {
  test("PRJ2: by the day worked, not by that on which it was entered or the ticket was opened", async () => {
    const { id } = await opened("2026-05-20T09:00:00Z", { serial: "PHH-68634f" });
    const may = await enter(id, { workedOn: "2026-05-31", minutes: 280, note: "Replaced the fan" });
    expect(may).toMatchObject({
      minutes: 280,
      workedOn: "2026-05-31",
      startedAt: null,
      note: "Replaced the fan",
      removable: true,
    });
    expect(may.booking).toMatchObject({
      kind: "project",
      contractId: small.c1001,
      contractNumber: "SC-1001",
      bookedOn: "2026-05-31",
    });
    const june = await enter(id, { workedOn: "2026-06-01" });
    expect(june.booking).toMatchObject({ kind: "exception", contractId: null, contractNumber: null, rule: "COV3" });
    expect(june.booking.reason).toContain("SC-1001");
    const { rows, minutes } = await listed(id);
    expect([rows.map((one) => one.workedOn), minutes]).toEqual([["2026-06-01", "2026-05-31"], 310]);
  });

  test("PRJ2: an instant is a day of the contract's own zone; a day is the same for every contract", async () => {
    const { id } = await opened("2026-03-20T09:00:00Z", { serial: "HAR-33001" });
    const before = await enter(id, { startedAt: "2026-04-01T01:00:00Z" });
    expect(before).toMatchObject({
      startedAt: "2026-04-01T01:00:00Z",
      booking: { kind: "project", contractNumber: "SC-1003", bookedOn: "2026-03-31" },
    });
    expect((await enter(id, { startedAt: "2026-04-01T07:00:00Z" })).booking).toMatchObject({
      kind: "exception",
      bookedOn: "2026-04-01",
    });
    expect((await enter(id, { workedOn: "2026-03-31" })).booking.contractNumber).toBe("SC-1003");
    expect((await enter(id, { workedOn: "2026-04-01" })).booking.kind).toBe("exception");
  });

  test("PRJ2: the desk's answer and the booking's are the same, for every asset on every day around a change", async () => {
    const days = ["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2026-05-31", "2026-06-01"];
    const answers: (string | null)[][] = [];
    for (const serial of ["PHH-68634f", "KLO 10011", "ORB-77001", "ORB-77002", "HAR-33001"]) {
      const { id } = await opened("2026-01-05T09:00:00Z", { serial });
      for (const workedOn of days) {
        const asked = { serial, channel: "email", severity: 2, at: `${workedOn}T12:00` } as const;
        const { source } = await inTestTransaction(database, { role: "agent", now: late }, (ctx) => checkEntitlement(ctx, asked));
        const { booking } = await enter(id, { workedOn, minutes: 1 });
        answers.push([source?.contractNumber ?? null, booking.contractNumber]);
      }
    }
    expect(answers.map(([desk]) => desk)).toEqual(answers.map(([, booked]) => booked));
    expect(new Set(answers.map(([desk]) => desk))).toEqual(new Set([null, "SC-1001", "SC-1002", "SC-1003"]));
  });

  test("PRJ2: what a warranty covers belongs to no project and is no exception", async () => {
    const { id } = await opened("2026-02-01T09:00:00Z", { serial: "PHH-68634f" });
    expect((await enter(id, { workedOn: "2025-12-31" })).booking).toMatchObject({ kind: "warranty", contractId: null });
  });

  test("PRJ2: what a ticket took of an allowance does not stand in the way of work on it", async () => {
    // Bronze, under which SC-1002 covers Orbit, has so many tickets a contract year; the last of them is worked on.
    const question = { serial: "ORB-77001" };
    const tickets: Ticket[] = [];
    do tickets.push(await opened("2026-02-02T09:00:00Z", question, { channel: "email", severity: 4 }));
    while (tickets.at(-1)!.outcome === "entitled" && tickets.length < 100);
    const [last, beyond] = tickets.slice(-2);
    expect([last!.outcome, beyond!.outcome]).toEqual(["entitled", "not_entitled"]);
    expect((await enter(last!.id, { workedOn: "2026-02-03" })).booking).toMatchObject({
      kind: "project",
      contractNumber: "SC-1002",
    });
    expect((await enter(beyond!.id, { workedOn: "2026-02-03" })).booking).toMatchObject({ kind: "exception", rule: "ALW3" });
  });

  test("PRJ2: a ticket that named a contract is covered by the one that follows too", async () => {
    const { id, outcome } = await opened("2026-06-01T09:00:00Z", { contractNumber: "SC-1001" });
    expect(outcome).not.toBe("entitled");
    const booked = await enter(id, { workedOn: "2027-01-04" }, { now: "2027-01-05T09:00:00Z" });
    expect(booked.booking).toMatchObject({ kind: "project", contractNumber: "SC-1004" });
  });

  test("PRJ2: a ticket of which nobody knows whose it is is an exception, by UTC's days", async () => {
    const { id } = await opened("2026-02-01T09:00:00Z", {});
    const booked = await enter(id, { startedAt: "2026-02-01T23:30:00Z" });
    expect(booked).toMatchObject({ workedOn: "2026-02-01", booking: { kind: "exception", bookedOn: "2026-02-01" } });
  });
});

describe("what is refused", () => {
  const refusal = async (input: Partial<AddWork>, options: TestContextOptions = {}): Promise<unknown> => {
    const { id } = await opened("2026-05-20T09:00:00Z", { serial: "PHH-68634f" });
    return enter(id, { workedOn: "2026-05-20", ...input }, options).catch((error: unknown) => error);
  };
  const because = (field: keyof AddWork, words: RegExp) => ({
    code: "refused",
    message: expect.stringMatching(words),
    extra: { rule: "PRJ2", errors: [{ pointer: `/body/${field}` }] },
  });

  test.each([
    [0, /at least one minute/],
    [-30, /at least one minute/],
    ["1,5", /could be minutes or hours/],
    [90.5, /could be minutes or hours/],
    [1441, /A day has 1440 minutes/],
    ["soon", /no number of minutes/],
  ])("PRJ2: %j is no minutes, in words", async (minutes, words) => {
    expect(await refusal({ minutes })).toMatchObject(because("minutes", words));
  });

  test("PRJ2: a day that has not begun anywhere, and a time to come", async () => {
    // At 10:00 UTC the next day has begun on Kiritimati, and nowhere the one after.
    const now = "2026-05-20T10:00:00Z";
    expect(await refusal({ workedOn: "2026-05-22" }, { now })).toMatchObject(because("workedOn", /still to come/));
    const started = await refusal({ workedOn: undefined, startedAt: "2026-05-20T10:00:01Z" }, { now });
    expect(started).toMatchObject(because("startedAt", /still to come/));
    const { id } = await opened(now, { serial: "PHH-68634f" });
    expect((await enter(id, { workedOn: "2026-05-21" }, { now })).workedOn).toBe("2026-05-21");
  });

  test("PRJ2: more than a day's work of one person, wherever it was done; a colleague's day is their own", async () => {
    const actor = testActor("agent");
    const { id } = await opened("2026-05-20T09:00:00Z", { serial: "PHH-68634f" });
    const other = await opened("2026-05-20T09:00:00Z", { serial: "HAR-33001" });
    const first = await enter(id, { workedOn: "2026-05-20", minutes: "23 h" }, { actor });
    await expect(enter(other.id, { workedOn: "2026-05-20", minutes: 61 }, { actor })).rejects.toMatchObject({
      message: `Test agent already has 1380 minutes on 2026-05-20; with 61 more it would be over the 1440 of a day.`,
    });
    expect((await enter(other.id, { workedOn: "2026-05-20", minutes: 60 }, { actor })).minutes).toBe(60);
    expect((await enter(other.id, { workedOn: "2026-05-20", minutes: 61 })).minutes).toBe(61);
    await remove(first.id, { actor });
    expect((await enter(id, { workedOn: "2026-05-20", minutes: "22:30" }, { actor })).minutes).toBe(1350);
  });

  test("PRJ2: somebody who does no work here", async () => {
    expect(await refusal({ worker: "nobody-here" })).toMatchObject(because("worker", /Choose one of them/));
  });
});

describe("removing work", () => {
  test("PRJ2: whoever did it removes it, or a manager; as known before it still counts", async () => {
    const actor = testActor("agent");
    const { id } = await opened("2026-05-20T09:00:00Z", { serial: "PHH-68634f" });
    const entry = await enter(id, { workedOn: "2026-05-20" }, { actor, now: "2026-05-21T09:00:00Z" });
    expect((await listed(id)).rows[0]).toMatchObject({ id: entry.id, removable: false });
    await expect(remove(entry.id, {})).rejects.toMatchObject({ code: "not_allowed" });
    await remove(entry.id, { actor, now: "2026-05-22T09:00:00Z" });
    expect((await listed(id)).rows).toEqual([]);
    await expect(remove(entry.id, { actor })).rejects.toMatchObject({ code: "not_found" });
    const known = (knownAt: string) =>
      inTestTransaction(database, { now: late }, (ctx) =>
        listWork(ctx, { contractId: small.c1001, booked: "any", knownAt, limit: 200 }),
      ).then(({ rows }) => rows.map((row) => row.id));
    expect(await known("2026-05-21T08:59:59Z")).not.toContain(entry.id);
    expect(await known("2026-05-21T09:00:00Z")).toContain(entry.id);
    expect(await known("2026-05-22T09:00:00Z")).not.toContain(entry.id);

    const another = await enter(id, { workedOn: "2026-05-20" });
    await remove(another.id, { role: "manager" });
    expect((await listed(id)).minutes).toBe(0);
  });

  test("COV9: what was entered is neither rewritten nor deleted, nor is where it was booked", async () => {
    const { id } = await opened("2026-05-20T09:00:00Z", { serial: "PHH-68634f" });
    const { id: entryId } = await enter(id, { workedOn: "2026-05-20" });
    const tables = database.db;
    await expect(tables.updateTable("work_entry").set({ minutes: 1 }).where("id", "=", entryId).execute()).rejects.toThrow(
      /never rewritten/,
    );
    await expect(tables.deleteFrom("work_entry").where("id", "=", entryId).execute()).rejects.toThrow(/never rewritten/);
    await expect(
      tables.updateTable("work_booking").set({ reason: "" }).where("entry_id", "=", entryId).execute(),
    ).rejects.toThrow(/never rewritten/);
    await expect(tables.deleteFrom("budget_terms").execute()).rejects.toThrow(/never rewritten/);
  });
});
