// What is known by heart is never taken for true when it no longer is. A question inside a transaction goes the long way,
// which keeps nothing: both ways must always answer alike.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import * as allowances from "#modules/allowances/allowances.ts";
import { serialKey } from "#core/identification/serial.ts";
import { standardPlans } from "#modules/plans/plans.ts";
import type { Database } from "#platform/db/database.ts";
import * as entitlements from "./entitlements.ts";
import type { AskedQuestion } from "./entitlements.ts";
import { forgetToldChanges } from "./told-changes.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const agent = { role: "agent", now: "2026-04-15T10:00:00Z" } as const;
const ask = (asked: AskedQuestion) => entitlements.checkEntitlement(testContext(database, agent), asked);
const askTheLongWay = (asked: AskedQuestion) =>
  inTestTransaction(database, agent, (ctx) => entitlements.checkEntitlement(ctx, asked));
const run = (statement: string) => sql.raw(statement).execute(database.db);

/** A coverage of another subject, made like one that there is. */
const cover = (like: string, subject: string, startsOn: string, more = "") => `
  insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, product_id, covers_sub_accounts, service, plan_id,
    time_zone, valid, recorded, amendment_id, suspended)
  select gen_random_uuid(), source, account_id, contract_id, line_id, line_number, subject_kind, '${subject}', product_id, ${more || "covers_sub_accounts"}, 'service ' || gen_random_uuid(),
    plan_id, time_zone, daterange('${startsOn}', null), recorded, amendment_id, false
  from coverage where contract_id = '${like}' and upper_inf(recorded) limit 1`;
const close = (subject: string) =>
  `update coverage set recorded = tstzrange(lower(recorded), '2026-04-01') where subject_id = '${subject}' and upper_inf(recorded) and lower(recorded) < '2026-04-01'`;
const publish = (plan: string, channels: string) => `
  insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
  select gen_random_uuid(), plan_id, version + 1, effective_on, jsonb_set(terms, '{channels}', '${channels}'), recorded_at from plan_version v
  where plan_id = (select id from plan where name = '${plan}') order by version desc limit 1`;
/** An asset comes to bear a serial, unless another does. */
const bear = (id: string, serial: string) => `
  update asset set serial = '${serial}', serial_plain = '${serial}', serial_key = '${serialKey(serial)}' where id = '${id}'
  and not exists (select from asset where serial_plain = '${serial}')`;
/** What happened to something that SC-1002 covers under Bronze. */
const tell = (id: string, kind: "opened" | "cancelled", at: string) =>
  inTestTransaction(database, agent, async (ctx) => {
    const contract = await ctx.tx.selectFrom("contract").selectAll().where("id", "=", small.c1002).executeTakeFirstOrThrow();
    const cover = {
      contractId: contract.id,
      planId: contract.plan_id,
      terms: standardPlans.Bronze,
      anchorOn: contract.starts_on,
      startsOn: contract.starts_on,
      endsBefore: contract.ends_before,
      timeZone: contract.time_zone,
    };
    const request = { channel: "email", severity: 2, productPath: [], isOutOfHours: false } as const;
    return allowances.happen(ctx, { id, cover, request }, { kind, event: `${kind} ${at}`, at: Temporal.Instant.from(at) });
  });

describe("ENT6: what anybody changed is seen by the very next check", () => {
  const orbit = { serial: "ORB-77001" };
  test("a contract is cancelled, renumbered", async () => {
    expect((await ask(orbit)).source?.contractNumber).toBe("SC-1002");
    await run(`update contract set number = 'SC-1002 B' where id = '${small.c1002}'`);
    expect((await ask(orbit)).source?.contractNumber).toBe("SC-1002 B");
    await run(`update contract set number = 'SC-1002', cancelled_on = '2026-04-01' where id = '${small.c1002}'`);
    expect(await ask(orbit)).toEqual(await askTheLongWay(orbit));
    await run(`update contract set cancelled_on = null where id = '${small.c1002}'`);
  });

  test("COV11: an account comes below another, and is renamed", async () => {
    const retail = { serial: "ORB-77002" };
    expect((await ask(retail)).account?.ancestorIds).toEqual([small.northgate]);
    await run(`update account set parent_id = '${small.harbor}' where id = '${small.retail}'`);
    expect((await ask(retail)).account?.ancestorIds).toEqual([small.harbor]);
    await run(`update account set parent_id = '${small.northgate}' where id = '${small.harbor}'`);
    expect((await ask(retail)).account?.ancestorIds).toEqual([small.harbor, small.northgate]);
    await run(`update account set parent_id = null where id = '${small.harbor}'`);
    await run(`update account set parent_id = '${small.northgate}', name = 'Retail' where id = '${small.retail}'`);
    expect((await ask(retail)).account).toMatchObject({ name: "Retail", ancestorIds: [small.northgate] });
  });

  test("a plan has a new version; a product moves; a site is renamed", async () => {
    expect((await ask(orbit)).outcome).toBe("entitled");
    await run(publish("Bronze", '"none"'));
    expect((await ask(orbit)).outcome).toBe("not_entitled");
    await run(publish("Bronze", '"any"'));
    expect((await ask(orbit)).outcome).toBe("entitled");
    await run(`update product set parent_id = null where id = '${small.orbitLedger}'`);
    expect(await ask(orbit)).toMatchObject({ outcome: "not_entitled", subject: { productPath: [small.orbitLedger] } });
    await run(`update product set parent_id = '${small.orbit}' where id = '${small.orbitLedger}'`);
    expect((await ask(orbit)).outcome).toBe("entitled");
    await run(`update site set name = 'Head office' where id = '${small.hq}'`);
    expect((await ask({ serial: "PHH68634F" })).subject?.siteName).toBe("Head office");
  });

  test("COV1: something covers a whole account, or no longer", async () => {
    const harbor = { serial: "HAR33001" };
    expect((await ask(harbor)).outcome).toBe("not_entitled");
    await run(cover(small.c1004, small.harbor, "2026-04-01"));
    expect((await ask(harbor)).source).toMatchObject({ contractNumber: "SC-1004", scope: "account" });
    await run(close(small.harbor));
    expect((await ask(harbor)).outcome).toBe("not_entitled");
  });

  test("ALW3: a ticket uses up what is left, until it gives it back", async () => {
    const used = async (at?: string) => (await ask({ ...orbit, ...(at && { at }) })).candidates[0]?.allowances[0]?.used;
    expect(await used()).toBe(0);
    await tell(small.n1, "opened", "2026-04-10T09:00:00Z");
    expect(await used()).toBe(1);
    expect([await used("2026-04-09"), await used("2026-04-10")]).toEqual([0, 1]);
    await tell(small.n1, "cancelled", "2026-04-12T09:00:00Z");
    expect(await used()).toBe(0);
    expect([await used("2026-04-11"), await used("2026-04-12"), await used("2026-04-09")]).toEqual([1, 0, 0]);
  });

  test("ALW3: what was drawn comes with the news, and the asset need not be read again", async () => {
    await ask(orbit);
    await tell(small.n2, "opened", "2026-04-11T09:00:00Z");
    const statements = vi.spyOn(database.db, "executeQuery");
    expect((await ask(orbit)).candidates[0]?.allowances[0]?.used).toBe(1);
    expect(statements).toHaveBeenCalledTimes(2);
    statements.mockRestore();
    await tell(small.n2, "cancelled", "2026-04-12T09:00:00Z");
  });

  test("what is rolled back has never been", async () => {
    const name = async () => (await ask(orbit)).account?.name;
    const before = await name();
    const undone = inTestTransaction(database, agent, async ({ tx }) => {
      await sql`update account set name = 'Undone' where id = ${small.northgate}`.execute(tx);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await name()).toBe(before);
  });

  test("more changes in one statement than are told one by one, and changes that are no longer kept", async () => {
    const name = async () => (await ask(orbit)).account?.name;
    await name();
    await run(`insert into account (id, name, name_key, time_zone, currency, recorded_at)
      select gen_random_uuid(), 'Many', 'many', 'UTC', 'GBP', '2026-01-01' from generate_series(1, 1100)`);
    await run("update account set name = name || '!'");
    expect(await name()).toBe("Northgate Logistics!");
    await run(`update account set name = 'Northgate Logistics' where id = '${small.northgate}'`);
    await forgetToldChanges(testContext(database));
    expect(await name()).toBe("Northgate Logistics");
    const { rows } = await sql`select id from fact_change`.execute(database.db);
    expect(rows).toEqual([{ id: null }]);
  });
});

describe("ENT6: an asset that was asked about before is as it is now", () => {
  const n1 = { serial: "PHH68634F" };
  const subjectOf = async (serial: string) => (await ask({ serial })).subject?.id;

  test("it moves, is retired, and becomes a part of another", async () => {
    expect((await ask(n1)).subject).toMatchObject({ siteId: small.hq, status: "in_use", ancestorIds: [] });
    await run(`update asset set site_id = null, status = 'retired', parent_id = '${small.n2}' where id = '${small.n1}'`);
    expect((await ask(n1)).subject).toMatchObject({ siteId: null, status: "retired", ancestorIds: [small.n2] });
    await run(`update asset set site_id = '${small.hq}', status = 'in_use', parent_id = null where id = '${small.n1}'`);
    expect((await ask(n1)).subject).toMatchObject({ siteId: small.hq, status: "in_use", ancestorIds: [] });
  });

  test("COV1: what covers it alone comes and goes", async () => {
    const gold = async () => (await ask(n1)).candidates.filter(({ tier }) => tier === "asset").length;
    const before = await gold();
    await run(cover(small.c1001, small.n1, "2027-06-01"));
    expect(await gold()).toBe(before + 1);
    await run(`update coverage set recorded = tstzrange(lower(recorded), lower(recorded) + interval '1 day')
      where subject_id = '${small.n1}' and lower(valid) = '2027-06-01' and upper_inf(recorded)`);
    expect(await gold()).toBe(before);
  });

  test("COV12: another comes to bear what its serial may mean, no longer does, and is gone", async () => {
    const typed = "HAR-33OOI";
    const harbors = await subjectOf(typed);
    expect(harbors).toBe(small.p1);
    await run(bear(small.n1, "HAR33O01"));
    expect([await subjectOf(typed), (await ask({ serial: typed })).outcome]).toEqual([undefined, "undecided"]);
    await run(bear(small.n1, "PHH68634F"));
    expect([await subjectOf(typed), await subjectOf("PHH68634F")]).toEqual([small.p1, small.n1]);
    const made = small.c1001; // an id that no asset has
    await run(`insert into asset (id, account_id, serial, serial_plain, serial_key, recorded_at, known_since)
      select '${made}', '${small.harbor}', 'HAR33O01', 'HAR33O01', serial_key, recorded_at, known_since from asset where id = '${small.p1}'`);
    expect(await subjectOf(typed)).toBeUndefined();
    await run(`delete from asset where id = '${made}'`);
    expect(await subjectOf(typed)).toBe(small.p1);
  });
});

describe("the short way and the long way", () => {
  const serials = ["PHH68634F", "KLO10011", "ORB77001", "ORB77002", "HAR33001", "NOBODY1"];
  const accountIds = [small.northgate, small.retail, small.harbor];
  const productIds = [small.orbit, small.orbitLedger, small.switch48];
  const contractIds = [small.c1001, small.c1002, small.c1003, small.c1004, small.c1005];
  const someOrNull = (ids: readonly string[]) => fc.constantFrom("null", ...ids.map((id) => `'${id}'`));
  const day = fc.constantFrom("2025-06-01", "2026-02-01", "2026-04-15", "2026-12-31", "2027-03-01");

  const parent = (table: string, ids: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...ids), someOrNull(ids))
      .filter(([id, above]) => above !== `'${id}'`)
      .map(([id, above]) => `update ${table} set parent_id = ${above} where id = '${id}'`);
  const changes = fc.oneof(
    parent("account", accountIds),
    parent("product", productIds),
    fc
      .tuple(fc.constantFrom(...contractIds), fc.constantFrom("null", "'2027-01-31'"))
      .map(([id, on]) => `update contract set cancelled_on = ${on} where id = '${id}'`),
    fc
      .tuple(fc.constantFrom(small.c1002, small.c1004, small.c1005), day, fc.boolean())
      .map(([like, from, below]) => cover(like, like === small.c1005 ? small.hq : small.northgate, from, String(below))),
    fc.constantFrom(small.northgate, small.hq, small.n1, small.p1).map(close),
    fc
      .tuple(fc.constantFrom("Gold", "Silver", "Bronze"), fc.constantFrom('"any"', '"none"', '{"only": ["email"]}'))
      .map(([plan, channels]) => publish(plan, channels)),
    fc
      .tuple(fc.constantFrom(...productIds), fc.constantFrom(...serials))
      .map(([id, serial]) => `update asset set product_id = '${id}' where serial_plain = '${serial}'`),
    fc
      .tuple(fc.constantFrom(small.n1, small.p1), fc.constantFrom("PHH68634F", "HAR33001", "HAR33O01", "0RB77001"))
      .map(([id, serial]) => bear(id, serial)),
    parent("asset", [small.n1, small.n3, small.p1]),
    fc
      .tuple(fc.constantFrom(small.n1, small.p1), day)
      .map(([id, from]) => cover(id === small.n1 ? small.c1001 : small.c1003, id, from)),
    fc
      .tuple(someOrNull([small.hq, small.depot]), fc.constantFrom(...accountIds))
      .map(([site, account]) => `update asset set site_id = ${site}, account_id = '${account}' where serial_plain = 'ORB77001'`),
    fc.constantFrom("Gold", "Bronze").map(
      (
        plan,
      ) => `insert into setting (default_plan_id, ranking) select id, '{"scopes": ["account", "asset"], "sources": ["contract", "warranty"]}' from plan where name = '${plan}'
      on conflict (only_row) do update set default_plan_id = excluded.default_plan_id`,
    ),
    fc.record({
      useId: fc.constantFrom(small.n1, small.n2, small.n3),
      kind: fc.constantFrom("opened" as const, "cancelled" as const),
      at: fc.constantFrom("2025-06-01T12:00:00Z", "2026-02-10T12:00:00Z", "2026-04-15T09:00:00Z"),
    }),
  );
  const questions = fc.record(
    { serial: fc.constantFrom(...serials), at: day, channel: fc.constantFrom("phone" as const, "email" as const) },
    { requiredKeys: ["serial"] },
  );

  beforeEach(() => run("delete from setting"));

  test("ENT13: they answer alike, whatever changes in between", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.option(changes), fc.array(questions, { minLength: 1, maxLength: 4 })), { maxLength: 8 }),
        async (steps) => {
          for (const [change, asked] of steps) {
            if (typeof change === "string") await run(change);
            else if (change !== null) await tell(change.useId, change.kind, change.at);
            const quick = await entitlements.checkMany(testContext(database, agent), asked);
            const slow = await inTestTransaction(database, agent, (ctx) => entitlements.checkMany(ctx, asked));
            expect(quick).toEqual(slow);
            expect(await ask(asked[0]!)).toEqual(slow[0]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("batches of both ways come in the order of their questions", async () => {
    const asked = [{ serial: "HAR33001" }, { assetTag: "NG-2" }, { serial: "PHH68634F" }, {}, { serial: "NOBODY1" }];
    const pieces = await Array.fromAsync(await entitlements.checkManyAsJson(testContext(database, agent), asked));
    const { decisions } = JSON.parse(pieces.join("")) as { decisions: { question: unknown }[] };
    expect(decisions.map(({ question }) => question)).toEqual(asked);
  });
});
