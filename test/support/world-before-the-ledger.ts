/**
 * A small world as a database held it before there was a ledger of allowances: written by the SQL of that time into the tables of
 * that time. Its decisions are those that `earlier-form.recorded.json` recorded, and the world is the one that they tell of.
 *
 * SC-2001 covers PHH68634F under Silver from 1 October 2025, SC-2002 covers the account under Bronze. Three tickets came by phone on
 * 18 March 2026 and two through the portal on 2 November 2026, all under SC-2001; one was covered by nothing.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { newId } from "#platform/context.ts";
import type { Db } from "#platform/db/database.ts";

const fixture = join(import.meta.dirname, "../../src/server/modules/entitlements/earlier-form.recorded.json");
const id = (n: number) => `01970000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const earlier = {
  account: id(1),
  site: id(2),
  contact: id(3),
  agent: id(4),
  cisco: id(5),
  switch: id(6),
  asset: id(7),
  otherAsset: id(8),
  silver: id(9),
  bronze: id(10),
  gold: id(11),
  warranty: id(12),
  contract: id(13),
  bronzeContract: id(14),
  line: id(15),
  bronzeLine: id(16),
  amendment: id(17),
  bronzeAmendment: id(18),
  coverage: id(19),
  bronzeCoverage: id(20),
  work: id(21),
  invoice: id(22),
  invoiceLine: id(23),
} as const;

/** The names of things in the recorded decisions, and what the world calls them. */
const names: Readonly<Record<string, string>> = {
  "acc-1": earlier.account,
  "site-hq": earlier.site,
  "prod-cisco": earlier.cisco,
  "prod-switch": earlier.switch,
  "asset-1": earlier.asset,
  "plan-silver": earlier.silver,
  "plan-bronze": earlier.bronze,
  "plan-gold": earlier.gold,
  "ct-1": earlier.contract,
  "ct-2": earlier.bronzeContract,
  "cov-1": earlier.coverage,
  "cov-2": earlier.bronzeCoverage,
};

type Target = { readonly name: string; readonly severity: number; readonly unit: string; readonly amount: number };
type Plan = {
  readonly id: string;
  readonly name: string;
  readonly terms: { readonly hours: object; readonly allowances: unknown };
};
type Kept = {
  readonly question: object;
  readonly facts: { readonly at: string; readonly plans: readonly Plan[]; readonly ranking: object };
  readonly answer: {
    readonly outcome: string;
    readonly source: object | null;
    readonly targets: readonly (Target & { readonly dueAt: string })[];
  };
};

const recorded = JSON.parse(
  readFileSync(fixture, "utf8").replaceAll(/"([a-z]+-[a-z0-9]+)"/g, (quoted, name: string) =>
    name in names ? JSON.stringify(names[name]) : quoted,
  ),
) as readonly [Kept, Kept, Kept, Kept, Kept];
const [byPhone, , usedUp, throughPortal, underGold] = recorded;

type Past = {
  readonly kept: Kept;
  readonly channel: string;
  readonly status: string;
  readonly severity: number;
};
const past: readonly Past[] = [
  { kept: byPhone, channel: "phone", status: "new", severity: 2 },
  { kept: byPhone, channel: "phone", status: "waiting_customer", severity: 2 },
  { kept: byPhone, channel: "phone", status: "closed", severity: 2 },
  { kept: throughPortal, channel: "portal", status: "on_hand", severity: 3 },
  { kept: throughPortal, channel: "portal", status: "solved", severity: 3 },
  { kept: usedUp, channel: "email", status: "new", severity: 1 },
];

export type EarlierWorld = {
  readonly tickets: readonly { readonly id: string; readonly status: string }[];
  /** Those of the tickets, and those of checks that were recorded. */
  readonly decisions: readonly string[];
};

/** Fills a database that was migrated as far as there was no ledger, and no further. */
export async function fillAsBefore(db: Db): Promise<EarlierWorld> {
  await insertPeople(db);
  await insertEstate(db);
  await insertPlans(db);
  await insertContracts(db);
  const tickets = [];
  for (const one of past) tickets.push(await insertTicket(db, one));
  await insertWork(db, tickets[0]!.id);
  await insertInvoice(db);
  const checks = [];
  for (const kept of recorded) checks.push(await insertDecision(db, kept));
  return { tickets, decisions: [...tickets.map(({ decisionId }) => decisionId), ...checks] };
}

const began = "2025-09-20T09:00:00Z";

async function insertPeople(db: Db): Promise<void> {
  await sql`
    insert into account (id, reference, name, name_key, time_zone, currency, recorded_at)
    values (${earlier.account}, 'CU1000', 'Northgate Logistics', 'northgate logistics', 'Europe/London', 'GBP', ${began})`.execute(
    db,
  );
  await sql`
    insert into site (id, account_id, name, name_key) values (${earlier.site}, ${earlier.account}, 'HQ', 'hq')`.execute(db);
  await sql`
    insert into contact (id, account_id, name, name_key, email, email_key, named_caller, recorded_at)
    values (${earlier.contact}, ${earlier.account}, 'Juno Petrov', 'juno petrov', 'juno@northgate.example', 'juno@northgate.example',
      true, ${began})`.execute(db);
  await sql`
    insert into auth_user (id, name, email, role) values (${earlier.agent}, 'Ada Moreau', 'ada@desk.example', 'agent')`.execute(
    db,
  );
}

async function insertEstate(db: Db): Promise<void> {
  await sql`
    insert into product (id, parent_id, kind, maker, maker_key, name, name_key, recorded_at) values
      (${earlier.cisco}, null, 'hardware', 'Cisco', 'cisco', 'Cisco', 'cisco', ${began}),
      (${earlier.switch}, ${earlier.cisco}, 'hardware', 'Cisco', 'cisco', 'C9200L-48P-4G', 'c9200l-48p-4g', ${began})`.execute(
    db,
  );
  await sql`
    insert into asset (id, account_id, site_id, product_id, serial, serial_plain, serial_key, tag, tag_key, environment, recorded_at) values
      (${earlier.asset}, ${earlier.account}, ${earlier.site}, ${earlier.switch}, 'PHH68634F', 'PHH68634F', 'PHH68634F', 'CU1000-001',
        'CU1000-001', 'Production', ${began}),
      (${earlier.otherAsset}, ${earlier.account}, null, ${earlier.switch}, 'KLO10011', 'KLO10011', 'KLO10011', null, null, null, ${began})
    `.execute(db);
}

/** Those of an installation of that time, with their allowances as a list. */
async function insertPlans(db: Db): Promise<void> {
  const [silver, bronze] = throughPortal.facts.plans as readonly [Plan, Plan];
  const [gold] = underGold.facts.plans as readonly [Plan];
  const warranty = { ...bronze, id: earlier.warranty, name: "Warranty", terms: { ...bronze.terms, allowances: [] } };
  for (const { id: planId, name, terms } of [silver, bronze, gold, warranty]) {
    await sql`insert into plan (id, name, name_key) values (${planId}, ${name}, ${name.toLowerCase()})`.execute(db);
    await sql`
      insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
      values (${newId()}, ${planId}, 1, '1900-01-01', ${JSON.stringify(terms)}, ${began})`.execute(db);
  }
  await sql`insert into setting (ranking) values (${JSON.stringify(byPhone.facts.ranking)})`.execute(db);
}

async function insertContracts(db: Db): Promise<void> {
  const { account, asset, contract, bronzeContract, line, bronzeLine, amendment, bronzeAmendment } = earlier;
  await sql`
    insert into contract (id, number, number_key, account_id, plan_id, currency, time_zone, billing_every, starts_on, ends_before, recorded_at)
    values
      (${contract}, 'SC-2001', 'SC-2001', ${account}, ${earlier.silver}, 'GBP', 'Europe/London', 'month', '2025-10-01', '2027-04-01', ${began}),
      (${bronzeContract}, 'SC-2002', 'SC-2002', ${account}, ${earlier.bronze}, 'GBP', 'Europe/London', 'year', '2024-02-29', null, ${began})
    `.execute(db);
  await sql`
    insert into contract_line (id, contract_id, number, subject_kind, asset_id, starts_on, ends_before) values
      (${line}, ${contract}, '1', 'asset', ${asset}, '2025-10-01', '2027-04-01'),
      (${bronzeLine}, ${bronzeContract}, '1', 'account', null, '2024-02-29', null)`.execute(db);
  await sql`
    insert into amendment (id, contract_id, kind, effective_on, payload, reason, author_id, author_name, recorded_at) values
      (${amendment}, ${contract}, 'activate', '2025-10-01', '{}', 'signed', ${earlier.agent}, 'Ada Moreau', ${began}),
      (${bronzeAmendment}, ${bronzeContract}, 'activate', '2024-02-29', '{}', 'signed', ${earlier.agent}, 'Ada Moreau', ${began})
    `.execute(db);
  await sql`
    insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, service, plan_id, time_zone,
      yearly_minor, valid, recorded, amendment_id)
    values
      (${earlier.coverage}, 'contract', ${account}, ${contract}, ${line}, '1', 'asset', ${asset}, 'support', ${earlier.silver},
        'Europe/London', 120000, '[2025-10-01,2027-04-01)', tstzrange(${began}, null), ${amendment}),
      (${earlier.bronzeCoverage}, 'contract', ${account}, ${bronzeContract}, ${bronzeLine}, '1', 'account', ${account}, 'support',
        ${earlier.bronze}, 'Europe/London', 36000, '[2024-02-29,)', tstzrange(${began}, null), ${bronzeAmendment})`.execute(db);
}

async function insertDecision(db: Db, { question, facts, answer }: Kept): Promise<string> {
  const decisionId = newId();
  const asked = JSON.stringify({ asked: { ...question, record: true }, readIn: null });
  await sql`
    insert into decision (id, question, facts, answer, outcome, account_id, asset_id, contract_id, actor_id, decided_at)
    values (${decisionId}, ${asked}, ${JSON.stringify(facts)}, ${JSON.stringify(answer)}, ${answer.outcome}, ${earlier.account},
      ${earlier.asset}, ${contractOf(answer)}, ${earlier.agent}, ${facts.at})`.execute(db);
  return decisionId;
}

const contractOf = ({ source }: Kept["answer"]) => (source === null ? null : earlier.contract);

async function insertTicket(db: Db, { kept, channel, status, severity }: Past) {
  const [ticketId, decisionId, at] = [newId(), await insertDecision(db, kept), kept.facts.at];
  await sql`
    insert into ticket (id, subject, account_id, contact_id, asset_id, product_id, contract_id, channel, severity, status, status_since,
      outcome, decision_id, opened_at, opened_by, changed_at)
    values (${ticketId}, ${`The switch restarts (${status})`}, ${earlier.account}, ${earlier.contact}, ${earlier.asset}, ${earlier.switch},
      ${contractOf(kept.answer)}, ${channel}, ${severity}, ${status}, ${at}::timestamptz + interval '1 hour', ${kept.answer.outcome},
      ${decisionId}, ${at}, ${earlier.agent}, ${at}::timestamptz + interval '1 hour')`.execute(db);
  await sql`
    insert into message (id, ticket_id, ordinal, kind, body, author_id, author_name, at) values
      (${newId()}, ${ticketId}, 1, 'description', 'It restarts each hour.', ${earlier.contact}, 'Juno Petrov', ${at}),
      (${newId()}, ${ticketId}, 2, 'reply', 'We are looking.', ${earlier.agent}, 'Ada Moreau', ${at}::timestamptz + interval '1 hour')
    `.execute(db);
  for (const target of kept.answer.targets.filter((one) => one.severity === severity))
    await insertTarget(db, ticketId, kept, target);
  return { id: ticketId, status, decisionId };
}

/** A promise and the clock that counts it: started with the ticket, the first response met by the reply. */
async function insertTarget(
  db: Db,
  ticketId: string,
  { facts }: Kept,
  promised: Kept["answer"]["targets"][number],
): Promise<void> {
  const { dueAt, ...target } = promised;
  const [targetId, { at, plans }] = [newId(), facts];
  const isMet = target.name === "first_response";
  const calendar = JSON.stringify({ timeZone: "Europe/London", ...plans[0]!.terms.hours, holidays: [] });
  const detail = JSON.stringify({ target, calendar: { calendarId: plans[0]!.id, knownAt: at } });
  await sql`
    insert into ticket_target (id, ticket_id, name, terms, calendar, due_at, met_at)
    values (${targetId}, ${ticketId}, ${target.name}, ${JSON.stringify(target)}, ${calendar}, ${isMet ? null : dueAt},
      case when ${isMet}::boolean then ${at}::timestamptz + interval '1 hour' end)`.execute(db);
  await sql`
    insert into clock_event (id, target_id, ordinal, kind, at, detail) values (${newId()}, ${targetId}, 1, 'started', ${at}, ${detail})`.execute(
    db,
  );
  if (isMet)
    await sql`
      insert into clock_event (id, target_id, ordinal, kind, at)
      values (${newId()}, ${targetId}, 2, 'met', ${at}::timestamptz + interval '1 hour')`.execute(db);
}

async function insertWork(db: Db, ticketId: string): Promise<void> {
  const at = "2026-03-19T16:00:00Z";
  await sql`
    insert into work_entry (id, ticket_id, worker_id, worker_name, worked_on, minutes, note, recorded_at, recorded_by, recorded_by_name)
    values (${earlier.work}, ${ticketId}, ${earlier.agent}, 'Ada Moreau', '2026-03-19', 90, 'Firmware', ${at}, ${earlier.agent}, 'Ada Moreau')
    `.execute(db);
  await sql`
    insert into work_booking (id, entry_id, kind, contract_id, account_id, booked_on, rule, reason, recorded)
    values (${newId()}, ${earlier.work}, 'project', ${earlier.contract}, ${earlier.account}, '2026-03-19', 'PRJ2',
      'SC-2001 line 1 covers PHH68634F.', tstzrange(${at}, null))`.execute(db);
}

async function insertInvoice(db: Db): Promise<void> {
  const { invoice, account, contract, line } = earlier;
  await sql`
    insert into invoice (id, kind, series, ordinal, number, contract_id, account_id, currency, net_minor, tax_minor, issued_on, payable_by,
      starts_on, ends_before, lines, supplier, customer, contract_number, author_id, author_name, posted_at)
    values (${invoice}, 'invoice', 'INV-2025', 1, 'INV-2025-00001', ${contract}, ${account}, 'GBP', 10000, 0, '2025-10-01', '2025-10-31',
      '2025-10-01', '2025-11-01', 1, '{"name":"Your company","address":"","taxNumber":"","paymentDetails":""}',
      '{"name":"Northgate Logistics","reference":"CU1000"}', 'SC-2001', ${earlier.agent}, 'Ada Moreau', '2025-10-01T06:00:00Z')`.execute(
    db,
  );
  await sql`insert into document_series (series, last) values ('INV-2025', 1)`.execute(db);
  await sql`
    insert into invoice_line (id, invoice_id, ordinal, contract_id, kind, key, line_id, line_number, service, subject, subject_kind, asset_id,
      title, detail, starts_on, ends_before, period_starts_on, period_ends_before, price_minor, numerator, denominator, amount_minor, tax_bp,
      tax_minor)
    values (${earlier.invoiceLine}, ${invoice}, 1, ${contract}, 'charge', ${`${line}/${earlier.asset}/2025-10-01/2025-10-01/1`}, ${line}, '1', 'support',
      ${earlier.asset}, 'asset', ${earlier.asset}, 'PHH68634F', '', '2025-10-01', '2025-11-01', '2025-10-01', '2025-11-01', 10000,
      1, 1, 10000, 0, 0)`.execute(db);
}
