import { sql, type Kysely } from "kysely";
import type { DB } from "#platform/db/database.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";

type Tables = Kysely<Pick<DB, "plan" | "plan_version" | "setting" | "contract" | "decision">>;

export type PlanRow = { readonly id: string; readonly name: string };
export type PlanHead = PlanRow & {
  readonly revision: number;
  readonly retiredAt: Temporal.Instant | null;
  readonly isDefault: boolean;
  readonly contracts: number;
};
export type PlanInForce = PlanHead & {
  readonly version: number;
  readonly effectiveOn: string;
  readonly terms: PlanTerms;
  readonly next: { readonly version: number; readonly effectiveOn: string } | null;
};
export type Authored = { readonly reason: string; readonly authorId: string; readonly authorName: string };
export type VersionRow = Authored & {
  readonly id: string;
  readonly version: number;
  readonly effectiveOn: string;
  readonly terms: PlanTerms;
  readonly recordedAt: Temporal.Instant;
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

export async function insertVersion(db: Tables, version: VersionRow & { readonly planId: string }): Promise<void> {
  await db
    .insertInto("plan_version")
    .values({
      id: version.id,
      plan_id: version.planId,
      version: version.version,
      effective_on: version.effectiveOn,
      terms: JSON.stringify(version.terms),
      recorded_at: version.recordedAt,
      reason: version.reason,
      author_id: version.authorId,
      author_name: version.authorName,
    })
    .execute();
}

const head = sql`
  plan.id, plan.name, plan.revision, plan.retired_at as "retiredAt",
  coalesce((select default_plan_id = plan.id from setting), false) as "isDefault",
  (select count(*)::int from contract where contract.plan_id = plan.id) as contracts`;

/** Each plan with the version in force on `day`, else its first, by name. */
export async function selectPlans(db: Tables, day: string): Promise<PlanInForce[]> {
  const { rows } = await sql<PlanInForce>`
    select ${head}, held.version, held.effective_on as "effectiveOn", held.terms,
      (select jsonb_build_object('version', version, 'effectiveOn', effective_on) from plan_version
        where plan_id = plan.id and effective_on > greatest(held.effective_on, ${day}::date)
        order by effective_on, version desc limit 1) as next
    from plan cross join lateral (
      select version, effective_on, terms from plan_version where plan_id = plan.id
      order by effective_on > ${day}::date, case when effective_on > ${day}::date then effective_on end,
        effective_on desc, version desc limit 1) held
    order by plan.name_key`.execute(db);
  return rows;
}

export async function selectPlan(db: Tables, id: string): Promise<PlanHead | undefined> {
  const { rows } = await sql<PlanHead>`select ${head} from plan where plan.id = ${id}`.execute(db);
  return rows[0];
}

/** Its versions, the latest recorded first. */
export async function selectVersions(db: Tables, planId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select id, version, effective_on as "effectiveOn", terms, recorded_at as "recordedAt", reason, author_id as "authorId",
      author_name as "authorName"
    from plan_version where plan_id = ${planId} order by version desc`.execute(db);
  return rows;
}

/**
 * Counts a change of the plan if it is still as the caller saw it; whoever comes second waits, and finds that it is not.
 * Says whether it was.
 */
export async function reviseIfStill(
  db: Tables,
  id: string,
  revision: number,
  change: { readonly name?: string; readonly nameKey?: string; readonly retiredAt?: Temporal.Instant | null } = {},
): Promise<boolean> {
  const changed = await db
    .updateTable("plan")
    .set({
      revision: revision + 1,
      ...(change.name !== undefined && { name: change.name, name_key: change.nameKey! }),
      ...(change.retiredAt !== undefined && { retired_at: change.retiredAt }),
    })
    .where("id", "=", id)
    .where("revision", "=", revision)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

export async function selectNamed(db: Tables, nameKey: string): Promise<PlanRow | undefined> {
  return db.selectFrom("plan").select(["id", "name"]).where("name_key", "=", nameKey).executeTakeFirst();
}

/**
 * How many recorded decisions, a thousand at most, weighed coverage under this plan on the days [startsOn, endsBefore) of the
 * coverage's zone, or gave it to somebody unknown (UTC).
 */
export async function countDecisions(db: Tables, planId: string, startsOn: string, endsBefore: string | null): Promise<number> {
  const { rows } = await sql<{ decisions: number }>`
    select count(*)::int as decisions from (
      select from decision
      where exists (
        select from jsonb_array_elements(facts->'coverages') cover
        where cover->>'planId' = ${planId}::text
          and ((facts->>'at')::timestamptz at time zone (cover->>'timeZone'))::date <@ daterange(${startsOn}::date, ${endsBefore}::date))
        or (facts->>'defaultPlanId' = ${planId}::text and facts->'accounts' = '[]'
          and ((facts->>'at')::timestamptz at time zone 'UTC')::date <@ daterange(${startsOn}::date, ${endsBefore}::date))
      limit 1000) resting`.execute(db);
  return rows[0]!.decisions;
}
