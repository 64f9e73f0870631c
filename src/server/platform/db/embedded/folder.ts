import { existsSync, fsyncSync, mkdirSync, openAsBlob, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { DurableFs, syncTree } from "./durable-fs.ts";

export const extensions = { btree_gist, pg_trgm };

/** What a server's connections are given in `openServer`: the same reading of dates on both. */
export const session = ["-c", "timezone=UTC", "-c", "datestyle=ISO", "-c", "intervalstyle=iso_8601"];

/** PGlite's own list without `-F`: with it, no commit would ever reach the disk. */
const durable = [...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"), "-c", "wal_sync_method=fsync"];

/**
 * An empty database as made by `npm run build`, which saves a first start some seconds. Its name holds the engine's
 * version: one of another version is not found, and the database is then made from nothing.
 */
export const emptyImage = join(import.meta.dirname, "../../../../../dist/database", `empty-${engineVersion()}.tar`);

function engineVersion(): string {
  const path = join(import.meta.dirname, "../../../../../node_modules/@electric-sql/pglite/package.json");
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}

/**
 * Opens the folder's database, making it when there is none. The mark `complete` is written last: a folder without it
 * was being made when the machine stopped, holds nothing that anybody was promised, and is made again.
 */
export async function openFolder(folder: string, fsync: (fd: number) => void = fsyncSync): Promise<PGlite> {
  const complete = join(folder, "complete");
  const files = join(folder, "pgdata");
  const isNew = !existsSync(complete);
  if (isNew) rmSync(folder, { recursive: true, force: true });
  mkdirSync(files, { recursive: true, mode: 0o700 });
  const image = isNew && existsSync(emptyImage) ? { loadDataDir: await openAsBlob(emptyImage) } : {};
  const database = await PGlite.create({
    extensions,
    startParams: [...durable, ...session],
    fs: new DurableFs(files, fsync),
    ...image,
  });
  if (isNew) {
    await database.exec("CHECKPOINT");
    syncTree(folder);
    writeFileSync(complete, "");
    syncTree(folder);
  }
  return database;
}
