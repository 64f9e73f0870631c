import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import { defaultPolicy } from "#core/policy/index.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import { listExceptions } from "#modules/exceptions/exceptions.ts";
import { changePolicy, getPolicy } from "#modules/policies/policies.ts";
import { addWork, listTicketWork } from "#modules/projects/projects.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { Problem } from "#platform/problem.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, type Granted, tenTickets } from "#test/support/granting.ts";
import * as tickets from "./tickets.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const act = <T>(use: (ctx: Context) => Promise<T>, role: "agent" | "manager" = "agent"): Promise<T> =>
  inTestTransaction(database, { role, now: "2026-03-10T10:00:00Z" }, use);

const open = (account: string) =>
  act((ctx) =>
    tickets.openTicket(ctx, { question: { account }, subject: "Slow", description: "", channel: "email", severity: 3 }),
  );

/** What each of these came to: what it brought, or the code of what was in its way. */
async function outcomes<T>(acts: readonly Promise<T>[]): Promise<(T | string)[]> {
  const settled = await Promise.allSettled(acts);
  return settled.map((one) => {
    if (one.status === "fulfilled") return one.value;
    if (one.reason instanceof Problem) return one.reason.code;
    throw one.reason;
  });
}

async function left({ contractNumber }: Granted): Promise<number> {
  const { candidates } = await act((ctx) => checkEntitlement(ctx, { account: contractNumber }));
  return candidates[0]!.allowances[0]!.left;
}

const enforce = () =>
  act(async (ctx) => {
    const { version } = await getPolicy(ctx);
    await changePolicy(ctx, version, { policy: { ...defaultPolicy, otherwise: "enforce" }, reason: "a test" });
  }, "manager");

/** Until an act waits for somebody, or is done. */
async function waitsOrEnds(ctx: Context, begun: Promise<unknown>): Promise<void> {
  const ended = Promise.allSettled([begun]).then(() => true);
  const waiting = async (): Promise<boolean> => {
    const { rows } = await sql`select from pg_locks where not granted and transactionid is not null`.execute(ctx.tx);
    return rows.length > 0;
  };
  while (!(await Promise.race([ended, waiting()])));
}

test("TIC3: of two agents who change one ticket at once the second is told that it is another's by now", async () => {
  const granted = await grant(database, [tenTickets]);
  const ticket = await open(granted.contractNumber);
  const change = (asked: tickets.ChangeTicket) =>
    act(async (ctx) => (await tickets.changeTicket(ctx, ticket.id, 1, asked)).status);
  const came = await outcomes([change({ status: "cancelled" }), change({ severity: 1 }), change({ status: "solved" })]);
  expect(came.filter((one) => one === "stale_version")).toHaveLength(2);
  const { revision } = await act((ctx) => tickets.getTicket(ctx, ticket.id));
  expect(revision).toBe(2);
});

test("TIC5: two tickets merged into each other at once: one of them goes on, and one unit is given back", async () => {
  const granted = await grant(database, [tenTickets]);
  const [one, other] = [await open(granted.contractNumber), await open(granted.contractNumber)];
  const merge = (id: string, into: string) => act(async (ctx) => (await tickets.mergeTicket(ctx, id, into)).status);
  expect((await outcomes([merge(one.id, other.id), merge(other.id, one.id)])).toSorted()).toEqual(["closed", "refused"]);
  expect(await left(granted)).toBe(9);
});

test("ALW8: tickets that turn to the last unit of another contract at once: one gets it", async () => {
  const wanted = await grant(database, [{ ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount: 1 }] }]);
  const others = await Promise.all([1, 2, 3, 4].map(() => grant(database, [tenTickets])));
  const opened = await Promise.all(others.map(({ contractNumber }) => open(contractNumber)));
  const came = await outcomes(
    opened.map(({ id }) =>
      act(async (ctx) => {
        const turned = await tickets.changeTicket(ctx, id, 1, { accountId: wanted.accountId, cover: "switch" });
        return turned.contractNumber === wanted.contractNumber ? "covered" : "not covered";
      }),
    ),
  );
  expect(came.filter((one) => one === "covered")).toHaveLength(1);
  expect(await left(wanted)).toBe(0);
});

test("ALW8: customers who write on two cancelled tickets at once: one has the last unit again, the other is decided anew", async () => {
  const granted = await grant(database, [{ ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount: 2 }] }]);
  const two = [await open(granted.contractNumber), await open(granted.contractNumber)];
  for (const { id } of two) await act((ctx) => tickets.changeTicket(ctx, id, 1, { status: "cancelled" }));
  await open(granted.contractNumber);
  const say = { kind: "customer_reply", body: "Still slow" } as const;
  const writes = (id: string) => act(async (ctx) => (await tickets.addMessage(ctx, id, say)).revision);
  await Promise.all([...two, ...two].map(({ id }) => writes(id)));
  const now = await Promise.all(two.map(({ id }) => act((ctx) => tickets.getTicket(ctx, id))));
  expect(now.map(({ outcome }) => outcome).toSorted()).toEqual(["entitled", "not_entitled"]);
  for (const { messages } of now) expect(messages.filter(({ kind }) => kind === "customer_reply")).toHaveLength(2);
  const decided = await Promise.all(two.map(({ id }) => act((ctx) => tickets.listTicketDecisions(ctx, id))));
  expect(decided.map(({ rows }) => rows.length).toSorted()).toEqual([1, 2]);
  expect(await left(granted)).toBe(0);
});

test("TIC5: what a customer writes while its ticket is merged is heard, on the one or another", async () => {
  const granted = await grant(database, [tenTickets]);
  const three = [await open(granted.contractNumber), await open(granted.contractNumber), await open(granted.contractNumber)];
  const [one, two, last] = three as [Ticket, Ticket, Ticket];
  const writes = ({ id }: Ticket) => act((ctx) => tickets.addMessage(ctx, id, { kind: "customer_reply", body: "And?" }));
  const merge = (from: Ticket, into: Ticket) => act((ctx) => tickets.mergeTicket(ctx, from.id, into.id));
  await outcomes([merge(one, two), writes(one), merge(two, last), writes(two), writes(one), merge(last, one), writes(last)]);
  const now = await Promise.all(three.map(({ id }) => act((ctx) => tickets.getTicket(ctx, id))));
  expect(now.flatMap(({ messages }) => messages).filter(({ body }) => body === "And?")).toHaveLength(4);
});

test("ENT9: two managers let one ticket through at once: there is one exception", async () => {
  await enforce();
  const granted = await grant(database, [], { startsOn: "2025-01-01", endsBefore: "2026-01-01" });
  const ticket = await open(granted.contractNumber);
  const override = () => act(async (ctx) => (await tickets.overrideTicket(ctx, ticket.id, "They renew")).held, "manager");
  expect((await outcomes([override(), override()])).filter((one) => one === "refused")).toHaveLength(1);
  const { rows } = await act((ctx) => listExceptions(ctx, { q: ticket.number, assignee: "anybody", sort: "newest", limit: 5 }));
  expect(rows).toHaveLength(1);
});

test("ENT7: on a ticket that comes to be held at the same moment no work is entered", async () => {
  await enforce();
  const [covered, bare] = [
    await grant(database, []),
    await grant(database, [], { startsOn: "2025-01-01", endsBefore: "2026-01-01" }),
  ];
  const { id } = await open(covered.contractNumber);
  const enter = () => act((ctx) => addWork(ctx, id, { worker: "me", workedOn: "2026-03-10", minutes: 30, note: "" }));
  let entering: Promise<unknown> = Promise.resolve();
  await act(async (ctx) => {
    const held = await tickets.changeTicket(ctx, id, 1, { accountId: bare.accountId, cover: "switch" });
    expect(held.held).toBe("not_covered");
    entering = enter();
    await waitsOrEnds(ctx, entering);
  });
  await expect(entering).rejects.toMatchObject({ code: "refused", extra: { rule: "ENT7" } });
  expect((await act((ctx) => listTicketWork(ctx, id))).rows).toEqual([]);
});
