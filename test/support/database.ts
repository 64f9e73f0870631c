import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { openEmbeddedDatabase, openServer, type Database } from "#platform/db/database.ts";
import { TEMPLATE } from "./template.ts";

/** Short, so that a use case asking the pool from inside its own transaction fails soon and by name. */
const CONNECTION_TIMEOUT_MS = 10_000;

/** Whether this run is on native PostgreSQL (AMBIT_TEST_DB=native) rather than on the embedded database. */
export const onNative = (): boolean => inject("nativeUrl") !== "";

/** A migrated database of this test's own, empty of data. Close it when done: `afterAll(() => database.close())`. */
export async function testDatabase(): Promise<Database> {
  if (!onNative()) {
    const image = readFileSync(inject("embeddedImage"));
    return openEmbeddedDatabase(
      { kind: "memory", image: image.buffer.slice(image.byteOffset, image.byteOffset + image.byteLength) },
      { connectionTimeoutMs: CONNECTION_TIMEOUT_MS },
    );
  }
  return openNative(TEMPLATE);
}

/** A database with nothing in it, not even migrations. */
export async function emptyDatabase(): Promise<Database> {
  return onNative()
    ? openNative("template1")
    : openEmbeddedDatabase({ kind: "memory" }, { connectionTimeoutMs: CONNECTION_TIMEOUT_MS });
}

async function openNative(template: string): Promise<Database> {
  const { url, drop } = await nativeDatabase(template);
  const opened = openServer(url, { connectionTimeoutMs: CONNECTION_TIMEOUT_MS });
  return {
    ...opened,
    async close() {
      await opened.close();
      await drop();
    },
  };
}

/** A fresh native database cloned from another (`template1` is empty), by its address. Native runs only. */
export async function nativeDatabase(template: string = "template1"): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return { url: inject("nativeUrl") + name, drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(`${inject("nativeUrl")}postgres`);
  await client.connect();
  try {
    // Two clones of one template at once are refused by PostgreSQL: they take turns.
    await client.query("select pg_advisory_lock(1)");
    await client.query(statement);
  } finally {
    await client.end();
  }
}
