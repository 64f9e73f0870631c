import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { costOfWork } from "#core/budget/index.ts";
import { defaultPolicy, type Policy } from "#core/policy/index.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import { listPlans } from "#modules/plans/plans.ts";
import * as policies from "#modules/policies/policies.ts";
import { addWork } from "#modules/projects/projects.ts";
import { openTicket } from "#modules/tickets/tickets.ts";
import type { Database } from "#platform/db/database.ts";
import type { Role } from "#platform/permit.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant } from "#test/support/granting.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { counting } from "#test/support/statements.ts";
import * as exceptions from "./exceptions.ts";

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterEach(() => database.close());

const now = "2026-04-15T10:00:00Z";
const as = (role: Role, at = now) => testContext(database, { role, now: at });
const listed = { assignee: "anybody", sort: "newest", limit: 50 } as const;

/** A ticket about Harbor's only asset, whose contract ended on 31 March: advised unless the policy says otherwise. */
const open = (serial = "HAR-33001", at = now, subject = "It does not start") =>
  inTestTransaction(database, { role: "agent", now: at }, (ctx) =>
    openTicket(ctx, { question: { serial }, subject, description: "", channel: "email", severity: 3 }),
  );

const work = (ticketId: string, workedOn: string, minutes: number, at = now) =>
  inTestTransaction(database, { role: "agent", now: at }, (ctx) =>
    addWork(ctx, ticketId, { worker: "me", workedOn, minutes, note: "" }),
  );

const set = (changes: Partial<Policy>) =>
  inTestTransaction(database, { role: "manager", now }, async (ctx) => {
    const { version } = await policies.getPolicy(ctx);
    await policies.changePolicy(ctx, version, { policy: { ...defaultPolicy, ...changes }, reason: "Tried" });
  });

/** A contract over Harbor's asset, recorded at an instant. */
async function signCover(
  startsOn: string,
  endsBefore: string,
  at: string,
  subject: "asset" | "account" = "asset",
): Promise<string> {
  return inTestTransaction(database, { role: "finance", now: at }, async (ctx) => {
    const [contractId, lineId, amendmentId] = [ctx.newId(), ctx.newId(), ctx.newId()];
    const planId = (await listPlans(ctx)).find(({ name }) => name === "Silver")!.id;
    const days = { startsOn, endsBefore };
    const timeZone = "America/Los_Angeles";
    await contracts.recordContracts(ctx, [
      {
        ...days,
        id: contractId,
        number: "SC-2001",
        accountId: small.harbor,
        planId,
        currency: "USD",
        timeZone,
        billingEvery: "year",
        billingTiming: "advance",
        signedOn: startsOn,
        cancelledOn: null,
        renewalOf: "SC-1003",
      },
    ]);
    await contracts.recordLines(ctx, [
      {
        ...days,
        id: lineId,
        contractId,
        number: "1",
        service: "support",
        subjectKind: subject,
        assetId: subject === "asset" ? small.p1 : null,
        productId: null,
        siteId: null,
        coversParts: false,
        coversSubAccounts: false,
        removedOn: null,
      },
    ]);
    await contracts.recordAmendments(ctx, [
      { id: amendmentId, contractId, kind: "activate", effectiveOn: startsOn, payload: {}, reason: "signed" },
    ]);
    await contracts.recordCoverages(ctx, [
      {
        ...days,
        id: ctx.newId(),
        accountId: small.harbor,
        subjectKind: subject,
        subjectId: subject === "asset" ? small.p1 : small.harbor,
        productId: null,
        coversParts: false,
        coversSubAccounts: false,
        service: "support",
        planId,
        timeZone,
        yearlyMinor: 99_000n,
        endReason: "term",
        contract: { contractId, lineId, amendmentId },
      },
    ]);
    return contractId;
  });
}

describe("served without entitlement", () => {
  test("ENT9: an advised ticket leaves an exception, and a task for renewals with account and serial", async () => {
    const ticket = await open();
    const { rows, total } = await exceptions.listExceptions(as("sales"), listed);
    expect([total, rows]).toEqual([
      1,
      [
        expect.objectContaining({
          number: "X-1001",
          status: "open",
          ticketId: ticket.id,
          accountName: "Harbor Freightways",
          serial: "HAR-33001",
          handling: "advise",
          approvedBy: null,
          minutes: 0,
          reason: ticket.decision.reasons[0]!.text,
        }),
      ],
    ]);
    const tasks = await exceptions.listTasks(as("sales"), { status: "open", assignee: "anybody", limit: 50 });
    expect(tasks.rows).toEqual([
      expect.objectContaining({
        kind: "renewal",
        title: "Harbor Freightways, HAR-33001: served without cover",
        exceptionNumber: "X-1001",
        ticketNumber: ticket.number,
        dueOn: "2026-04-22",
        detail: expect.stringContaining("SC-1003"),
      }),
    ]);
  });

  test("COV4: due and ended are days where the account is: at half past eleven in summer London is a day ahead of UTC", async () => {
    const ended = await grant(database, [], { startsOn: "2025-04-16", endsBefore: "2026-04-16" });
    await inTestTransaction(database, { role: "agent", now: "2026-04-15T23:30:00Z" }, (ctx) =>
      openTicket(ctx, {
        question: { account: ended.contractNumber },
        subject: "Down",
        description: "",
        channel: "email",
        severity: 3,
      }),
    );
    const tasks = await exceptions.listTasks(as("sales"), { status: "open", assignee: "anybody", limit: 50 });
    expect(tasks.rows).toMatchObject([{ kind: "renewal", dueOn: "2026-04-23" }]);
    const { renewal } = await exceptions.getException(as("sales"), "X-1001");
    expect(renewal).toMatchObject({ contractNumber: ended.contractNumber, endedOn: "2026-04-15" });
  });

  test("ENT9: what is only observed leaves no task; what is refused leaves no exception; what is covered neither", async () => {
    await set({ otherwise: "observe" });
    await open();
    await set({ otherwise: "enforce" });
    await open("HAR-33001", "2026-04-15T11:00:00Z");
    await open("PHH-68634f", "2026-04-15T11:00:00Z");
    const { rows } = await exceptions.listExceptions(as("sales"), listed);
    expect(rows.map(({ handling }) => handling)).toEqual(["observe"]);
  });

  test("ENT9: the cost is the work that books to no contract, by month, to the minor unit at the rate of the account's currency", async () => {
    const { id } = await open();
    await work(id, "2026-03-31", 600); // SC-1003 covers this day: it books to that contract
    await work(id, "2026-04-15", 50);
    await work(id, "2026-04-16", 1, "2026-04-16T10:00:00Z");
    await work(id, "2026-05-02", 20, "2026-05-02T10:00:00Z");
    const currency = (
      await sql<{ currency: string; rate: bigint }>`
      select currency, hourly_rate_of(currency, '2026-04-01') as rate from account where id = ${small.harbor}`.execute(
        database.db,
      )
    ).rows[0]!;
    const cost = (minutes: number) => ({ minor: String(costOfWork(minutes, currency.rate)), currency: currency.currency });
    const exception = await exceptions.getException(as("sales", "2026-05-03T10:00:00Z"), "x-1001");
    expect(exception.growth).toEqual([
      { month: "2026-04", minutes: 51, cost: cost(51) },
      { month: "2026-05", minutes: 20, cost: cost(20) },
    ]);
    expect([exception.minutes, exception.cost?.minor]).toEqual([71, String(BigInt(cost(51).minor) + BigInt(cost(20).minor))]);
    const { totalCost, totalMinutes } = await exceptions.listExceptions(as("finance"), listed);
    expect([totalMinutes, totalCost]).toEqual([71, [exception.cost]]);
    const agents = await exceptions.listExceptions(as("agent"), listed);
    expect([agents.totalCost, agents.rows[0]!.cost, agents.rows[0]!.minutes]).toEqual([[], null, 71]);
  });

  test("ENT9: a rate that somebody set for a currency from a month on holds from then; superseded ones hold no more", async () => {
    const add = (fromMonth: string, rate: number, at: string, supersedes = false) =>
      sql`
      insert into budget_terms (id, currency, from_month, share_bp, hourly_rate_minor, supersedes_later, reason, author_id, author_name, recorded_at)
      values (uuidv7(), 'GBP', ${fromMonth}::date, 6000, ${rate}, ${supersedes}, 'x', 'x', 'x', ${at})`.execute(database.db);
    const rate = async (month: string, currency = "GBP") =>
      (await sql<{ rate: bigint | null }>`select hourly_rate_of(${currency}, ${month}::date) as rate`.execute(database.db))
        .rows[0]!.rate;
    await add("2026-06-01", 10_000, "2026-01-01T00:00:00Z");
    await add("2026-09-01", 11_000, "2026-01-02T00:00:00Z");
    expect([await rate("2026-05-01"), await rate("2026-06-01"), await rate("2026-10-01")]).toEqual([9500n, 10_000n, 11_000n]);
    await add("2026-06-01", 12_000, "2026-01-03T00:00:00Z", true);
    expect([await rate("2026-06-01"), await rate("2026-10-01")]).toEqual([12_000n, 12_000n]);
    expect([await rate("2026-06-01", "JPY"), await rate("2026-06-01", "XAU")]).toEqual([15_000n, null]);
  });

  test("ENT9: goodwill is what this year's work on them cost; when it is used up, the policy says what instead", async () => {
    await inTestTransaction(database, { role: "manager", now }, (ctx) =>
      policies.setGoodwill(ctx, small.harbor, 0, { budgetMinor: 10_000n, reason: "A little" }),
    );
    const { id } = await open();
    await work(id, "2026-04-15", 30);
    expect((await open("HAR-33001", "2026-04-16T10:00:00Z")).decision.handling).toMatchObject({ handling: "advise" });
    await work(id, "2026-04-16", 300, "2026-04-16T11:00:00Z");
    const goodwill = await policies.getGoodwill(as("manager", "2026-04-16T12:00:00Z"), small.harbor);
    expect([goodwill.spentMinutes, goodwill.left?.minor]).toEqual([330, "0"]);
    const refused = await open("HAR-33001", "2026-04-16T12:00:00Z");
    expect(refused.decision.handling).toMatchObject({ handling: "enforce", reasons: [{}, { rule: "ENT9" }] });
    const nextYear = await policies.getGoodwill(as("manager", "2027-01-02T12:00:00Z"), small.harbor);
    expect([nextYear.year, nextYear.spentMinutes, nextYear.left?.minor]).toEqual([2027, 0, "10000"]);
  });
});

describe("covered when read", () => {
  const statusAt = async (at: string) =>
    (await exceptions.listExceptions(as("sales", at), listed)).rows.map(({ status }) => status);

  test("ENT9: a contract signed later covers it, back-dated or from a day to come; until then it is open", async () => {
    await open();
    expect(await statusAt(now)).toEqual(["open"]);
    const contractId = await signCover("2026-05-01", "2027-05-01", "2026-04-20T10:00:00Z");
    expect(await statusAt("2026-04-20T11:00:00Z")).toEqual(["covered"]);
    const exception = await exceptions.getException(as("sales"), "X-1001");
    expect([exception.coveredBy, exception.closed]).toEqual([{ contractId, contractNumber: "SC-2001" }, null]);
    expect(exception.history.map(({ contractNumber, startsOn, lastOn }) => [contractNumber, startsOn, lastOn])).toEqual([
      ["SC-2001", "2026-05-01", "2027-04-30"],
      ["SC-1003", "2026-03-01", "2026-03-31"],
    ]);
    expect(exception.renewal).toMatchObject({ contractNumber: "SC-1003", endedOn: "2026-03-31", yearly: { minor: "120000" } });
    for (const [status, many] of [
      ["open", 0],
      ["covered", 1],
      ["renewed", 0],
    ] as const)
      expect((await exceptions.listExceptions(as("sales"), { ...listed, status })).total, status).toBe(many);
  });

  test("ENT9: cover of its account counts too, and what is over by then does not", async () => {
    await open();
    await signCover("2025-01-01", "2025-06-01", "2026-04-16T10:00:00Z", "account");
    expect(await statusAt("2026-04-20T11:00:00Z")).toEqual(["open"]);
    await sql`insert into coverage select (jsonb_populate_record(coverage, jsonb_build_object(
        'id', uuidv7(), 'valid', '[2026-01-01,2027-01-01)', 'recorded', '["2026-04-17 00:00:00+00",)'))).*
      from coverage where subject_id = ${small.harbor}`.execute(database.db);
    expect(await statusAt("2026-04-20T11:00:00Z")).toEqual(["covered"]);
  });

  test("ENT9: what covered it already, and not as it was asked for, is no new cover when it is recorded anew at another price", async () => {
    await inTestTransaction(database, { role: "agent", now }, (ctx) =>
      openTicket(ctx, { question: { serial: "ORB-77001" }, subject: "?", description: "", channel: "phone", severity: 3 }),
    );
    expect(await statusAt(now)).toEqual(["open"]);
    await sql`update coverage set recorded = tstzrange(lower(recorded), '2026-04-16T00:00:00Z') where contract_id = ${small.c1002}`.execute(
      database.db,
    );
    await sql`insert into coverage select (jsonb_populate_record(coverage, jsonb_build_object(
        'id', uuidv7(), 'yearly_minor', 1, 'recorded', '["2026-04-16 00:00:00+00",)'))).*
      from coverage where contract_id = ${small.c1002}`.execute(database.db);
    expect(await statusAt("2026-04-20T11:00:00Z")).toEqual(["open"]);
  });
});

describe("worked as a list", () => {
  const change = (input: exceptions.ChangeException, revision = 1, role: Role = "sales") =>
    inTestTransaction(database, { role, now }, async (ctx) => {
      const { rows } = await exceptions.listExceptions(ctx, listed);
      return exceptions.changeException(ctx, rows[0]!.id, revision, input);
    });

  test("ENT9: what became of it is said with a note; its renewal task is then done", async () => {
    await open();
    await expect(change({ status: "written_off" })).rejects.toMatchObject({ code: "refused", extra: { rule: "ENT9" } });
    const written = await change({ status: "written_off", note: "Too small to chase" });
    expect(written).toMatchObject({
      status: "written_off",
      outcomeNote: "Too small to chase",
      revision: 2,
      closed: { by: "Test sales" },
    });
    const done = await exceptions.listTasks(as("sales"), { status: "done", assignee: "anybody", limit: 50 });
    expect(done.rows.map(({ kind, note }) => [kind, note])).toEqual([["renewal", "The exception is written off."]]);
    await expect(change({ status: "open" })).rejects.toMatchObject({ code: "stale_version" });
    expect(await change({ status: "open" }, 2)).toMatchObject({ status: "open", closed: null });
    await expect(change({ assignee: "nobody such" }, 3)).rejects.toMatchObject({ code: "refused" });
    await expect(change({ note: "x" }, 3, "agent")).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("a list is found by number, subject, serial or name, sorted, and read page by page", async () => {
    const ticket = await open("HAR-33001", "2026-04-15T10:00:00Z", "عطل في الشبكة");
    const other = await open("KLO-10011", "2026-04-16T10:00:00Z", "Noise");
    await work(ticket.id, "2026-04-15", 90);
    const found = async (asked: Partial<Parameters<typeof exceptions.listExceptions>[1]>) =>
      (await exceptions.listExceptions(as("sales"), { ...listed, ...asked })).rows.map(({ number }) => number);
    const [first, second] = ["X-1001", "X-1002"];
    expect(await found({})).toEqual([second, first]);
    expect(await found({ sort: "oldest" })).toEqual([first, second]);
    expect(await found({ sort: "cost" })).toEqual([first, second]);
    expect(await found({ sort: "account" })).toEqual([first, second]);
    for (const q of ["الشبكة", "harbor", "har 33OO1", ticket.number, "x-1001"]) expect(await found({ q }), q).toEqual([first]);
    for (const q of [other.number, "noi", "klo"]) expect(await found({ q }), q).toEqual([second]);
    expect(await found({ q: "%" })).toEqual([]);
    expect(await found({ from: "2026-04-16" })).toEqual([second]);
    expect(await found({ through: "2026-04-15" })).toEqual([first]);
    expect(await found({ accountId: small.harbor })).toEqual([first]);
    expect(await found({ assignee: "me" })).toEqual([]);
    for (const sort of ["newest", "oldest", "cost", "account"] as const) {
      const one = await exceptions.listExceptions(as("sales"), { ...listed, sort, limit: 1 });
      const next = await exceptions.listExceptions(as("sales"), { ...listed, sort, limit: 1, cursor: one.nextCursor! });
      expect(
        [...one.rows, ...next.rows].map(({ number }) => number),
        sort,
      ).toEqual(await found({ sort }));
      expect(next.nextCursor).toBeNull();
    }
  });

  test("COV4: a list is narrowed to the days of each account", async () => {
    await open("HAR-33001", "2026-04-16T03:00:00Z"); // the evening of the 15th in Los Angeles
    await open("KLO-10011", "2026-04-15T23:30:00Z"); // the first hour of the 16th in London
    const found = async (from: string, through: string) =>
      (await exceptions.listExceptions(as("sales", "2026-04-20T10:00:00Z"), { ...listed, from, through })).rows.map(
        ({ serial }) => serial,
      );
    expect(await found("2026-04-15", "2026-04-15")).toEqual(["HAR-33001"]);
    expect(await found("2026-04-16", "2026-04-16")).toEqual(["KLO 10011"]);
  });

  test("a page of them takes as many statements as one of them", async () => {
    await open();
    const { ctx, statements } = counting(as("sales"));
    await exceptions.listExceptions(ctx, listed);
    const forOne = statements();
    await open("KLO-10011");
    await exceptions.listExceptions(ctx, listed);
    expect(statements()).toBe(2 * forOne);
  });

  test("the list as a file: what looks like a formula stays text", async () => {
    await open("HAR-33001", now, "=HYPERLINK(1)");
    const { limit: _, ...asked } = listed;
    const csv = await exceptions.exportExceptions(as("sales"), asked, "csv");
    const [heading, row] = csv.content.toString().split("\r\n");
    expect([csv.name, heading]).toEqual(["exceptions.csv", expect.stringMatching(/^\uFEFFException,Status,/)]);
    expect(row).toContain("X-1001,open,2026-04-15T10:00:00Z,");
    expect(row).toContain("'=HYPERLINK(1)");
    const workbook = await exceptions.exportExceptions(as("sales"), asked, "xlsx");
    expect(workbook.content.subarray(0, 2).toString()).toBe("PK");
  });
});

describe("tasks", () => {
  test("ENT10: of an unknown requester somebody is asked to find out; agents do it, and say so", async () => {
    await inTestTransaction(database, { role: "agent", now }, (ctx) =>
      openTicket(ctx, { question: { email: "who@example.com" }, subject: "?", description: "", channel: "email", severity: 3 }),
    );
    const { rows } = await exceptions.listTasks(as("agent"), { status: "open", kind: "identify", assignee: "nobody", limit: 50 });
    expect(rows).toEqual([expect.objectContaining({ kind: "identify", accountId: null, dueOn: "2026-04-16", done: null })]);
    const [task] = rows;
    const done = await inTestTransaction(database, { role: "agent", now }, (ctx) =>
      exceptions.changeTask(ctx, task!.id, 1, { done: true, note: "It was Sam" }),
    );
    expect(done).toMatchObject({ status: "done", note: "It was Sam", done: { by: "Test agent" }, revision: 2 });
    await expect(exceptions.changeTask(as("agent"), task!.id, 1, { done: false })).rejects.toMatchObject({
      code: "stale_version",
    });
    await expect(exceptions.changeTask(as("finance"), task!.id, 2, { done: false })).rejects.toMatchObject({
      code: "not_allowed",
    });
    expect((await exceptions.changeTask(as("agent"), task!.id, 2, { done: false })).done).toBeNull();
  });
});
