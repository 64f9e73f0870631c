import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from "kysely";
import type { Held, TicketStatus } from "#api/tickets.ts";
import { serialPlain } from "#core/identification/serial.ts";
import type { DB } from "#platform/db/database.ts";
import { likeLiteral } from "#platform/page.ts";

/** Tables other than ticket, message and ticket_target belong to other modules and only lend names here. */
type Read = Pick<
  DB,
  | "ticket"
  | "message"
  | "ticket_target"
  | "ticket_decision"
  | "account"
  | "contact"
  | "asset"
  | "product"
  | "contract"
  | "decision"
  | "auth_user"
>;
type Tables = Kysely<Read>;

export type TicketSort = "urgency" | "newest" | "changed";

export type TicketFilter = {
  readonly id?: string | undefined;
  readonly number?: bigint | undefined;
  /** Part of a subject, a whole number, or a whole serial. */
  readonly q?: string | undefined;
  readonly statuses?: readonly TicketStatus[] | undefined;
  readonly severity?: number | undefined;
  readonly outcome?: string | undefined;
  readonly held?: Held | "any" | undefined;
  readonly accountId?: string | undefined;
  readonly assetId?: string | undefined;
  /** null: nobody has it. */
  readonly assigneeId?: string | null | undefined;
};

/** Where a page begins: the sort values of the row before it, instants as text. */
export type TicketPlace = readonly [value: string, severity: number, id: string];

const dueOrNever = sql<string>`coalesce(ticket.next_due_at, 'infinity')`;
/** What each order goes by, as the list shows it and as a cursor carries it. */
const sortValue = {
  urgency: dueOrNever,
  newest: sql<string>`ticket.opened_at`,
  changed: sql<string>`ticket.changed_at`,
} as const;

/** The plan of what was decided, or of the candidate that a person chose. */
const planOf = sql<string | null>`case when ticket.chosen_coverage_id is null then decision.answer->'source'->>'plan' else (
  select candidate->>'plan' from jsonb_array_elements(decision.answer->'candidates') candidate
  where candidate->>'coverageId' = ticket.chosen_coverage_id::text limit 1) end`;

/** Tickets by urgency (the soonest due first, then the gravest), or the newest or latest changed first. */
export async function selectTickets(
  db: Tables,
  filter: TicketFilter,
  sort: TicketSort,
  after: TicketPlace | undefined,
  limit: number,
) {
  const value = sortValue[sort];
  const onwards = sort === "urgency" ? "asc" : "desc";
  let query = wanted(db, filter)
    .leftJoin("account", "account.id", "ticket.account_id")
    .leftJoin("contact", "contact.id", "ticket.contact_id")
    .leftJoin("product", "product.id", "ticket.product_id")
    .leftJoin("contract", "contract.id", "ticket.contract_id")
    .leftJoin("auth_user", (join) => join.on(sql<SqlBool>`auth_user.id = ticket.assignee_id::uuid`))
    .innerJoin("decision", "decision.id", "ticket.decision_id")
    .select([
      "ticket.id",
      "ticket.number",
      "ticket.subject",
      "ticket.status",
      "ticket.severity",
      "ticket.channel",
      "ticket.outcome",
    ])
    .select([
      "ticket.account_id",
      "ticket.asset_id",
      "ticket.contact_id",
      "ticket.assignee_id",
      "ticket.opened_at",
      "ticket.changed_at",
    ])
    .select(["ticket.decision_id", "ticket.revision", "account.name as accountName", "contact.name as contactName"])
    .select(["asset.serial as assetSerial", "product.name as productName", "contract.number as contractNumber"])
    .select(["auth_user.name as assigneeName", sql<string>`${value}::text`.as("sortValue")])
    .select(["ticket.product_id", "ticket.handling", "ticket.held", "ticket.chosen_coverage_id"])
    .select("decision.account_id as decidedFor")
    .select(planOf.as("plan"))
    .select(
      sql<{ name: string; dueAt: string } | null>`(
      select json_build_object('name', name, 'dueAt', due_at) from ticket_target
      where ticket_id = ticket.id and due_at is not null and met_at is null order by due_at limit 1)`.as("nextDue"),
    )
    .orderBy(value, onwards)
    .orderBy("ticket.severity")
    .orderBy("ticket.id", onwards)
    .limit(limit);
  if (after !== undefined) query = query.where(beyond(sort, after));
  return query.execute();
}

export async function countTickets(db: Tables, filter: TicketFilter): Promise<number> {
  const { total } = await wanted(db, filter)
    .select(sql<number>`count(*)::int`.as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

/** What comes after a place in the order of the list. */
function beyond(sort: TicketSort, [value, severity, id]: TicketPlace): Expression<SqlBool> {
  const at = sortValue[sort];
  if (sort === "urgency")
    return sql`(${at}, ticket.severity, ticket.id) > (${value}::timestamptz, ${severity}::smallint, ${id}::uuid)`;
  return sql`(${at}, -ticket.severity, ticket.id) < (${value}::timestamptz, ${-severity}::smallint, ${id}::uuid)`;
}

function wanted(db: Tables, filter: TicketFilter) {
  return db
    .selectFrom("ticket")
    .leftJoin("asset", "asset.id", "ticket.asset_id")
    .where((of) => of.and(conditions(of, filter)));
}

function conditions(of: ExpressionBuilder<Read, "ticket">, filter: TicketFilter): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [];
  if (filter.id !== undefined) all.push(of("ticket.id", "=", filter.id));
  if (filter.number !== undefined) all.push(of("ticket.number", "=", filter.number));
  if (filter.statuses !== undefined) all.push(of("ticket.status", "in", filter.statuses));
  if (filter.severity !== undefined) all.push(of("ticket.severity", "=", filter.severity));
  if (filter.outcome !== undefined) all.push(of("ticket.outcome", "=", filter.outcome));
  if (filter.held === "any") all.push(of("ticket.held", "is not", null));
  else if (filter.held !== undefined) all.push(of("ticket.held", "=", filter.held));
  if (filter.accountId !== undefined) all.push(of("ticket.account_id", "=", filter.accountId));
  if (filter.assetId !== undefined) all.push(of("ticket.asset_id", "=", filter.assetId));
  if (filter.assigneeId !== undefined) {
    all.push(
      filter.assigneeId === null ? of("ticket.assignee_id", "is", null) : of("ticket.assignee_id", "=", filter.assigneeId),
    );
  }
  if (filter.q !== undefined) all.push(of.or(meanings(of, filter.q)));
  return all;
}

function meanings(of: ExpressionBuilder<Read, "ticket">, q: string): Expression<SqlBool>[] {
  const number = ticketNumber(q);
  const serial = serialPlain(q);
  return [
    sql<SqlBool>`lower(ticket.subject) like ${`%${likeLiteral(q.toLowerCase())}%`}`,
    ...(number === undefined ? [] : [of("ticket.number", "=", number)]),
    ...(serial === "" ? [] : [sql<SqlBool>`asset.serial_plain = ${serial}`]),
  ];
}

/** "T-10482", "t10482" or "10482" as a number; undefined for anything else, also for a number larger than any ticket's. */
export function ticketNumber(typed: string): bigint | undefined {
  const digits = /^t?-?(\d{1,18})$/i.exec(typed.trim())?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

/** What was said on it, in order; `sinceTheirs`: since it last went from one account to another. */
export async function selectMessages(db: Tables, ticketId: string, sinceTheirs: boolean) {
  const moved = sql<Temporal.Instant>`(select max(d.at) from ticket_decision d, jsonb_array_elements(d.changes) c
    where d.ticket_id = ${ticketId} and c ->> 'what' = 'Account' and c ->> 'from' is not null)`;
  return db
    .selectFrom("message")
    .where("ticket_id", "=", ticketId)
    .$if(sinceTheirs, (query) => query.where("at", ">=", sql<Temporal.Instant>`coalesce(${moved}, '-infinity')`))
    .select(["id", "kind", "body", "author_name", "at"])
    .orderBy("ordinal")
    .execute();
}

export type OtherTicket = { readonly id: string; readonly number: bigint; readonly subject: string };
export type Ties = {
  readonly mergedInto: OtherTicket | null;
  /** In the order in which they were opened. */
  readonly merged: readonly OtherTicket[];
  /** The last word of a lead that it is served all the same. */
  readonly overridden: { readonly byName: string; readonly at: Temporal.Instant; readonly reason: string } | null;
};

/** What a ticket is one matter with, of one account where it is named, and on whose word it is served. */
export async function selectTies(db: Tables, ticketId: string, accountId: string | undefined): Promise<Ties> {
  const isTheirs = accountId === undefined ? sql`true` : sql`account_id = ${accountId}`;
  const { rows } = await sql<OtherTicket & { readonly isTarget: boolean }>`
    select id, number, subject, id = (select merged_into from ticket where id = ${ticketId}) is true as "isTarget" from ticket
    where (merged_into = ${ticketId} or id = (select merged_into from ticket where id = ${ticketId})) and ${isTheirs}
    order by number`.execute(db);
  const overridden = await db
    .selectFrom("ticket_decision")
    .where("ticket_id", "=", ticketId)
    .where("cause", "=", "overridden")
    .select(["author_name as byName", "at", "reason"])
    .orderBy("ordinal", "desc")
    .limit(1)
    .executeTakeFirst();
  const others = rows.map(({ isTarget, ...other }) => ({ isTarget, other }));
  return {
    mergedInto: others.find(({ isTarget }) => isTarget)?.other ?? null,
    merged: others.filter(({ isTarget }) => !isTarget).map(({ other }) => other),
    overridden: overridden === undefined ? null : { ...overridden, reason: overridden.reason! },
  };
}

/** What was decided about a ticket, in its order. */
export async function selectDecided(db: Tables, ticketId: string) {
  return db
    .selectFrom("ticket_decision")
    .where("ticket_id", "=", ticketId)
    .select(["ordinal", "cause", "taken", "changes", "reason", "at", "author_name as byName"])
    .select(["coverage_id as chosenCoverageId", "decision_id as decisionId"])
    .orderBy("ordinal")
    .execute();
}

/** The decision that was last made about what a ticket is about, whether or not it goes by it. */
export async function selectMadeLast(
  db: Tables,
  { id, decisionId }: { readonly id: string; readonly decisionId: string },
): Promise<string> {
  const made = await db
    .selectFrom("ticket_decision")
    .where("ticket_id", "=", id)
    .where("cause", "in", ["opened", "changed"])
    .select("decision_id")
    .orderBy("ordinal", "desc")
    .limit(1)
    .executeTakeFirst();
  return made?.decision_id ?? decisionId;
}

export type TicketFound = Awaited<ReturnType<typeof selectTickets>>[number];
export type MessageFound = Awaited<ReturnType<typeof selectMessages>>[number];
