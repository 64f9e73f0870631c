import { sql, type Kysely } from "kysely";
import type { DB } from "#platform/db/database.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import type { Ranking } from "#core/entitlement/facts.ts";

type Tables = Kysely<Pick<DB, "plan" | "plan_version" | "setting" | "contract">>;

export type PlanRow = { readonly id: string; readonly name: string };
export type PlanInForce = PlanRow & {
  readonly version: number;
  readonly effectiveOn: string;
  readonly terms: PlanTerms;
  readonly contracts: number;
};

/** Adds a plan unless its name is taken; says whether it did. */
export async function insertPlan(db: Tables, plan: PlanRow & { readonly nameKey: string }): Promise<boolean> {
  const made = await db
    .insertInto("plan")
    .values({ id: plan.id, name: plan.name, name_key: plan.nameKey })
    .onConflict((conflict) => conflict.column("name_key").doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

export async function insertVersion(
  db: Tables,
  version: { id: string; planId: string; version: number; effectiveOn: string; terms: PlanTerms; recordedAt: Temporal.Instant },
): Promise<void> {
  await db
    .insertInto("plan_version")
    .values({
      id: version.id,
      plan_id: version.planId,
      version: version.version,
      effective_on: version.effectiveOn,
      terms: JSON.stringify(version.terms),
      recorded_at: version.recordedAt,
    })
    .execute();
}

/** Settles the installation's ranking, unless somebody has. */
export async function insertSetting(db: Tables, ranking: Ranking): Promise<void> {
  await db
    .insertInto("setting")
    .values({ ranking: JSON.stringify(ranking), default_plan_id: null })
    .onConflict((conflict) => conflict.column("only_row").doNothing())
    .execute();
}

/** Each plan with the version in force on `day`, by name, and how many contracts name it. */
export async function selectPlans(db: Tables, day: string): Promise<PlanInForce[]> {
  const rows = await db
    .selectFrom("plan")
    .innerJoin("plan_version", "plan_version.plan_id", "plan.id")
    .where("plan_version.effective_on", "<=", day)
    .distinctOn("plan.name_key")
    .select(["plan.id", "plan.name", "plan_version.version", "plan_version.effective_on", "plan_version.terms"])
    .select((of) =>
      of
        .selectFrom("contract")
        .whereRef("contract.plan_id", "=", "plan.id")
        .select(sql<number>`count(*)::int`.as("n"))
        .as("contracts"),
    )
    .orderBy("plan.name_key")
    .orderBy("plan_version.effective_on", "desc")
    .orderBy("plan_version.version", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    version: row.version,
    effectiveOn: row.effective_on,
    terms: row.terms as PlanTerms,
    contracts: row.contracts ?? 0,
  }));
}
