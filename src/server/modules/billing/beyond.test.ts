import { afterAll, beforeAll, expect, test } from "vitest";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import * as allowances from "#modules/allowances/allowances.ts";
import { addWork, removeWork } from "#modules/projects/projects.ts";
import { openTicket } from "#modules/tickets/tickets.ts";
import { newId } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, tenTickets, twoHours } from "#test/support/granting.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import { drawUp, postBills } from "./bill.ts";
import { getInvoice } from "./documents.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

/** Bills through a day and tells the documents, with the lines about what was used. */
const bill = (contractId: string, through: string) =>
  inTestTransaction(database, { role: "finance", now: `${through}T18:00:00Z` }, async (ctx) => {
    const told: string[] = [];
    for (const { id } of await postBills(ctx, await drawUp(ctx, [contractId], through, { hold: true }), null)) {
      const { kind, totalMinor, linePage } = await getInvoice(ctx, id);
      told.push(`${kind} ${totalMinor}`);
      for (const line of linePage.rows.filter(({ title }) => title === "Beyond the allowance"))
        told.push(`  ${line.kind} ${line.detail} [${line.startsOn}, ${line.endsBefore}): ${line.amountMinor}`);
    }
    return told;
  });

test("BIL2: work beyond the allowance is billed by the day on which it was done, once, and credited when the entry is removed", async () => {
  const billed: PlanAllowance = { ...twoHours, outOfHoursPercent: 200, beyond: { billMinor: "7550" } };
  const { contractId, contractNumber } = await grant(database, [billed]);
  expect(await bill(contractId, "2026-01-01")).toEqual(["invoice 120000"]);
  const ticket = await inTestTransaction(database, { role: "agent", now: "2026-01-05T09:00:00Z" }, (ctx) =>
    openTicket(ctx, { question: { account: contractNumber }, subject: "s", description: "", channel: "email", severity: 3 }),
  );
  const enter = (startedAt: string, minutes: number) =>
    inTestTransaction(database, { role: "manager", now: "2026-03-08T12:00:00Z" }, (ctx) =>
      addWork(ctx, ticket.id, { worker: "me", startedAt, minutes, note: "" }),
    );
  for (const day of ["02", "03", "04"]) await enter(`2026-03-${day}T10:00:00Z`, 60);
  const { id } = await enter("2026-03-07T10:00:00Z", 45);
  expect(await bill(contractId, "2026-03-06")).toEqual([
    "invoice 7550",
    "  charge 60 minutes of work [2026-03-04, 2026-03-05): 7550",
  ]);
  expect(await bill(contractId, "2026-03-08")).toEqual([
    "invoice 11325",
    "  charge 90 minutes of work [2026-03-07, 2026-03-08): 11325",
  ]);
  expect(await bill(contractId, "2026-03-08")).toEqual([]);
  await inTestTransaction(database, { role: "manager", now: "2026-03-09T12:00:00Z" }, (ctx) => removeWork(ctx, id));
  expect(await bill(contractId, "2026-03-10")).toEqual([
    "credit_note -11325",
    "  credit 90 minutes of work [2026-03-07, 2026-03-08): -11325",
  ]);
  expect(await bill(contractId, "2026-03-11")).toEqual([]);
});

test("BIL2: a ticket beyond the allowance is billed at its rate, and credited when it is cancelled; what is counted is not billed", async () => {
  const one = { ...tenTickets.buckets[0]!, amount: 1 };
  const billed = await grant(database, [{ ...tenTickets, buckets: [one], beyond: { billMinor: "2500" } }]);
  const counted = await grant(database, [{ ...tenTickets, buckets: [one], beyond: "count" }]);
  const tell = (cover: typeof billed, id: string, kind: "opened" | "cancelled", day: string) =>
    inTestTransaction(database, { role: "agent", now: `${day}T12:00:00Z` }, (ctx) => {
      const request = { channel: "phone", severity: 3, productPath: [], isOutOfHours: false } as const;
      return allowances.happen(ctx, { id, cover, request }, { kind, event: kind, at: ctx.now });
    });
  const tickets = [newId(), newId(), newId()];
  for (const cover of [billed, counted]) {
    await bill(cover.contractId, "2026-01-01");
    for (const ticket of tickets) await tell(cover, ticket, "opened", "2026-02-02");
  }
  expect(await bill(billed.contractId, "2026-02-28")).toEqual([
    "invoice 5000",
    "  charge 2 tickets [2026-02-02, 2026-02-03): 5000",
  ]);
  expect(await bill(counted.contractId, "2026-02-28")).toEqual([]);
  await tell(billed, tickets[2]!, "cancelled", "2026-03-02");
  expect(await bill(billed.contractId, "2026-03-31")).toEqual([
    "credit_note -5000",
    "  credit 2 tickets [2026-02-02, 2026-02-03): -5000",
    "invoice 2500",
    "  charge 1 ticket [2026-02-02, 2026-02-03): 2500",
  ]);
});
