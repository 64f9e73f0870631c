import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { standardPlans } from "#modules/plans/plans.ts";
import { newId } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { migrate, MIGRATIONS_FOLDER } from "#platform/db/migrate.ts";
import { emptyDatabase } from "#test/support/database.ts";

const folder = mkdtempSync(join(tmpdir(), "ambit-before-the-ledger-"));
let database: Database;
beforeAll(async () => {
  for (const name of readdirSync(MIGRATIONS_FOLDER).filter((file) => file < "0011"))
    cpSync(join(MIGRATIONS_FOLDER, name), join(folder, name));
  database = await emptyDatabase();
  await migrate(database.db, folder);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const earlier = (amount: number, channels: unknown) => ({ unit: "tickets", per: "contract_year", amount, channels });

/** Lists of terms as they were kept before there were buckets, and what they become. */
async function rewritten(lists: Readonly<Record<string, unknown[]>>): Promise<Record<string, any>> {
  for (const [name, allowances] of Object.entries(lists)) {
    const [planId, terms] = [newId(), JSON.stringify({ ...standardPlans.Gold, allowances })];
    await sql`insert into plan (id, name, name_key) values (${planId}, ${name}, ${name})`.execute(database.db);
    await sql`
      insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
      values (${newId()}, ${planId}, 1, '1900-01-01', ${terms}, now())`.execute(database.db);
  }
  await migrate(database.db);
  const { rows } = await sql<{ name: string; terms: { allowances: unknown } }>`
    select name, terms from plan_version join plan on plan.id = plan_id`.execute(database.db);
  return Object.fromEntries(rows.map(({ name, terms }) => [name, terms.allowances]));
}

test("ALW1: allowances from before the ledger become the same in buckets", async () => {
  const became = await rewritten({
    Silver: [earlier(100, "any"), earlier(50, { only: ["phone"] })],
    Bronze: [earlier(24, "any")],
    Gold: [],
    Parted: [earlier(50, { only: ["phone"] }), earlier(30, { only: ["email", "portal"] })],
    Twice: [earlier(100, "any"), earlier(60, { only: ["phone"] }), earlier(40, { only: ["phone"] })],
  });
  expect(became["Silver"]).toEqual(standardPlans.Silver.allowances);
  expect(became["Bronze"]).toEqual(standardPlans.Bronze.allowances);
  expect(became["Gold"]).toEqual([]);
  const buckets = ({ buckets }: { buckets: any[] }) => buckets.map(({ key, amount, limits }) => [key, amount, limits.length]);
  expect(became["Parted"].map(buckets)).toEqual([
    [
      ["phone", 50, 0],
      ["email-portal", 30, 0],
    ],
  ]);
  expect(became["Twice"][0].buckets[0].limits.map(({ key, atMost }: any) => [key, atMost])).toEqual([["phone", 40]]);
});
