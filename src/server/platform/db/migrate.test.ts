import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyDatabase } from "#test/support/database.ts";
import type { Database } from "./database.ts";
import { migrate, MigrationError, readMigrations } from "./migrate.ts";

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`drop schema public cascade`.execute(database.db);
  await sql`create schema public`.execute(database.db);
  folder = mkdtempSync(join(tmpdir(), "ambit-migrations-"));
  write("0001_first.sql", "create table first (n int); insert into first values (1);");
  write("0002_second.sql", "create table second (n int);\n");
  return () => rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const tables = async () => (await database.db.introspection.getTables()).map(({ name }) => name).toSorted();

test("missing migrations land in order, and a second time there is nothing to do", async () => {
  expect(await migrate(database.db, folder)).toEqual(["0001_first.sql", "0002_second.sql"]);
  expect(await migrate(database.db, folder)).toEqual([]);
  write("0003_third.sql", "create table third (n int);");
  expect(await migrate(database.db, folder)).toEqual(["0003_third.sql"]);
  expect(await tables()).toEqual(["first", "migration", "second", "third"]);
});

test("two starts at once land each migration once", async () => {
  const both = await Promise.all([migrate(database.db, folder), migrate(database.db, folder)]);
  expect(both.flat().toSorted()).toEqual(["0001_first.sql", "0002_second.sql"]);
});

test("a migration that fails leaves nothing behind and says the line", async () => {
  write("0003_third.sql", "create table third (n int);\ncreate table fourth (n integr);\n");
  await expect(migrate(database.db, folder)).rejects.toThrow(
    'Migration 0003_third.sql, line 2, failed and left nothing behind: type "integr" does not exist',
  );
  expect(await tables()).toEqual(["first", "migration", "second"]);
});

test("a landed migration that was changed is refused, whatever line endings it has", async () => {
  await migrate(database.db, folder);
  write("0002_second.sql", "create table second (n bigint);");
  await expect(migrate(database.db, folder)).rejects.toThrow("Migration 0002_second.sql was changed after it had landed");
  write("0002_second.sql", "create table second (n int);\r\n");
  expect(await migrate(database.db, folder)).toEqual([]);
});

test("a database newer than the program is refused", async () => {
  await migrate(database.db, folder);
  rmSync(join(folder, "0002_second.sql"));
  await expect(migrate(database.db, folder)).rejects.toThrow(
    "The database is newer than this program: it has migration 0002_second.sql",
  );
});

test("a migration cannot come before one that has landed", async () => {
  rmSync(join(folder, "0001_first.sql"));
  await migrate(database.db, folder);
  write("0001_first.sql", "select 1");
  await expect(migrate(database.db, folder)).rejects.toThrow("Migration 0001_first.sql comes before 0002_second.sql");
});

test("a file whose name says no order, or a number used twice, is refused", () => {
  write("0002_twice.sql", "select 1");
  expect(() => readMigrations(folder)).toThrow(new MigrationError("Two migrations have the number 0002."));
  write("0002_Not.sql", "select 1");
  expect(() => readMigrations(folder)).toThrow("0002_Not.sql: a migration is named like 0007_what_it_does.sql.");
});

test("this program's own migrations land on an empty database", async () => {
  expect(await migrate(database.db)).toEqual(readMigrations().map(({ name }) => name));
});

test("a server too old is refused in words, before anything is made in it", async () => {
  await expect(migrate(database.db, folder, 99)).rejects.toThrow(
    /^Ambit needs PostgreSQL 99 or later; the server at DATABASE_URL is \d+/,
  );
  expect(await tables()).toEqual([]);
});
