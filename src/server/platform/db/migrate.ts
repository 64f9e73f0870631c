import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import type { Db } from "./database.ts";

/** The migrations of this version of the program. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../../../db/migrations", import.meta.url));

/** The database and this program's migrations do not fit together. Its message says what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

type Migration = { readonly name: string; readonly checksum: string; readonly text: string };
type Landed = { readonly name: string; readonly checksum: string };

/** Any number that nothing else locks. Two starts at once take turns on it. */
const ADVISORY_LOCK = 7_263_514;
/** Periods as keys, and uuidv7(), are new in it. */
const OLDEST_SERVER = 18;
const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/**
 * Brings the database forward to this version: each missing migration in a transaction of its own, in order. Safe to
 * run from several processes at once. Returns the names that were applied; none when there was nothing to do. Throws
 * MigrationError when a landed migration was edited since, or when the database is newer than the program, or its server
 * older than `oldest`, a major version.
 */
export async function migrate(db: Db, folder: string = MIGRATIONS_FOLDER, oldest: number = OLDEST_SERVER): Promise<string[]> {
  const migrations = readMigrations(folder);
  await refuseOldServer(db, oldest);
  await prepare(db);
  const applied: string[] = [];
  while (await applyNext(db, migrations, applied));
  return applied;
}

/** Applies the first migration that is missing. False when there is none. The lock is held to the transaction's end. */
async function applyNext(db: Db, migrations: Migration[], applied: string[]): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(tx);
    const landed = await landedIn(tx);
    check(migrations, landed);
    const next = migrations[landed.length];
    if (next === undefined) return false;
    try {
      await sql.raw(next.text).execute(tx);
    } catch (error) {
      throw new MigrationError(
        `Migration ${next.name}${place(next.text, error)} failed and left nothing behind: ${(error as Error).message}`,
        { cause: error },
      );
    }
    await sql`insert into migration (name, checksum) values (${next.name}, ${next.checksum})`.execute(tx);
    applied.push(next.name);
    return true;
  });
}

/** Where in the file PostgreSQL stopped reading, as far as it says so. */
function place(text: string, error: unknown): string {
  const position = Number((error as { position?: string }).position);
  return Number.isNaN(position) ? "" : `, line ${text.slice(0, position).split("\n").length},`;
}

async function refuseOldServer(db: Db, oldest: number): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  const { version } = rows[0]!;
  if (Number.parseInt(version, 10) < oldest)
    throw new MigrationError(`Ambit needs PostgreSQL ${oldest} or later; the server at DATABASE_URL is ${version}.`);
}

async function prepare(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(tx);
    await sql`create table if not exists migration (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`.execute(tx);
  });
}

async function landedIn(tx: Db): Promise<Landed[]> {
  const { rows } = await sql<Landed>`select name, checksum from migration order by name`.execute(tx);
  return rows;
}

function check(migrations: Migration[], landed: Landed[]): void {
  for (const [index, row] of landed.entries()) {
    const ours = migrations[index];
    if (ours === undefined || !migrations.some(({ name }) => name === row.name)) {
      throw new MigrationError(
        `The database is newer than this program: it has migration ${row.name}, which this version does not know. ` +
          "Start the newer version, or restore the backup made before the upgrade.",
      );
    }
    if (ours.name !== row.name) {
      throw new MigrationError(
        `Migration ${ours.name} comes before ${row.name}, which has already landed. Give it a higher number.`,
      );
    }
    if (ours.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${row.name} was changed after it had landed in this database. ` +
          "Put the file back as it was, and write what is new as another migration.",
      );
    }
  }
}

/** Reads the migrations in order of their numbers. Throws MigrationError for a file whose name says no order, or two of one number. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted();
  const numbers = new Set<string>();
  for (const name of names) {
    if (!FILE_NAME.test(name)) throw new MigrationError(`${name}: a migration is named like 0007_what_it_does.sql.`);
    const number = name.slice(0, 4);
    if (numbers.has(number)) throw new MigrationError(`Two migrations have the number ${number}.`);
    numbers.add(number);
  }
  return names.map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return { name, text, checksum: createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex") };
  });
}
