import { sql, type Kysely, type RawBuilder } from "kysely";
import type { ContractState } from "#core/coverage/state.ts";
import type { DB } from "#platform/db/database.ts";
import { likeLiteral } from "#platform/page.ts";
import * as on from "./day-sql.ts";

/** `account`, `plan` and `asset` belong to other modules and only lend what they say here. */
type Tables = Kysely<Pick<DB, "contract" | "contract_line" | "coverage" | "amendment" | "account" | "plan" | "asset">>;

export type ContractFilter = {
  readonly id?: string | undefined;
  /** Whose it is on the day. */
  readonly accountId?: string | undefined;
  readonly planId?: string | undefined;
  /** Whose it is today: a contact sees their own account's. */
  readonly holder?: string | undefined;
  readonly state?: ContractState | undefined;
  /** Part of a number, or the beginning of a word of the account's name, as a key. */
  readonly key?: string | undefined;
  readonly attention?: boolean | undefined;
  readonly sort?: "number" | "end" | undefined;
  /** The row that the rows come after: its end, of a sort by end, and its number's key. */
  readonly after?: { readonly end: string | null; readonly key: string } | undefined;
  readonly limit: number;
};

/** A contract's header and what is computed of it on the day. */
export type ContractFound = {
  readonly id: string;
  readonly number: string;
  readonly numberKey: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly plan: string;
  readonly state: ContractState;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  readonly cancelledOn: string | null;
  readonly signedOn: string | null;
  readonly billingEvery: "month" | "quarter" | "year";
  readonly billingTiming: "advance" | "arrears";
  readonly timeZone: string;
  readonly currency: string;
  readonly renewalOf: string | null;
  readonly renewalMode: "automatic" | "manual" | "ends";
  readonly noticeDays: number;
  /** The day itself. */
  readonly day: string;
  readonly lastsBefore: string | null;
  readonly lines: number;
  readonly yearlyMinor: bigint;
  readonly noticeDue: boolean;
  readonly idleLines: number;
  readonly retiredAssets: number;
  readonly amendmentsToCome: number;
};

/** Contracts in the order of their numbers, or the soonest to end first, as they are on the day: by default each one's own today. */
export async function selectContracts(
  db: Tables,
  filter: ContractFilter,
  now: Temporal.Instant,
  at?: string,
): Promise<ContractFound[]> {
  const day = on.dayAt(now, at);
  const { rows } = await sql<ContractFound>`
    select contract.id, contract.number, contract.number_key as "numberKey", account.id as "accountId", account.name as "accountName",
      plan.name as plan, ${on.stateOn(day)} as state, contract.starts_on as "startsOn", contract.ends_before as "endsBefore",
      contract.cancelled_on as "cancelledOn", contract.signed_on as "signedOn", contract.billing_every as "billingEvery",
      contract.billing_timing as "billingTiming", contract.time_zone as "timeZone", contract.currency, contract.renewal_of as "renewalOf",
      contract.renewal_mode as "renewalMode", contract.notice_days as "noticeDays", ${day} as day, ${on.lastsBefore} as "lastsBefore",
      (select count(*)::int from contract_line as line where line.contract_id = contract.id and not line.withdrawn) as lines,
      ${on.yearlyOn(day)} as "yearlyMinor", ${on.noticeDueOn(day)} as "noticeDue", ${on.idleLinesOn(day)} as "idleLines",
      ${on.retiredAssetsOn(day)} as "retiredAssets", ${on.amendmentsAfter(day)} as "amendmentsToCome"
    from contract
      join account on account.id = ${on.holderOn(day)}
      join plan on plan.id = contract.plan_id
    where ${sql.join([...conditions(filter, day), heldBy(filter.holder, now)], sql` and `)}
    order by ${filter.sort === "end" ? sql`${on.lastsBefore} nulls last,` : sql``} contract.number_key
    limit ${filter.limit}`.execute(db);
  return rows;
}

function conditions(
  { id, accountId, planId, state, key, attention, sort, after }: ContractFilter,
  day: on.DaySql,
): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (id !== undefined) all.push(sql`contract.id = ${id}`);
  if (accountId !== undefined) {
    all.push(on.mayBeHeldBy(accountId), sql`account.id = ${accountId}`);
  }
  if (planId !== undefined) all.push(sql`contract.plan_id = ${planId}`);
  if (state !== undefined) all.push(sql`${on.stateOn(day)} = ${state}`);
  if (key !== undefined) {
    const part = likeLiteral(key);
    all.push(
      sql`(contract.number_key like ${`%${part}%`} or account.name_key like ${`${part}%`} or account.name_key like ${`% ${part}%`})`,
    );
  }
  if (attention === true) all.push(sql`(${on.noticeDueOn(day)} or ${on.idleLinesOn(day)} > 0 or ${on.retiredAssetsOn(day)} > 0)`);
  if (after !== undefined) all.push(sort === "end" ? afterEnd(after) : sql`contract.number_key > ${after.key}`);
  return all;
}

function heldBy(holder: string | undefined, now: Temporal.Instant): RawBuilder<unknown> {
  if (holder === undefined) return sql`true`;
  return sql`${on.mayBeHeldBy(holder)} and ${on.holderOn(on.dayAt(now, undefined))} = ${holder}`;
}

function afterEnd({ end, key }: { readonly end: string | null; readonly key: string }): RawBuilder<unknown> {
  if (end === null) return sql`${on.lastsBefore} is null and contract.number_key > ${key}`;
  return sql`(${on.lastsBefore} is null or (${on.lastsBefore}, contract.number_key) > (${end}::date, ${key}))`;
}
