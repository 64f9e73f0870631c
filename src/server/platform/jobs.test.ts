import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTestTransaction, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import type { Database } from "./db/database.ts";
import { enqueue, publish } from "./events.ts";
import { job, on, startJobs, type Jobs } from "./jobs.ts";

let database: Database;
let jobs: Jobs;
let failures = 0;
const SOON = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
  database = await testDatabase();
  await sql`create table done (what text)`.execute(database.db);
  const note = (what: string) => sql`insert into done values (${what})`;
  jobs = await startJobs(testShell(database), [
    job<{ what: string }>("test.note", async ({ tx }, { what }) => void (await note(what).execute(tx))),
    job("test.fail_once", async ({ tx }) => {
      await note("failed once").execute(tx);
      failures += 1;
      if (failures === 1) throw new Error("the first time it fails");
    }),
    on(
      "thing.happened",
      "first",
      async ({ tx }, event) => void (await note(`first heard ${String(event["thing"])}`).execute(tx)),
    ),
    on(
      "thing.happened",
      "second",
      async ({ tx }, event) => void (await note(`second heard ${String(event["thing"])}`).execute(tx)),
    ),
  ]);
});
afterAll(async () => {
  await jobs.stop();
  await database.close();
});

const done = async () =>
  (await sql<{ what: string }>`select what from done order by what`.execute(database.db)).rows.map(({ what }) => what);
const ask = (useCase: Parameters<typeof inTestTransaction<void>>[2]) => inTestTransaction(database, {}, useCase);

test("what was asked for in a transaction that landed is done; what was rolled back never was", async () => {
  const broken = ask(async (ctx) => {
    await enqueue(ctx, "test.note", { what: "rolled back" });
    throw new Error("no");
  });
  await expect(broken).rejects.toThrow("no");
  await ask((ctx) => enqueue(ctx, "test.note", { what: "landed" }));
  await expect.poll(done, SOON).toContain("landed");
  expect(await done()).not.toContain("rolled back");
});

test("every subscriber hears of an event", async () => {
  await ask((ctx) => publish(ctx, { kind: "thing.happened", thing: "it" }));
  await expect.poll(done, SOON).toEqual(expect.arrayContaining(["first heard it", "second heard it"]));
});

test("a job that fails leaves nothing behind and is done again", async () => {
  await ask((ctx) => enqueue(ctx, "test.fail_once", {}));
  await expect.poll(done, SOON).toContain("failed once");
  expect((await done()).filter((what) => what === "failed once")).toHaveLength(1);
  expect(failures).toBe(2);
});

test("what is due later stays until then", async () => {
  await ask((ctx) => enqueue(ctx, "test.note", { what: "tomorrow" }, ctx.now.add({ hours: 24 })));
  await ask((ctx) => enqueue(ctx, "test.note", { what: "now" }));
  await expect.poll(done, SOON).toContain("now");
  expect(await done()).not.toContain("tomorrow");
});
