import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import { listTasks } from "#modules/exceptions/exceptions.ts";
import { addWork } from "#modules/projects/projects.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, tenTickets } from "#test/support/granting.ts";
import * as tickets from "./tickets.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const opening = "2026-03-10T10:00:00Z";
const later = "2026-03-10T11:00:00Z";

function at<T>(now: string, act: (ctx: Context) => Promise<T>): Promise<T> {
  return inTestTransaction(database, { role: "agent", now }, act);
}

const open = (account: string): Promise<Ticket> =>
  at(opening, (ctx) =>
    tickets.openTicket(ctx, { question: { account }, subject: "It is slow", description: "", channel: "email", severity: 2 }),
  );
const change = ({ id, revision }: Ticket, asked: tickets.ChangeTicket): Promise<Ticket> =>
  at(later, (ctx) => tickets.changeTicket(ctx, id, revision, asked));
const decisions = async ({ id }: Ticket) => (await at(later, (ctx) => tickets.listTicketDecisions(ctx, id))).rows;
const tasksOf = async ({ id }: Ticket) =>
  (await at(later, (ctx) => listTasks(ctx, { status: "all", assignee: "anybody", limit: 200 }))).rows.filter(
    ({ ticketId }) => ticketId === id,
  );
const work = ({ id }: Ticket) =>
  at(later, (ctx) => addWork(ctx, id, { worker: "me", workedOn: "2026-03-10", minutes: 45, note: "Looked at it" }));

describe("an undecided ticket", () => {
  /** Two contracts of one account, for two services: which is meant, nobody has said. */
  async function twoAlike(
    ...allowances: readonly (readonly PlanAllowance[])[]
  ): Promise<{ account: string; numbers: readonly string[] }> {
    const [first, second] = [await grant(database, allowances[0] ?? []), await grant(database, allowances[1] ?? [])];
    await inTestTransaction(database, { now: "2026-01-05T00:00:00Z" }, async (ctx) => {
      const [amendmentId, lineId] = [ctx.newId(), ctx.newId()];
      const days = { startsOn: second.startsOn, endsBefore: second.endsBefore };
      const account = { subjectKind: "account" as const, coversParts: false, coversSubAccounts: false, service: "on site" };
      const more = { id: lineId, contractId: second.contractId, number: "2", assetId: null, productId: null, siteId: null };
      await contracts.recordLines(ctx, [{ ...more, ...account, ...days, removedOn: null }]);
      await contracts.recordAmendments(ctx, [
        {
          id: amendmentId,
          contractId: second.contractId,
          kind: "correct",
          effectiveOn: second.startsOn,
          payload: {},
          reason: "also",
        },
      ]);
      const contract = { contractId: second.contractId, lineId, amendmentId };
      const to = { accountId: first.accountId, subjectId: first.accountId, productId: null, planId: second.planId };
      const rest = { timeZone: "Europe/London", yearlyMinor: 1n, endReason: "term" as const };
      await contracts.recordCoverages(ctx, [{ id: ctx.newId(), ...account, ...days, ...to, ...rest, contract }]);
    });
    return { account: first.contractNumber, numbers: [first.contractNumber, second.contractNumber] };
  }

  test("ENT4: two equals are for a person to choose between; the ticket is then under the one, with its promises from the opening", async () => {
    const { account, numbers } = await twoAlike();
    const ticket = await open(account);
    expect(ticket).toMatchObject({ outcome: "undecided", plan: null, targets: [], handling: null });
    expect(await tasksOf(ticket)).toMatchObject([{ kind: "undecided", status: "open" }]);
    const second = ticket.decision.candidates.find(({ contractNumber }) => contractNumber === numbers[1])!;
    const choose = (coverageId: string) =>
      at(later, (ctx) => tickets.chooseCover(ctx, ticket.id, { coverageId, reason: "It is the newer contract" }));
    await expect(choose(ticket.id)).rejects.toMatchObject({ code: "refused", extra: { rule: "ENT4" } });
    const settled = await choose(second.coverageId!);
    expect(settled).toMatchObject({
      outcome: "entitled",
      plan: numbers[1],
      contractNumber: numbers[1],
      chosenCoverageId: second.coverageId,
      nextDue: { name: "first_response", dueAt: later },
    });
    expect(await tasksOf(ticket)).toMatchObject([{ kind: "undecided", status: "done" }]);
    await expect(choose(second.coverageId!)).rejects.toMatchObject({ code: "refused", extra: { rule: "ENT4" } });
    expect((await work(settled)).booking).toMatchObject({ kind: "project", contractNumber: numbers[1] });
    const graver = await change(settled, { severity: 1 });
    expect(graver).toMatchObject({ outcome: "entitled", contractNumber: numbers[1], chosenCoverageId: second.coverageId });
    expect(graver.targets[0]).toMatchObject({ promise: "30 min" });
    expect((await decisions(ticket)).map(({ cause, chosenCoverageId }) => [cause, chosenCoverageId])).toEqual([
      ["opened", null],
      ["chosen", second.coverageId],
      ["changed", null],
    ]);
  });

  test("ENT11: reopened by the customer when the last unit of the one that was chosen is gone, it is under the other", async () => {
    const only = { ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount: 1 }] };
    const { account, numbers } = await twoAlike([only], [tenTickets]);
    const underFirst = async () => {
      const ticket = await open(account);
      const { coverageId } = ticket.decision.candidates.find(({ contractNumber }) => contractNumber === numbers[0])!;
      return at(later, (ctx) => tickets.chooseCover(ctx, ticket.id, { coverageId: coverageId!, reason: "It is the older" }));
    };
    const cancelled = await change(await underFirst(), { status: "cancelled" });
    await underFirst();
    const again = await at(later, (ctx) =>
      tickets.addMessage(ctx, cancelled.id, { kind: "customer_reply", body: "It is still slow" }),
    );
    expect(again).toMatchObject({ status: "on_hand", outcome: "entitled", contractNumber: numbers[1], chosenCoverageId: null });
    expect(again.nextDue).not.toBeNull();
    const { candidates } = await at(later, (ctx) => checkEntitlement(ctx, { account }));
    const left = candidates.map(({ contractNumber, allowances }) => [contractNumber, allowances[0]!.left]);
    expect(left.toSorted()).toEqual([
      [numbers[0], 0],
      [numbers[1], 9],
    ]);
  });
});
