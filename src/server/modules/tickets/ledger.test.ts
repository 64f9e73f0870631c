import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "#api/tickets.ts";
import { defaultPolicy, type Handling } from "#core/policy/index.ts";
import type { Channel, PlanAllowance } from "#core/entitlement/terms.ts";
import { checkEntitlement, replayDecision } from "#modules/entitlements/entitlements.ts";
import { listExceptions, listTasks } from "#modules/exceptions/exceptions.ts";
import { changePolicy, getPolicy } from "#modules/policies/policies.ts";
import { recordProducts } from "#modules/products/products.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, type TestContextOptions } from "#test/support/context.ts";
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
function act<T>(use: (ctx: Context) => Promise<T>, options: TestContextOptions = {}): Promise<T> {
  const now = Temporal.Instant.from("2026-03-10T10:00:00Z").add({ minutes: (minute += 1) });
  return inTestTransaction(database, { role: "agent", now: now.toString(), ...options }, use);
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

/** New products of no branch, by their ids. */
async function products<Names extends readonly string[]>(...names: Names): Promise<{ readonly [Place in keyof Names]: string }> {
  return act(
    async (ctx) => {
      const bare = { slug: null, maker: "Acme", parentId: null, kind: "application", partNumber: null, category: null } as const;
      const made = names.map((name) => ({ ...bare, id: ctx.newId(), name }));
      await recordProducts(ctx, made);
      return made.map(({ id }) => id) as { readonly [Place in keyof Names]: string };
    },
    { role: "administrator" },
  );
}

const policy = (otherwise: Handling): Promise<unknown> =>
  act(
    async (ctx) => {
      const { version } = await getPolicy(ctx);
      return changePolicy(ctx, version, { policy: { ...defaultPolicy, otherwise }, reason: "a test" });
    },
    { role: "manager" },
  );

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

  /** A cancelled ticket of which another took the only unit meanwhile. */
  async function cancelledWithoutUnit(terms: Partial<PlanAllowance> = {}) {
    const granted = await grant(database, ten(terms, 1));
    const ticket = await open(granted);
    await change(ticket, { status: "cancelled" });
    return { granted, ticket, other: await open(granted) };
  }
  const writes = ({ id }: Ticket, options: TestContextOptions = {}): Promise<Ticket> =>
    act((ctx) => tickets.addMessage(ctx, id, { kind: "customer_reply", body: "Still slow" }), options);

  test("ENT11: what a customer writes on a cancelled ticket of which the unit is gone is heard, and its cover is decided anew, as of then", async () => {
    const { granted, ticket, other } = await cancelledWithoutUnit();
    const again = await writes(ticket);
    expect(again).toMatchObject({ status: "on_hand", outcome: "not_entitled", handling: "advise", contractNumber: null });
    expect(again.targets.every(({ state }) => state === "paused")).toBe(true);
    expect(again.messages.slice(-4)).toMatchObject([
      { kind: "customer_reply", body: "Still slow" },
      { kind: "event", body: "Reopened: it was cancelled." },
      { kind: "notice", body: expect.stringContaining("not covered") },
      { kind: "note", body: expect.stringContaining("could not be drawn again"), authorName: "Support" },
    ]);
    const { rows } = await act((ctx) => tickets.listTicketDecisions(ctx, ticket.id));
    expect(rows.map(({ cause, taken, decision }) => [cause, taken, decision.outcome])).toEqual([
      ["opened", true, "entitled"],
      ["changed", true, "not_entitled"],
    ]);
    expect(rows[1]).toMatchObject({
      changes: [{ what: "Status", from: "cancelled", to: "reopened" }],
      decision: { at: again.changedAt, candidates: [{ ruledOutBy: { rule: "ALW3" } }] },
    });
    const replayed = await act((ctx) => replayDecision(ctx, again.decisionId));
    expect(replayed.same).toBe(true);
    const listed = { q: ticket.number, assignee: "anybody", sort: "newest", limit: 5 } as const;
    expect((await act((ctx) => listExceptions(ctx, listed))).rows).toMatchObject([{ status: "open", handling: "advise" }]);
    expect((await writes(ticket)).revision).toBe(again.revision + 1);
    expect((await act((ctx) => tickets.listTicketDecisions(ctx, ticket.id))).rows).toHaveLength(2);
    expect(await left(granted)).toEqual([0]);
    await change(again, { status: "solved" });
    await change(other, { status: "cancelled" });
    expect(await left(granted)).toEqual([1]);
  });

  test("ENT11: the same by the customer's own hand, who reads the notice and not the note", async () => {
    const { granted, ticket } = await cancelledWithoutUnit(onResolution);
    const again = await writes(ticket, { role: "contact", accountId: granted.accountId });
    expect(again).toMatchObject({ status: "on_hand", outcome: "not_entitled" });
    expect(again.messages.map(({ kind }) => kind)).toEqual(["event", "customer_reply", "event", "notice"]);
  });

  test("ENT7: where the policy refuses, it is held until it is covered, whatever status was meant", async () => {
    const { ticket } = await cancelledWithoutUnit();
    await policy("enforce");
    const again = await act((ctx) =>
      tickets.addMessage(ctx, ticket.id, { kind: "customer_reply", body: "x".repeat(200_000), status: "on_hand" }),
    );
    await policy("advise");
    expect(again).toMatchObject({ status: "new", held: "not_covered", handling: "enforce" });
    const tasks = await act((ctx) => listTasks(ctx, { status: "open", assignee: "anybody", limit: 200 }));
    expect(tasks.rows.filter(({ ticketId }) => ticketId === ticket.id)).toMatchObject([{ kind: "renewal" }]);
  });

  test("ENT11: with the cover of another account kept, it is decided for the account that it is of by now", async () => {
    const [from, to] = [await grant(database, ten({}, 1)), await grant(database, ten())];
    const ticket = await open(from);
    const kept = await change(ticket, { accountId: to.accountId, cover: "keep" });
    await change(kept, { status: "cancelled" });
    await open(from);
    const again = await writes(ticket);
    expect(again).toMatchObject({ status: "on_hand", outcome: "entitled", contractNumber: to.contractNumber });
    expect([await left(from), await left(to)]).toEqual([[0], [9]]);
  });

  test("ENT11: what is decided about it afterwards is decided as of its reopening", async () => {
    const { granted, ticket, other } = await cancelledWithoutUnit();
    const again = await writes(ticket);
    await change(other, { status: "cancelled" });
    const graver = await change(again, { severity: 1, cover: "switch" });
    expect(graver).toMatchObject({ outcome: "entitled", decision: { at: again.changedAt } });
    expect(await left(granted)).toEqual([0]);
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

  test("ALW4: with its cover kept it draws for what it is about now, also when it is reopened later", async () => {
    const [printer, scanner] = await products("Printer", "Scanner");
    const limit = { key: "scans", channels: "any", products: { only: [scanner] }, severities: "any", atMost: 5 } as const;
    const [from, to] = [
      await grant(database, ten({ buckets: [{ ...tenTickets.buckets[0]!, limits: [limit] }] })),
      await grant(database, ten()),
    ];
    const ticket = await change(await open(from), { productId: printer });
    expect(await left(from)).toEqual([9, 5]);
    await change(ticket, { accountId: to.accountId, productId: scanner, cover: "keep" });
    expect(await left(from)).toEqual([9, 4]);
    await change(ticket, { status: "cancelled" });
    await change(ticket, { status: "on_hand" });
    expect([await left(from), await left(to)]).toEqual([[9, 4], [10]]);
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
