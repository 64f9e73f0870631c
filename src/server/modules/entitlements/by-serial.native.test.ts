// Two servers on one database: each knows by heart what it has read, and neither tells the other what it changes.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "#test/support/context.ts";
import { nativeDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { TEMPLATE } from "#test/support/template.ts";
import { openServer, type Database } from "#platform/db/database.ts";
import { serialKey } from "#core/identification/serial.ts";
import * as entitlements from "./entitlements.ts";

let made: Awaited<ReturnType<typeof nativeDatabase>>;
let one: Database;
let other: Database;
beforeAll(async () => {
  made = await nativeDatabase(TEMPLATE);
  one = openServer(made.url);
  other = openServer(made.url);
  await recordSmallRegister(one);
});
afterAll(async () => {
  await one.close();
  await other.close();
  await made.drop();
});

const agent = { role: "agent", now: "2026-04-15T10:00:00Z" } as const;
const ask = (database: Database, serial: string) => entitlements.checkEntitlement(testContext(database, agent), { serial });
const nameAt = async (database: Database) => (await ask(database, "ORB77001")).account?.name;
const rename = (database: Database, name: string) =>
  sql`update account set name = ${name} where id = ${small.northgate}`.execute(database.db);

test("what one server changes the other says at the next check", async () => {
  for (const [writer, reader, name] of [
    [one, other, "A"],
    [other, one, "B"],
    [one, one, "C"],
    [other, other, "D"],
  ] as const) {
    await nameAt(reader);
    await rename(writer, name);
    expect(await nameAt(reader)).toBe(name);
  }
});

test("what is being changed counts from the moment that it lands, however many other changes land before", async () => {
  await rename(one, "Before");
  expect(await nameAt(other)).toBe("Before");
  const { promise: landed, resolve: land } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const slow = one.db.transaction().execute(async (tx) => {
    await sql`update account set name = 'Slow' where id = ${small.northgate}`.execute(tx);
    begin();
    await landed;
  });
  await begun;
  for (let round = 0; round < 5; round += 1) {
    await sql`update account set name = ${`Harbor ${round}`} where id = ${small.harbor}`.execute(other.db);
    expect((await ask(other, "HAR33001")).account?.name).toBe(`Harbor ${round}`);
    expect(await nameAt(other)).toBe("Before");
  }
  land();
  await slow;
  expect(await nameAt(other)).toBe("Slow");
});

test("COV12: two assets that come to bear one serial at the same time are both seen, though neither saw the other", async () => {
  const bear = (id: string, serial: string) => sql`
    insert into asset (id, account_id, serial, serial_plain, serial_key, recorded_at, known_since)
    select ${id}, account_id, ${serial}, ${serial}, ${serialKey(serial)}, recorded_at, known_since from asset where serial_plain = 'ORB77001'`;
  const { promise: landed, resolve: land } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const slow = one.db.transaction().execute(async (tx) => {
    await bear(small.c1001, "TW1NO").execute(tx);
    begin();
    await landed;
  });
  await begun;
  await bear(small.c1002, "TWIN0").execute(one.db);
  expect((await ask(other, "TWINO")).subject?.id).toBe(small.c1002);
  land();
  await slow;
  expect(await ask(other, "TWINO")).toMatchObject({ subject: null, outcome: "undecided" });
});

test("while a name changes and the contract with it, no answer has one without the other, and none is older than its question", async () => {
  const write = (n: number) =>
    one.db.transaction().execute(async (tx) => {
      await sql`update account set name = ${`Name ${n}`} where id = ${small.northgate}`.execute(tx);
      await sql`update contract set number = ${`Number ${n}`} where id = ${small.c1002}`.execute(tx);
      await sql`update asset set version = ${String(n)} where serial_plain = 'ORB77001'`.execute(tx);
    });
  await write(0);
  const writing = { last: 0, isOver: false };
  const check = async (): Promise<number> => {
    let answers = 0;
    for (; !writing.isOver; answers += 1) {
      const least = writing.last;
      const { account, candidates, subject } = await ask(other, "ORB77001");
      const n = Number(account!.name.slice(5));
      expect(n).toBeGreaterThanOrEqual(least);
      expect([candidates.find(({ contractId }) => contractId === small.c1002)?.contractNumber, subject?.version]).toEqual([
        `Number ${n}`,
        String(n),
      ]);
    }
    return answers;
  };
  const checks = Promise.all(Array.from({ length: 6 }, check));
  checks.catch(() => {}); // told below
  for (let n = 1; n <= 300; n += 1) {
    await write(n);
    writing.last = n;
  }
  writing.isOver = true;
  expect((await checks).every((answers) => answers > 20)).toBe(true);
});

test("ALW3: while units are held one after the other, no answer tells of fewer than were held when it was asked", async () => {
  await sql`
    insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
    select gen_random_uuid(), plan_id, version + 1, effective_on, jsonb_set(terms, '{allowances,0,buckets,0,amount}', '1000'), recorded_at
    from plan_version where plan_id = (select plan_id from contract where id = ${small.c1002})`.execute(one.db);
  const hold = async (place: number) => {
    const database = place % 3 === 0 ? other : one;
    const ctx = testContext(database, agent);
    return entitlements.checkAndHold({ database, log: ctx.log }, ctx, { serial: "ORB77001", channel: "email", severity: 3 });
  };
  const holding = { held: 0, isOver: false };
  const check = async (): Promise<number> => {
    let answers = 0;
    for (; !holding.isOver; answers += 1) {
      const least = holding.held;
      const { candidates } = await ask(answers % 2 === 0 ? other : one, "ORB77001");
      expect(candidates.find(({ contractId }) => contractId === small.c1002)!.allowances[0]!.held).toBeGreaterThanOrEqual(least);
    }
    return answers;
  };
  const checks = Promise.all(Array.from({ length: 4 }, check));
  checks.catch(() => {}); // told below
  for (let n = 0; n < 100; n += 1) {
    const { until } = await hold(n);
    expect(until).not.toBeNull();
    holding.held += 1;
    // More than what is brought with the news, and all that is known.
    if (n % 10 === 5)
      await sql`insert into fact_change (id) select gen_random_uuid() from generate_series(1, 60)`.execute(one.db);
    if (n % 25 === 7) await sql`insert into fact_change default values`.execute(other.db);
  }
  holding.isOver = true;
  expect((await checks).every((answers) => answers > 0)).toBe(true);
});
