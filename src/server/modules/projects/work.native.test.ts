import { afterAll, beforeAll, expect, test } from "vitest";
import { amend } from "#core/amendments/index.ts";
import { writeAmended } from "#modules/contracts/contracts.ts";
import { openTicket } from "#modules/tickets/tickets.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { factsOf, signContract } from "#test/support/signed-contract.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { addWork, listTicketWork, rebook, rebookings } from "./projects.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const now = "2026-07-01T09:00:00Z";

test("PRJ2: two who enter work of one person on one day at the same instant are counted one after the other", async () => {
  const actor = testActor("agent");
  const { id } = await inTestTransaction(database, { role: "agent", now }, (ctx) =>
    openTicket(ctx, { question: { serial: "PHH-68634f" }, subject: "Down", description: "", channel: "email", severity: 2 }),
  );
  const enter = () =>
    inTestTransaction(database, { actor, now }, (ctx) =>
      addWork(ctx, id, { worker: "me", workedOn: "2026-05-20", minutes: 1000, note: "" }),
    );
  const outcomes = await Promise.allSettled([enter(), enter(), enter()]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
});

test("PRJ2: work entered while an amendment lands is booked by what then stands, or moved by it", async () => {
  const contract = await inTestTransaction(database, { now: "2026-02-20T09:00:00Z" }, (ctx) =>
    signContract(ctx, {
      number: "RACE",
      accountId: small.northgate,
      startsOn: "2026-03-01",
      endsBefore: "2027-03-01",
      assets: { A: 120_000n },
    }),
  );
  const { id } = await inTestTransaction(database, { role: "agent", now: "2026-03-02T09:00:00Z" }, (ctx) =>
    openTicket(ctx, { question: { serial: "RACEA" }, subject: "Down", description: "", channel: "email", severity: 2 }),
  );
  const held = Promise.withResolvers<void>();
  const enter = () =>
    inTestTransaction(database, { role: "agent", now }, (ctx) =>
      addWork(ctx, id, { worker: "me", workedOn: "2026-04-10", minutes: 10, note: "" }),
    );
  const amended = inTestTransaction(database, { now }, async (ctx) => {
    const before = await factsOf(ctx, contract.contractId);
    const change = { kind: "remove", covered: [contract.subject("A")], lastDay: "2026-03-20" } as const;
    const outcome = amend(before, { id: ctx.newId(), reason: "asked", author: "test", ...change });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    const moves = await rebookings(ctx, before, outcome.value.state, { forUpdate: true });
    held.resolve();
    const { recordedAt } = await writeAmended(ctx, outcome.value, {});
    await rebook(ctx, moves, { amendmentId: outcome.value.recorded.id, recordedAt });
  });
  await held.promise;
  await Promise.all([amended, enter(), enter()]);
  const { rows } = await inTestTransaction(database, { now }, (ctx) => listTicketWork(ctx, id));
  expect(rows.map(({ booking }) => booking.kind)).toEqual(["exception", "exception"]);
});
