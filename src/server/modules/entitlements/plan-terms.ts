/** The terms of plan versions. A version never changes, so what was read once is kept. */

import { sql } from "kysely";
import type { Plan, PlanTerms } from "#core/entitlement/terms.ts";
import type { Db } from "#platform/db/database.ts";
import type { Extract, VersionRow } from "./extract.ts";

/** Versions kept in memory, each a few kilobytes with its compiled calendars. A desk has dozens. */
const maxKept = 1000;
const kept = new Map<string, Plan>();

/** Reads the terms of the versions that are not kept yet; says whether there were any. */
export async function keepTerms(db: Db, versions: readonly VersionRow[]): Promise<boolean> {
  let missing = versions.filter(({ id }) => !kept.has(id));
  if (missing.length === 0) return false;
  if (kept.size + missing.length > maxKept) {
    kept.clear();
    missing = [...versions];
  }
  const { rows } = await sql<{ id: string; plan_id: string; name: string; terms: PlanTerms }>`
    select v.id, v.plan_id, p.name, v.terms from plan_version v join plan p on p.id = v.plan_id
    where v.id = any(${missing.map(({ id }) => id)}::uuid[])`.execute(db);
  for (const row of rows) kept.set(row.id, { id: row.plan_id, versionId: row.id, name: row.name, terms: row.terms });
  return rows.length > 0;
}

/** Plans of which some kept version counts tickets against an allowance. */
export function plansWithAllowances(): string[] {
  return [...new Set([...kept.values()].filter(({ terms }) => terms.allowances.length > 0).map(({ id }) => id))];
}

/** Each plan's version in force on `day`, else its first. */
export function plansOn({ versions }: Extract, day: string): Map<string, Plan> {
  const chosen = new Map<string, VersionRow>();
  for (const version of versions) {
    const before = chosen.get(version.planId);
    if (before === undefined || isBetter(version, before, day)) chosen.set(version.planId, version);
  }
  return new Map([...chosen.values()].map(({ planId, id }) => [planId, kept.get(id)!]));
}

function isBetter(one: VersionRow, other: VersionRow, day: string): boolean {
  const begun = one.effectiveOn <= day;
  if (begun !== other.effectiveOn <= day) return begun;
  if (one.effectiveOn !== other.effectiveOn)
    return begun ? one.effectiveOn > other.effectiveOn : one.effectiveOn < other.effectiveOn;
  return one.version > other.version;
}
