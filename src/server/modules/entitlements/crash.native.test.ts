// A server of its own that crashes: the numbers of transactions that it had not written down are given a second time.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "#test/support/context.ts";
import { type NativePostgres, startNativePostgres } from "#test/support/native-postgres.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { openServer, type Database } from "#platform/db/database.ts";
import { migrate } from "#platform/db/migrate.ts";
import * as entitlements from "./entitlements.ts";

let postgres: NativePostgres;
let asking: Database;
let writing: Database;
beforeAll(async () => {
  // What is undone is not written down before somebody commits.
  postgres = await startNativePostgres({ autovacuum: "off", wal_writer_delay: "10s", bgwriter_lru_maxpages: "0" });
  asking = openServer(postgres.url("postgres"));
  writing = openServer(postgres.url("postgres"));
  await migrate(writing.db);
  await recordSmallRegister(writing);
});
afterAll(async () => {
  await asking.close();
  await writing.close();
  await postgres.stop();
});

const nameAsked = async () =>
  (await entitlements.checkEntitlement(testContext(asking, { role: "agent" }), { serial: "ORB77001" })).account?.name;
const rename = (name: string, { db }: Pick<Database, "db">) =>
  sql`update account set name = ${name} where id = ${small.northgate}`.execute(db);
const moment = async () =>
  (await sql<{ text: string }>`select pg_current_snapshot()::text as text`.execute(writing.db)).rows[0]!.text;
const crash = async () => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(writing.db);
  process.kill(rows[0]!.pid, "SIGKILL");
};

test("ENT6: what is known is forgotten where the database has crashed", async () => {
  expect(await nameAsked()).toBe("Northgate Logistics");
  const undone = writing.db.transaction().execute(async (tx) => {
    await rename("Undone", { db: tx });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await nameAsked()).toBe("Northgate Logistics");
  const before = await moment();
  await crash();
  await expect.poll(() => moment().catch(() => before), { timeout: 20_000 }).not.toBe(before);
  await rename("Northgate", writing);
  expect(await moment()).toBe(before);
  expect(await nameAsked()).toBe("Northgate");
});
