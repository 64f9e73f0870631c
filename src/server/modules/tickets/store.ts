import { sql, type Kysely, type Selectable } from "kysely";
import type { Held, TicketStatus } from "#api/tickets.ts";
import type { CalendarSpec } from "#core/calendar/index.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";
import type { Handling } from "#core/policy/index.ts";
import type { ClockEvent } from "#core/sla/index.ts";
import type { DB } from "#platform/db/database.ts";
import { type Clock, dueWhileRunning, readFace } from "./clock.ts";
import type { InHand, Ticket } from "./ticket.ts";

/** `auth_user` and `contact` belong to other modules and only tell here who may be given a ticket and who spoke. */
type Tables = Kysely<
  Pick<DB, "ticket" | "message" | "ticket_target" | "clock_event" | "ticket_decision" | "auth_user" | "contact">
>;

/** A ticket before and after an act; null before it was opened. */
export type Acted = { readonly before: InHand | null; readonly after: InHand };

/**
 * Saves what came of acts: tickets, what was said and decided, targets, and what their clocks heard. Whoever changes holds the ticket
 * by {@link lockTickets}.
 */
export async function save(db: Tables, acted: readonly Acted[], newId: () => string): Promise<void> {
  await insertTickets(
    db,
    acted.filter(({ before }) => before === null).map(({ after }) => after.ticket),
  );
  await updateTickets(
    db,
    acted.filter(({ before }) => before !== null).map(({ after }) => after.ticket),
  );
  await insertDecided(db, acted);
  await insertMessages(db, acted, newId);
  await writeTargets(db, acted);
  await insertEvents(db, acted, newId);
}

const ticketShape =
  sql.raw(`(id uuid, subject text, account_id uuid, contact_id uuid, asset_id uuid, product_id uuid, contract_id uuid,
  channel text, severity smallint, status text, status_since timestamptz, assignee_id text, outcome text, decision_id uuid,
  opened_at timestamptz, opened_by text, changed_at timestamptz, revision integer, next_due_at timestamptz, handling text, held text,
  overridden boolean, chosen_coverage_id uuid, merged_into uuid)`);
const ticketColumns = sql.raw(`id, subject, account_id, contact_id, asset_id, product_id, contract_id, channel, severity, status,
  status_since, assignee_id, outcome, decision_id, opened_at, opened_by, changed_at, revision, next_due_at, handling, held, overridden,
  chosen_coverage_id, merged_into`);

/** Numbers are given in the order of the tickets. */
async function insertTickets(db: Tables, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = JSON.stringify(tickets.map(rowOf));
  await sql`
    insert into ticket (${ticketColumns})
    select ${ticketColumns} from json_to_recordset(${rows}::json) as r ${ticketShape}`.execute(db);
}

async function updateTickets(db: Tables, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = JSON.stringify(tickets.map(rowOf));
  await sql`
    update ticket set subject = r.subject, account_id = r.account_id, contact_id = r.contact_id, asset_id = r.asset_id,
      product_id = r.product_id, contract_id = r.contract_id, channel = r.channel, severity = r.severity, status = r.status,
      status_since = r.status_since, assignee_id = r.assignee_id, outcome = r.outcome, decision_id = r.decision_id,
      changed_at = r.changed_at, revision = r.revision, next_due_at = r.next_due_at, handling = r.handling, held = r.held,
      overridden = r.overridden, chosen_coverage_id = r.chosen_coverage_id, merged_into = r.merged_into
    from json_to_recordset(${rows}::json) as r ${ticketShape} where ticket.id = r.id`.execute(db);
}

function rowOf(ticket: Ticket): Record<string, unknown> {
  return {
    id: ticket.id,
    subject: ticket.subject,
    account_id: ticket.accountId,
    contact_id: ticket.contactId,
    asset_id: ticket.assetId,
    product_id: ticket.productId,
    contract_id: ticket.contractId,
    channel: ticket.channel,
    severity: ticket.severity,
    status: ticket.status,
    status_since: ticket.statusSince,
    assignee_id: ticket.assigneeId,
    outcome: ticket.outcome,
    decision_id: ticket.decisionId,
    opened_at: ticket.openedAt,
    opened_by: ticket.openedBy,
    changed_at: ticket.changedAt,
    revision: ticket.revision,
    next_due_at: ticket.nextDueAt,
    handling: ticket.handling,
    held: ticket.held,
    overridden: ticket.overridden,
    chosen_coverage_id: ticket.chosenCoverageId,
    merged_into: ticket.mergedInto,
  };
}

/** What was decided in these acts, after what was decided before. */
async function insertDecided(db: Tables, acted: readonly Acted[]): Promise<void> {
  const rows = acted.flatMap(({ after: { ticket, decided } }) =>
    decided.map((one, index) => ({
      ticket_id: ticket.id,
      place: index + 1,
      decision_id: one.decisionId,
      cause: one.cause,
      taken: one.taken,
      changes: one.changes,
      coverage_id: one.coverageId,
      reason: one.reason,
      author_id: one.authorId ?? ticket.openedBy,
      author_name: one.authorName,
      at: one.at,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into ticket_decision (ticket_id, ordinal, decision_id, cause, taken, changes, coverage_id, reason, author_id, author_name, at)
    select ticket_id, place + coalesce((select max(ordinal) from ticket_decision d where d.ticket_id = r.ticket_id), 0), decision_id,
      cause, taken, changes, coverage_id, reason, author_id, author_name, at
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (ticket_id uuid, place integer, decision_id uuid, cause text,
      taken boolean, changes jsonb, coverage_id uuid, reason text, author_id text, author_name text, at timestamptz)`.execute(db);
}

async function insertMessages(db: Tables, acted: readonly Acted[], newId: () => string): Promise<void> {
  const rows = acted.flatMap(({ after: { ticket, said } }) =>
    said.map((one, index) => ({
      id: newId(),
      ticket_id: ticket.id,
      place: index + 1,
      kind: one.kind,
      body: one.body,
      author_id: one.authorId,
      author_name: one.authorName,
      at: one.at,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into message (id, ticket_id, ordinal, kind, body, author_id, author_name, at)
    select id, ticket_id, place + coalesce((select max(ordinal) from message where message.ticket_id = r.ticket_id), 0), kind, body, author_id, author_name, at
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r (id uuid, ticket_id uuid, place integer, kind text, body text, author_id text, author_name text, at timestamptz)`.execute(
    db,
  );
}

/** Targets with their terms and when they are due, as lists show and sort them; the clock's events say how it came to that. */
async function writeTargets(db: Tables, acted: readonly Acted[]): Promise<void> {
  const rows = acted.flatMap(({ after: { ticket, clocks } }) =>
    clocks.map((clock) => {
      const face = readFace(clock, ticket.changedAt);
      return {
        id: clock.id,
        ticket_id: ticket.id,
        name: clock.name,
        terms: face.state.target,
        calendar: clock.calendar,
        due_at: dueWhileRunning(face),
        met_at: face.state.metAt,
      };
    }),
  );
  if (rows.length === 0) return;
  await sql`
    insert into ticket_target (id, ticket_id, name, terms, calendar, due_at, met_at)
    select id, ticket_id, name, terms, calendar, due_at, met_at from json_to_recordset(${JSON.stringify(rows)}::json)
      as r (id uuid, ticket_id uuid, name text, terms jsonb, calendar jsonb, due_at timestamptz, met_at timestamptz)
    on conflict (id) do update set terms = excluded.terms, calendar = excluded.calendar, due_at = excluded.due_at, met_at = excluded.met_at`.execute(
    db,
  );
}

async function insertEvents(db: Tables, acted: readonly Acted[], newId: () => string): Promise<void> {
  const rows = acted.flatMap(({ before, after }) =>
    after.clocks.flatMap((clock) => {
      const known = before?.clocks.find(({ id }) => id === clock.id)?.events.length ?? 0;
      return clock.events.slice(known).map(({ kind, at, ...detail }, index) => ({
        id: newId(),
        target_id: clock.id,
        ordinal: known + index + 1,
        kind,
        at,
        detail,
      }));
    }),
  );
  if (rows.length === 0) return;
  await sql`
    insert into clock_event (id, target_id, ordinal, kind, at, detail)
    select id, target_id, ordinal, kind, at, detail from json_to_recordset(${JSON.stringify(rows)}::json)
      as r (id uuid, target_id uuid, ordinal integer, kind text, at timestamptz, detail jsonb)`.execute(db);
}

/**
 * The ticket with its clocks, by its id or number, held until the transaction ends so that acts on it come one after another.
 * Whoever needs several takes them in one call: they are held in the order of their ids.
 */
export async function lockTickets(
  db: Tables,
  which: readonly ({ readonly id: string } | { readonly number: bigint })[],
  accountId: string | undefined,
): Promise<{ readonly inHand: InHand; readonly number: bigint }[]> {
  let query = db
    .selectFrom("ticket")
    .where((of) => of.or(which.map((one) => ("id" in one ? of("id", "=", one.id) : of("number", "=", one.number)))))
    .selectAll()
    .orderBy("id")
    .forUpdate();
  if (accountId !== undefined) query = query.where("account_id", "=", accountId);
  const found = [];
  for (const row of await query.execute()) {
    const inHand = { ticket: ticketOf(row), clocks: await selectClocks(db, row.id), said: [], decided: [] };
    found.push({ inHand, number: row.number });
  }
  return found;
}

function ticketOf(row: Selectable<DB["ticket"]>): Ticket {
  return {
    id: row.id,
    subject: row.subject,
    accountId: row.account_id,
    contactId: row.contact_id,
    assetId: row.asset_id,
    productId: row.product_id,
    contractId: row.contract_id,
    channel: row.channel as Channel,
    severity: row.severity as Severity,
    status: row.status as TicketStatus,
    statusSince: row.status_since,
    assigneeId: row.assignee_id,
    outcome: row.outcome as Ticket["outcome"],
    decisionId: row.decision_id,
    chosenCoverageId: row.chosen_coverage_id,
    handling: row.handling as Handling | null,
    held: row.held as Held | null,
    overridden: row.overridden,
    mergedInto: row.merged_into,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    changedAt: row.changed_at,
    revision: row.revision,
    nextDueAt: row.next_due_at,
  };
}

/** A ticket's clocks, by the name of their targets. */
export async function selectClocks(db: Tables, ticketId: string): Promise<Clock[]> {
  const rows = await db
    .selectFrom("ticket_target as target")
    .innerJoin("clock_event as event", "event.target_id", "target.id")
    .where("target.ticket_id", "=", ticketId)
    .select(["target.id", "target.name", "target.calendar", "event.kind", "event.at", "event.detail"])
    .orderBy("target.name")
    .orderBy("event.ordinal")
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, events]) => ({
    id,
    name: events[0]!.name,
    calendar: events[0]!.calendar as CalendarSpec,
    events: events.map(({ kind, at, detail }) => ({ ...(detail as object), kind, at: at.toString() }) as ClockEvent),
  }));
}

/** The numbers of tickets, by their ids. */
export async function selectNumbers(db: Tables, ids: readonly string[]): Promise<Map<string, bigint>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("ticket").where("id", "in", ids).select(["id", "number"]).execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** Somebody of the desk who may be given a ticket: one of these roles, and not disabled. */
export async function selectColleague(
  db: Tables,
  id: string,
  roles: readonly DB["auth_user"]["role"][],
): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom("auth_user")
    .where(sql<string>`id::text`, "=", id.toLowerCase()) // whatever was typed may be compared, also what is no id
    .where("role", "in", roles)
    .where("disabled_at", "is", null)
    .select(["id", "name"])
    .executeTakeFirst();
}

export async function selectContactName(db: Tables, id: string): Promise<string | undefined> {
  return (await db.selectFrom("contact").where("id", "=", id).select("name").executeTakeFirst())?.name;
}
