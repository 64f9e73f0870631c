// Once for each run of the tests: what every test's own database is cloned from.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openEmbeddedDatabase, openServer } from "#platform/db/database.ts";
import { migrate, readMigrations } from "#platform/db/migrate.ts";
import { startNativePostgres } from "./native-postgres.ts";
import { TEMPLATE } from "./template.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A file with the migrated database as bytes; "" on native PostgreSQL. */
    embeddedImage: string;
    /** The test server's address without a database's name; "" on the embedded database. */
    nativeUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env["AMBIT_TEST_DB"] !== "native") {
    project.provide("nativeUrl", "");
    project.provide("embeddedImage", await embeddedImage());
    return undefined;
  }
  // What a test writes is thrown away with the server: nothing needs to survive.
  const server = await startNativePostgres({
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "200",
  });
  await server.administer(`CREATE DATABASE ${TEMPLATE}`);
  const database = openServer(server.url(TEMPLATE));
  await migrate(database.db);
  await database.close();
  project.provide("embeddedImage", "");
  project.provide("nativeUrl", server.url(""));
  return () => server.stop();
}

/** The image's file, made anew only when a migration or the database itself is another than last time. */
async function embeddedImage(): Promise<string> {
  const engine = readFileSync(new URL("../../node_modules/@electric-sql/pglite/package.json", import.meta.url), "utf8");
  const key = createHash("sha256").update(engine).update(JSON.stringify(readMigrations())).digest("hex").slice(0, 16);
  const folder = join(import.meta.dirname, "../../node_modules/.cache/ambit");
  const path = join(folder, `migrated-${key}.tar`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const database = await openEmbeddedDatabase({ kind: "memory" });
  await migrate(database.db);
  const image = await database.image!();
  await database.close();
  writeFileSync(`${path}.${process.pid}`, Buffer.from(image));
  renameSync(`${path}.${process.pid}`, path);
  return path;
}
