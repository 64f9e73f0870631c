import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import type { Channel, PlanAllowance } from "#core/entitlement/terms.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, type Granted, tenTickets } from "#test/support/granting.ts";
import * as tickets from "./tickets.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Acts come a minute after one another on a Tuesday. */
let minute = 0;
function act<T>(use: (ctx: Context) => Promise<T>): Promise<T> {
  const now = Temporal.Instant.from("2026-03-10T10:00:00Z").add({ minutes: (minute += 1) });
  return inTestTransaction(database, { role: "agent", now: now.toString() }, use);
}

const open = ({ contractNumber }: Granted, channel: Channel = "email"): Promise<Ticket> =>
  act((ctx) =>
    tickets.openTicket(ctx, {
      question: { account: contractNumber },
      subject: "It is slow",
      description: "",
      channel,
      severity: 3,
    }),
  );
const change = ({ id }: Ticket, asked: tickets.ChangeTicket): Promise<Ticket> =>
  act(async (ctx) => tickets.changeTicket(ctx, id, (await tickets.getTicket(ctx, id)).revision, asked));

/** What is left of the first bucket, and of its limits. */
async function left({ contractNumber }: Granted): Promise<number[]> {
  const { candidates } = await act((ctx) => checkEntitlement(ctx, { account: contractNumber }));
  return candidates[0]!.allowances.map((one) => one.left);
}

const ten = (changes: Partial<PlanAllowance> = {}, amount = 10): PlanAllowance[] => [
  { ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount }], ...changes } as PlanAllowance,
];
const onResolution = { drawnAt: "resolution" } as const;

describe("what a ticket draws", () => {
  test("ALW4: on opening 10 → opened 9 → cancelled 10 → reopened 9", async () => {
    const granted = await grant(database, ten());
    const ticket = await open(granted);
    expect(await left(granted)).toEqual([9]);
    await change(ticket, { status: "cancelled" });
    expect(await left(granted)).toEqual([10]);
    await change(ticket, { status: "on_hand" });
    expect(await left(granted)).toEqual([9]);
    await change(ticket, { status: "solved" });
    await change(ticket, { status: "on_hand" });
    expect(await left(granted)).toEqual([9]);
  });

  test("ALW4: on resolution it is held 9, resolved 9, and reopened is held again", async () => {
    const granted = await grant(database, ten(onResolution));
    const balance = async () => {
      const { candidates } = await act((ctx) => checkEntitlement(ctx, { account: granted.contractNumber }));
      const { granted: all, held, used } = candidates[0]!.allowances[0]!;
      return { remains: all - used, held };
    };
    const ticket = await open(granted);
    expect(await balance()).toEqual({ remains: 10, held: 1 });
    await change(ticket, { status: "solved" });
    expect(await balance()).toEqual({ remains: 9, held: 0 });
    await change(ticket, { status: "on_hand" });
    expect(await balance()).toEqual({ remains: 10, held: 1 });
    await act((ctx) => tickets.addMessage(ctx, ticket.id, { kind: "reply", body: "Done again.", status: "solved" }));
    expect(await balance()).toEqual({ remains: 9, held: 0 });
    await change(ticket, { status: "closed" });
    expect(await balance()).toEqual({ remains: 9, held: 0 });
  });

  test("ALW4: a total of 1 on resolution, two opened: the second is not entitled, and solving both never comes to −1", async () => {
    const granted = await grant(database, ten(onResolution, 1));
    const [first, second] = [await open(granted), await open(granted)];
    expect([first.outcome, second.outcome]).toEqual(["entitled", "not_entitled"]);
    expect(second.decision.candidates[0]!.ruledOutBy).toMatchObject({ rule: "ALW3" });
    expect(second.handling).toBe("advise");
    for (const ticket of [first, second]) await change(ticket, { status: "solved" });
    expect(await left(granted)).toEqual([0]);
  });

  test("ALW4: merged, the merged gives back; the other keeps its own", async () => {
    const granted = await grant(database, ten());
    const [one, other] = [await open(granted), await open(granted)];
    expect(await left(granted)).toEqual([8]);
    await act((ctx) => tickets.mergeTicket(ctx, one.id, other.number));
    expect(await left(granted)).toEqual([9]);
  });

  test("ALW4: a cancelled ticket cannot take again what others have taken", async () => {
    const granted = await grant(database, ten({}, 1));
    const ticket = await open(granted);
    await change(ticket, { status: "cancelled" });
    await open(granted);
    const again = change(ticket, { status: "on_hand" });
    await expect(again).rejects.toMatchObject({ code: "refused", extra: { rule: "ALW3" } });
    expect((await act((ctx) => tickets.getTicket(ctx, ticket.id))).status).toBe("cancelled");
  });

  test("ALW4: what a customer writes on a cancelled ticket is not lost because nothing is left; the desk is told", async () => {
    const granted = await grant(database, ten({}, 1));
    const ticket = await open(granted);
    await change(ticket, { status: "cancelled" });
    const other = await open(granted);
    const again = await act((ctx) => tickets.addMessage(ctx, ticket.id, { kind: "customer_reply", body: "Still slow" }));
    expect(again.status).toBe("on_hand");
    expect(again.messages.slice(-3)).toMatchObject([
      { kind: "customer_reply", body: "Still slow" },
      { kind: "event" },
      { kind: "note", body: expect.stringContaining("nothing is left to draw"), authorName: "Support" },
    ]);
    expect(await left(granted)).toEqual([0]);
    await change(again, { status: "solved" });
    await change(other, { status: "cancelled" });
    expect(await left(granted)).toEqual([1]);
  });
});

describe("a ticket that is decided anew", () => {
  test("ENT11: its own use of the last unit does not stand in its way", async () => {
    const granted = await grant(database, ten({}, 1));
    const ticket = await open(granted);
    const graver = await change(ticket, { severity: 1 });
    expect(graver).toMatchObject({ severity: 1, outcome: "entitled", contractNumber: granted.contractNumber });
    expect(await left(granted)).toEqual([0]);
  });

  test("ALW4: to another account: what it drew is given back, and drawn there", async () => {
    const [from, to] = [await grant(database, ten()), await grant(database, ten())];
    const ticket = await open(from);
    const shown = await act((ctx) => tickets.previewRedecision(ctx, ticket.id, { accountId: to.accountId }));
    expect(shown).toMatchObject({ differs: true, switched: { contractNumber: to.contractNumber } });
    expect([await left(from), await left(to)]).toEqual([[9], [10]]);
    await change(ticket, { accountId: to.accountId, cover: "switch" });
    expect([await left(from), await left(to)]).toEqual([[10], [9]]);
    await change(ticket, { status: "cancelled" });
    expect([await left(from), await left(to)]).toEqual([[10], [10]]);
  });

  test("ALW4: to another account with its cover kept, it stays what it drew where it drew it", async () => {
    const [from, to] = [await grant(database, ten()), await grant(database, ten())];
    const ticket = await open(from);
    const kept = await change(ticket, { accountId: to.accountId, cover: "keep" });
    expect(kept).toMatchObject({ accountId: to.accountId, contractNumber: from.contractNumber });
    expect([await left(from), await left(to)]).toEqual([[9], [10]]);
  });

  test("ALW4: from phone to web what only the phone may draw is given back", async () => {
    const limit = {
      key: "phone",
      channels: { only: ["phone"] as const },
      products: "any",
      severities: "any",
      atMost: 1,
    } as const;
    const granted = await grant(database, ten({ buckets: [{ ...tenTickets.buckets[0]!, limits: [limit] }] }));
    const ticket = await open(granted, "phone");
    expect(await left(granted)).toEqual([9, 0]);
    expect((await open(granted, "phone")).outcome).toBe("not_entitled");
    const web = await change(ticket, { channel: "portal" });
    expect(web).toMatchObject({ outcome: "entitled", channel: "portal" });
    expect(await left(granted)).toEqual([9, 1]);
    const other = await open(granted, "phone");
    await expect(change(web, { channel: "phone", cover: "keep" })).rejects.toMatchObject({ extra: { rule: "ALW3" } });
    expect(other.outcome).toBe("entitled");
  });
});
