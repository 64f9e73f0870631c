import type { Kysely } from "kysely";
import type { Policy } from "#core/policy/index.ts";
import type { DB } from "#platform/db/database.ts";

/** Accounts and plans belong to other modules and only lend their names. */
type Tables = Kysely<Pick<DB, "policy_version" | "account" | "plan">>;

export type VersionRow = {
  readonly id: string;
  readonly version: number;
  readonly policy: Policy;
  readonly reason: string;
  readonly author: string;
  readonly recordedAt: Temporal.Instant;
};

/** The latest first; of one number, or before one. */
export async function selectVersions(
  db: Tables,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<VersionRow[]> {
  const rows = await db
    .selectFrom("policy_version")
    .select(["id", "version", "policy", "reason", "author_name as author", "recorded_at as recordedAt"])
    .$if(before !== undefined, (query) => query.where("version", "<", before!))
    .orderBy("version", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, policy: row.policy as Policy }));
}

/** The number of the latest; 0 before the first. */
export async function selectLatestVersion(db: Tables): Promise<number> {
  const [latest] = await selectVersions(db, { limit: 1 });
  return latest?.version ?? 0;
}

/** Adds a version unless its number is taken, also by somebody who does so at this moment; says whether it did. */
export async function insertVersion(
  db: Tables,
  { id, version, policy, reason, recordedAt }: Omit<VersionRow, "author">,
  author: { readonly id: string; readonly name: string },
): Promise<boolean> {
  const made = await db
    .insertInto("policy_version")
    .values({
      id,
      version,
      policy: JSON.stringify(policy),
      reason,
      author_id: author.id,
      author_name: author.name,
      recorded_at: recordedAt,
    })
    .onConflict((conflict) => conflict.column("version").doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

/** The accounts and plans with these ids, by id. */
export async function selectNames(
  db: Tables,
  { accounts, plans }: { readonly accounts: readonly string[]; readonly plans: readonly string[] },
): Promise<Map<string, string>> {
  const rows = [
    ...(accounts.length === 0 ? [] : await db.selectFrom("account").where("id", "in", accounts).select(["id", "name"]).execute()),
    ...(plans.length === 0 ? [] : await db.selectFrom("plan").where("id", "in", plans).select(["id", "name"]).execute()),
  ];
  return new Map(rows.map(({ id, name }) => [id, name]));
}
