/** The policy in force, kept in memory: each look says whether it is still the latest, so that what another process sets holds at once. */

import { sql, type Kysely } from "kysely";
import { defaultPolicy, type Policy } from "#core/policy/index.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "policy_version">>;

export type PolicyInForce = {
  /** null until somebody sets a policy. */
  readonly versionId: string | null;
  readonly policy: Policy;
};

/** A version never changes, so by its id it may be remembered; which one is the latest is asked each time. */
let remembered: PolicyInForce = { versionId: null, policy: defaultPolicy };

export async function policyInForce(db: Tables): Promise<PolicyInForce> {
  const known = remembered;
  const { rows } = await sql<{ id: string; policy: Policy | null }>`
    select id, case when id is distinct from ${known.versionId}::uuid then policy end as policy
    from policy_version order by version desc limit 1`.execute(db);
  const [latest] = rows;
  if (latest === undefined) return { versionId: null, policy: defaultPolicy };
  if (latest.policy === null) return known;
  return (remembered = { versionId: latest.id, policy: { ...defaultPolicy, ...latest.policy } });
}
