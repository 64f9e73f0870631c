import { sql, type Kysely } from "kysely";
import type { TicketStatus } from "#api/tickets.ts";
import type { CalendarSpec } from "#core/calendar/index.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";
import type { ClockEvent } from "#core/sla/index.ts";
import type { DB } from "#platform/db/database.ts";
import type { InHand, Ticket } from "./acts.ts";
import { type Clock, dueWhileRunning, readFace } from "./clock.ts";

/** `auth_user` and `contact` belong to other modules and only tell here who may be given a ticket and who spoke. */
type Tables = Kysely<Pick<DB, "ticket" | "message" | "ticket_target" | "clock_event" | "auth_user" | "contact">>;

/** A ticket before and after an act; null before it was opened. */
export type Acted = { readonly before: InHand | null; readonly after: InHand };

/** Saves what came of acts: tickets, what was said, targets, and what their clocks heard. Whoever changes holds the ticket by {@link lockTicket}. */
export async function save(db: Tables, acted: readonly Acted[], newId: () => string): Promise<void> {
  await insertTickets(
    db,
    acted.filter(({ before }) => before === null).map(({ after }) => after.ticket),
  );
  await updateTickets(
    db,
    acted.filter(({ before }) => before !== null).map(({ after }) => after.ticket),
  );
  await insertMessages(db, acted, newId);
  await writeTargets(db, acted);
  await insertEvents(db, acted, newId);
}

const ticketShape =
  sql.raw(`(id uuid, subject text, account_id uuid, contact_id uuid, asset_id uuid, product_id uuid, contract_id uuid,
  channel text, severity smallint, status text, status_since timestamptz, assignee_id text, outcome text, decision_id uuid,
  opened_at timestamptz, opened_by text, changed_at timestamptz, revision integer, next_due_at timestamptz)`);
const ticketColumns = sql.raw(`id, subject, account_id, contact_id, asset_id, product_id, contract_id, channel, severity, status,
  status_since, assignee_id, outcome, decision_id, opened_at, opened_by, changed_at, revision, next_due_at`);

/** Numbers are given in the order of the tickets. */
async function insertTickets(db: Tables, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = JSON.stringify(tickets.map(rowOf));
  await sql`insert into ticket (${ticketColumns}) select ${ticketColumns} from json_to_recordset(${rows}::json) as r ${ticketShape}`.execute(
    db,
  );
}

async function updateTickets(db: Tables, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return;
  const rows = JSON.stringify(tickets.map(rowOf));
  await sql`
    update ticket set subject = r.subject, contract_id = r.contract_id, severity = r.severity, status = r.status,
      status_since = r.status_since, assignee_id = r.assignee_id, outcome = r.outcome, decision_id = r.decision_id,
      changed_at = r.changed_at, revision = r.revision, next_due_at = r.next_due_at
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
  };
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

/** The ticket with its clocks, held until the transaction ends so that acts on it come one after another. */
export async function lockTicket(db: Tables, id: string, accountId: string | undefined): Promise<InHand | undefined> {
  let query = db.selectFrom("ticket").where("id", "=", id).selectAll().forUpdate();
  if (accountId !== undefined) query = query.where("account_id", "=", accountId);
  const row = await query.executeTakeFirst();
  if (row === undefined) return undefined;
  const ticket: Ticket = {
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
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    changedAt: row.changed_at,
    revision: row.revision,
    nextDueAt: row.next_due_at,
  };
  return { ticket, clocks: await selectClocks(db, id), said: [] };
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
