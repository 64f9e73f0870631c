import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listExceptions } from "#modules/exceptions/exceptions.ts";
import { listConfidence } from "#modules/policies/policies.ts";
import { replayDecision } from "#modules/entitlements/entitlements.ts";
import { ensureStandardPlans, listPlans } from "#modules/plans/plans.ts";
import { listTierProposals } from "#modules/tiers/tiers.ts";
import { getTicket, listTickets } from "#modules/tickets/tickets.ts";
import { inTransaction } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { systemActor } from "#platform/permit.ts";
import { inTestTransaction, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { seedDemo } from "./index.ts";
import { filled, stories } from "./stories.ts";

const now = "2026-11-21T20:00:00Z";

async function seeded(at = now): Promise<Database> {
  const database = await testDatabase();
  await inTransaction(testShell(database), systemActor, ensureStandardPlans, Temporal.Instant.from(at));
  await seedDemo(testShell(database), Temporal.Instant.from(at));
  return database;
}

let database: Database;
beforeAll(async () => {
  database = await seeded();
});
afterAll(() => database.close());

async function one(query: string): Promise<Record<string, unknown>> {
  return (await sql<Record<string, unknown>>`${sql.raw(query)}`.execute(database.db)).rows[0]!;
}

describe("the demo data", () => {
  test("there is enough of everything", async () => {
    const counts = await one(`select (select count(*)::int from account) accounts, (select count(*)::int from asset) assets,
      (select count(*)::int from contract) contracts, (select count(*)::int from ticket) tickets,
      (select count(distinct time_zone)::int from account) zones, (select count(distinct currency)::int from account) currencies,
      (select count(*)::int from account where parent_id is not null) children, (select count(*)::int from asset where parent_id is not null) parts`);
    expect(counts).toMatchObject({ accounts: 25, assets: 600, tickets: 300 });
    expect(counts["contracts"]).toBeGreaterThanOrEqual(72);
    expect(counts["contracts"]).toBeLessThanOrEqual(90);
    expect(counts["zones"]).toBeGreaterThanOrEqual(15);
    expect(counts["currencies"]).toBeGreaterThanOrEqual(12);
    expect(counts["children"]).toBe(3);
    expect(counts["parts"]).toBeGreaterThan(3);
  });

  test("coverage is of every kind, with removals, cancellations, drafts and renewals", async () => {
    const kinds = await one(`select
      (select count(distinct subject_kind)::int from coverage) subjects, (select count(*)::int from coverage where source = 'warranty') warranties,
      (select count(*)::int from coverage where end_reason = 'removed' and upper_inf(recorded)) removed,
      (select count(distinct contract_id)::int from coverage where end_reason = 'cancelled' and upper_inf(recorded)) cancelled,
      (select count(*)::int from contract where cancelled_on > '2026-11-21') leaving,
      (select count(*)::int from contract where renewal_of is not null) renewals,
      (select count(*)::int from contract where signed_on is null) drafts`);
    expect(kinds).toMatchObject({ subjects: 4, leaving: 1, cancelled: 2 });
    for (const kind of ["warranties", "removed", "renewals", "drafts"]) expect(kinds[kind], kind).toBeGreaterThan(0);
  });

  test("ALW9: a rule proposes a larger plan to a few customers; plans are made of templates, and Silver changes next month", async () => {
    const at = Temporal.Instant.from(now);
    const [proposed, offered] = await inTransaction(
      testShell(database),
      systemActor,
      async (ctx) => [(await listTierProposals(ctx, {})).rows, await listPlans(ctx)] as const,
      at,
    );
    expect(new Set(proposed.map(({ state, to }) => `${state} ${to.plan}`))).toEqual(new Set(["open Premium"]));
    expect(proposed.length).toBeLessThan(6);
    expect(offered.map(({ name }) => name)).toEqual(["Bronze", "Gold", "Hours", "Premium", "Silver", "Standard", "Warranty"]);
    expect(offered.find(({ name }) => name === "Hours")!.terms.allowances).toMatchObject([{ unit: "minutes" }]);
    expect(offered.flatMap(({ name, next }) => (next === null ? [] : [[name, next.effectiveOn]]))).toEqual([
      ["Silver", "2026-12-01"],
    ]);
  });

  test("COV7: every coverage lies inside its line, every line inside its contract", async () => {
    const outside = await one(`select count(*)::int as n from coverage
      join contract_line line on line.id = coverage.line_id join contract on contract.id = line.contract_id
      where not daterange(line.starts_on, line.ends_before) @> coverage.valid or not daterange(contract.starts_on, contract.ends_before) @> daterange(line.starts_on, line.ends_before)`);
    expect(outside["n"]).toBe(0);
  });

  test("COV8: contracts were amended by people, in several ways, and drafts were not", async () => {
    const { rows } = await sql<{ kind: string; n: number }>`
      select kind, count(*)::int as n from amendment where origin = 'person' and author_name = 'Gareth Pugh' group by kind`.execute(
      database.db,
    );
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual(["cancel", "remove", "replace", "reprice", "suspend"]);
    const drafts = await one(
      `select count(*)::int as n from coverage join contract on contract.id = contract_id where signed_on is null`,
    );
    expect(drafts["n"]).toBe(0);
  });

  test("BIL2: a year of monthly runs has posted invoices and credit notes, and nothing was in its way", async () => {
    const billed = await one(`select (select count(*)::int from billing_run where status = 'done') runs,
      (select count(*)::int from billing_result where problem is not null) problems,
      (select count(*)::int from invoice where kind = 'invoice') invoices, (select count(*)::int from invoice where kind = 'credit_note') notes`);
    expect(billed).toMatchObject({ runs: 12, problems: 0 });
    expect(billed["invoices"]).toBeGreaterThan(150);
    expect(billed["notes"]).toBeGreaterThan(3);
  });

  test("PRJ2: work is booked to projects, and some to none", async () => {
    const work = await one(`select count(*) filter (where contract_id is not null)::int as booked,
      count(*) filter (where contract_id is null)::int as exceptions from work_booking`);
    expect(work["booked"]).toBeGreaterThan(30);
    expect(work["exceptions"]).toBeGreaterThan(3);
  });

  test("a renewal follows the contract that it names, of the same account, and never overlaps it", async () => {
    const wrong =
      await one(`select count(*)::int as n from contract later left join contract earlier on earlier.number = later.renewal_of
      where later.renewal_of is not null and (earlier.id is null or earlier.account_id <> later.account_id or earlier.ends_before > later.starts_on)`);
    expect(wrong["n"]).toBe(0);
  });

  test("tickets lie within two years, in the order of their numbers, and nothing has happened after now", async () => {
    const order = await one(
      `select count(*)::int as n from (select opened_at, lag(opened_at) over (order by number) as before from ticket) t where opened_at < before`,
    );
    expect(order["n"]).toBe(0);
    const times = await one(`select (select min(opened_at) from ticket) >= '${now}'::timestamptz - interval '2 years' as begins,
      greatest((select max(at) from message), (select max(at) from clock_event), (select max(changed_at) from ticket)) <= '${now}' as ends,
      (select count(*)::int from ticket where changed_at < opened_at) as backwards`);
    expect(times).toEqual({ begins: true, ends: true, backwards: 0 });
  });

  test("tickets are of every status and outcome, most entitled, some late, none forgotten for months", async () => {
    const { rows } = await sql<{
      status: string;
      n: number;
    }>`select status, count(*)::int as n from ticket group by status`.execute(database.db);
    const of = Object.fromEntries(rows.map(({ status, n }) => [status, n]));
    for (const status of ["new", "on_hand", "waiting_customer", "waiting_vendor", "solved", "closed"])
      expect(of[status], status).toBeGreaterThan(0);
    const told =
      await one(`select count(*) filter (where outcome = 'entitled')::int entitled, count(*) filter (where outcome = 'not_entitled')::int refused,
      count(*) filter (where outcome = 'undecided')::int undecided, (select count(*)::int from ticket_target where met_at is not null) met,
      min(opened_at) filter (where status not in ('solved', 'closed')) > '${now}'::timestamptz - interval '45 days' as recent from ticket`);
    expect(told).toMatchObject({ recent: true });
    expect(told["entitled"]).toBeGreaterThan(180);
    expect(told["refused"]).toBeGreaterThan(30);
    expect(told["undecided"]).toBeGreaterThan(0);
    expect(told["met"]).toBeGreaterThan(300);
  });

  test("SLA2: some promises were broken, most were kept", async () => {
    const words = await inTestTransaction(database, { role: "agent", now }, async (ctx) => {
      const { rows } = await listTickets(ctx, { status: "all", assignee: "anybody", sort: "newest", limit: 120 });
      const seen = [];
      for (const { id } of rows) seen.push(...(await getTicket(ctx, id)).targets.map(({ state }) => state));
      return seen;
    });
    const broken = words.filter((word) => word === "met_late" || word === "breached").length;
    expect(broken).toBeGreaterThan(5);
    expect(broken).toBeLessThan(words.length / 3);
  });

  test("ENT13: every recorded decision replays to the same answer, and stands on its ticket", async () => {
    const { rows } = await sql<{ id: string; outcome: string }>`
      select decision.id, case when chosen_coverage_id is null then ticket.outcome else 'undecided' end as outcome from decision join ticket on ticket.decision_id = decision.id order by number`.execute(
      database.db,
    );
    expect(rows).toHaveLength(300);
    await inTestTransaction(database, { role: "agent", now }, async (ctx) => {
      for (const { id, outcome } of rows) {
        const { same, recorded } = await replayDecision(ctx, id);
        expect(same, id).toBe(true);
        expect(recorded.outcome).toBe(outcome);
      }
    });
  });

  test("people have decided: a contract chosen and one to be chosen, tickets let through, merged and cancelled", async () => {
    const found = await one(`select count(*) filter (where chosen_coverage_id is not null)::int chosen,
      count(*) filter (where merged_into is not null)::int merged, count(*) filter (where status = 'cancelled')::int cancelled,
      count(*) filter (where overridden)::int overridden, count(*) filter (where held is not null)::int held,
      count(*) filter (where outcome = 'undecided' and status = 'new')::int undecided from ticket`);
    expect(found).toMatchObject({ chosen: 1, merged: 1, cancelled: 1 });
    for (const kind of ["overridden", "held", "undecided"]) expect(found[kind], kind).toBeGreaterThan(0);
    const tie = await one(`select answer->'reasons'->0->>'rule' as rule from ticket join decision on decision.id = decision_id
      where ticket.outcome = 'undecided' and status = 'new'`);
    expect(tie).toEqual({ rule: "ENT4" });
  });

  test("ALW7: one contract has used up its tickets, one more than four fifths, and one was topped up", async () => {
    const passed =
      await one(`select count(*) filter (where percent = 100)::int as used, count(*) filter (where percent = 80)::int as nearly,
      (select count(*)::int from allowance_entry where kind = 'top_up') topped from allowance_alert`);
    expect(passed).toEqual({ used: 1, nearly: 2, topped: 1 });
  });

  test("the list by urgency begins with what is due or overdue", async () => {
    const { rows, total } = await inTestTransaction(database, { role: "agent", now }, (ctx) =>
      listTickets(ctx, { status: "open", assignee: "anybody", sort: "urgency", limit: 10 }),
    );
    expect(total).toBeGreaterThan(15);
    expect(rows.slice(0, 3).every(({ nextDue }) => nextDue !== null)).toBe(true);
  });

  test("no text says what a blank should have said, and all names are invented", async () => {
    const blanks = await one(`select count(*)::int as n from message where body ~ '\\{\\w+\\}'`);
    expect(blanks["n"]).toBe(0);
    const addresses = await one(`select count(*)::int as n from contact where email !~ '^[a-z]+\\.[a-z]+@[a-z-]+\\.example$'`);
    expect(addresses["n"]).toBe(0);
    expect(() => filled("{nobody}", {})).toThrow("{nobody}");
    expect(stories.length).toBeGreaterThan(30);
  });
});

test("the same instant gives the same data, to the id", async () => {
  const again = await seeded();
  // Plans get their ids at their making, so what names one differs.
  const [first, second] = [await withoutPlans(database), await withoutPlans(again)];
  expect(second).toBe(first);
  await again.close();
});

async function withoutPlans(db: Database): Promise<string> {
  const { rows } = await sql<{ print: string }>`select md5(string_agg(line, '' order by line)) as print from (
    select (to_jsonb(ticket))::text as line from ticket
    union all select to_jsonb(message)::text from message
    union all select (to_jsonb(coverage) - 'plan_id')::text from coverage
    union all select to_jsonb(asset)::text from asset
    union all select to_jsonb(contact)::text from contact) lines`.execute(db.db);
  return rows[0]!.print;
}

/** Two years are lived through five times: on a busy machine that takes its time. */
const patience = { timeout: 400_000 };

test(
  "any moment makes good data: month ends, leap days, and one at which a ticket met an allowance used up",
  patience,
  async () => {
    const usedUp = "2026-11-22T11:30:00Z";
    for (const at of ["2028-02-29T23:59:00Z", "2027-01-01T00:00:00Z", "2026-12-31T12:00:00Z", usedUp, "2027-06-15T08:05:00Z"]) {
      const other = await seeded(at);
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ticket`.execute(other.db);
      expect(rows[0]!.n, at).toBeGreaterThanOrEqual(298);
      await other.close();
    }
  },
);

describe("the desk's records and what it does with a no", () => {
  test("ENT7: a policy that grew stricter in three steps, with rules; tickets that were advised, and some that are held", async () => {
    const handled = await one(`select (select count(*)::int from policy_version) versions,
      (select jsonb_array_length(policy -> 'rules') from policy_version order by version desc limit 1) rules,
      (select count(*)::int from goodwill_budget) budgets,
      (select count(distinct handled #>> '{handled,handling}')::int from decision) handlings`);
    expect(handled).toMatchObject({ versions: 3, rules: 3, budgets: 6 });
    expect(handled["handlings"]).toBeGreaterThanOrEqual(3);
  });

  test("ENT8: accounts of every confidence, and of the best the month before was no better by much", async () => {
    const confidence = await inTestTransaction(database, { role: "manager", now }, (ctx) => listConfidence(ctx, { limit: 200 }));
    expect(confidence.rows[0]!.scoreBp).toBeLessThan(5000);
    expect(confidence.rows.at(-1)!.scoreBp).toBeGreaterThan(8500);
  });

  test("ENT9: exceptions that came to something, and some that are open and cost money", async () => {
    const list = await inTestTransaction(database, { role: "manager", now }, (ctx) =>
      listExceptions(ctx, { assignee: "anybody", sort: "cost", limit: 200 }),
    );
    expect(new Set(list.rows.map(({ status }) => status)).size).toBeGreaterThanOrEqual(4);
    expect(BigInt(list.rows[0]!.cost!.minor)).toBeGreaterThan(0n);
  });
});
