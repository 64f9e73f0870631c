// Many want the last units at the same instant: the ledger is held while each draws, so that as many get one as there are (ALW8).
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "#test/support/context.ts";
import { nativeDatabase } from "#test/support/database.ts";
import { grant, type Granted, tenTickets } from "#test/support/granting.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import { TEMPLATE } from "#test/support/template.ts";
import type { Decision } from "#core/entitlement/decision.ts";
import { inTransaction } from "#platform/context.ts";
import { openServer, type Database } from "#platform/db/database.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import * as entitlements from "./entitlements.ts";

let made: Awaited<ReturnType<typeof nativeDatabase>>;
let database: Database;
/** Another server's. */
let other: Database;
beforeAll(async () => {
  made = await nativeDatabase(TEMPLATE);
  database = openServer(made.url);
  other = openServer(made.url);
  await recordSmallRegister(database);
  // A hundred tickets each calendar month: every run has a month of its own.
  await sql`
    insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
    select gen_random_uuid(), plan_id, version + 1, effective_on, jsonb_set(terms, '{allowances,0,buckets,0,per}', '"calendar_month"'), recorded_at
    from plan_version where plan_id = (select id from plan where name = 'Silver')`.execute(database.db);
});
afterAll(async () => {
  await database.close();
  await other.close();
  await made.drop();
});

const granted = 100;
const asking = 200;

type Answer = Pick<Decision, "outcome" | "reasons">;
const question = { assetTag: "NG-2", channel: "email", severity: 3 } as const;

/** Of two servers in turn: what one of them holds, the other has read before. */
async function hold(now: string, place: number): Promise<Answer> {
  const asked = place % 2 === 0 ? database : other;
  const ctx = testContext(asked, { role: "agent", now });
  return (await entitlements.checkAndHold({ database: asked, log: ctx.log }, ctx, question)).decision;
}

async function open(now: string): Promise<Answer> {
  const { log, actor, now: at } = testContext(database, { role: "agent", now });
  const { assetTag, channel, severity } = question;
  const ticket = await inTransaction(
    { database, log },
    actor,
    (ctx) => tickets.openTicket(ctx, { question: { assetTag }, channel, severity, subject: "s", description: "d" }),
    at,
  );
  return (await entitlements.getDecision(testContext(database, { role: "agent" }), ticket.decisionId)).decision;
}

const runs = Array.from({ length: 10 }, (_, run) => {
  const month = `2026-${String(run + 2).padStart(2, "0")}`;
  return { month, now: `${month}-10T09:00:00Z`, ask: run % 2 === 0 ? hold : open };
});

test.each(runs)(
  "ALW8: two hundred want a hundred tickets of $month: a hundred get one",
  { timeout: 240_000 },
  async ({ month, now, ask }) => {
    const answers = await Promise.all(Array.from({ length: asking }, (_, place) => ask(now, place)));
    const refused = answers.filter(({ outcome }) => outcome !== "entitled");
    expect(answers.length - refused.length).toBe(granted);
    expect(new Set(refused.map(({ outcome, reasons }) => `${outcome} by ${reasons[0]?.rule}`))).toEqual(
      new Set(["not_entitled by ALW3"]),
    );
    const { rows } = await sql<Record<"had" | "stored" | "uses", unknown>>`
    select held + consumed as stored,
      (select count(distinct use_id) from allowance_entry where lot_id = lot.id and kind in ('hold', 'consume')) as uses,
      (select sum(case when kind in ('hold', 'consume') then quantity when kind in ('release', 'give_back') then -quantity end)
        from allowance_entry where lot_id = lot.id) as had
    from allowance_lot lot where kind = 'period' and starts_on = ${`${month}-01`}`.execute(database.db);
    expect(rows.map(({ had, stored, uses }) => [Number(had), Number(stored), Number(uses)])).toEqual([
      [granted, granted, granted],
    ]);
  },
);

test("ALW8: while somebody holds one allowance, those who draw on others do not wait", async () => {
  const [busy, free] = [await grant(database, [tenTickets]), await grant(database, [tenTickets])];
  const now = "2026-03-10T09:00:00Z";
  const holdUnder = ({ contractNumber }: Granted) => {
    const ctx = testContext(database, { role: "agent", now });
    return entitlements.checkAndHold({ database, log: ctx.log }, ctx, { contractNumber, channel: "phone", severity: 3 });
  };
  await Promise.all([busy, free].map(holdUnder));
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const holding = other.db.transaction().execute(async (tx) => {
    await sql`select from allowance where contract_id = ${busy.contractId} for update`.execute(tx);
    begin();
    await ended;
  });
  await begun;
  const waiting = holdUnder(busy);
  const others = await Promise.all(Array.from({ length: 5 }, () => holdUnder(free)));
  expect(others.map(({ until }) => until?.toString())).toEqual(others.map(() => "2026-03-10T09:30:00Z"));
  end();
  await holding;
  expect((await waiting).until?.toString()).toBe("2026-03-10T09:30:00Z");
});
