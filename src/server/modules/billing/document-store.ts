/** SQL that reads documents and their lines. */

import { sql, type Kysely, type RawBuilder } from "kysely";
import type { DocumentKind, InvoiceLine, InvoiceRow, Supplier } from "#api/billing.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { likeLiteral } from "#platform/page.ts";

type Tables = Kysely<Pick<DB, "invoice" | "invoice_line" | "amendment">>;

export type DocumentFilter = {
  readonly contractId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly runId?: string | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly through?: string | undefined;
  readonly knownAt?: string | undefined;
};

/** Conditions on `invoice`, each by `and`. */
function filtered({ contractId, accountId, runId, kind, q, from, through, knownAt }: DocumentFilter): RawBuilder<unknown> {
  const conditions = [
    contractId === undefined ? [] : sql`invoice.contract_id = ${contractId}`,
    accountId === undefined ? [] : sql`invoice.account_id = ${accountId}`,
    runId === undefined ? [] : sql`invoice.run_id = ${runId}`,
    kind === undefined ? [] : sql`invoice.kind = ${kind}`,
    from === undefined ? [] : sql`invoice.issued_on >= ${from}::date`,
    through === undefined ? [] : sql`invoice.issued_on <= ${through}::date`,
    knownAt === undefined ? [] : sql`invoice.posted_at <= ${knownAt}::timestamptz`,
    q === undefined
      ? []
      : sql`lower(invoice.number || ' ' || invoice.contract_number) like ${`%${likeLiteral(q.trim().toLowerCase())}%`}`,
  ].flat();
  return conditions.reduce((all, one) => sql`${all} and ${one}`, sql`true`);
}

export type DocumentRow = Omit<InvoiceRow, "postedAt"> & {
  readonly postedAt: Temporal.Instant;
  readonly supplier: Supplier;
  readonly customer: { readonly name: string; readonly reference: string | null };
};

const documentColumns = sql`
  invoice.id, invoice.kind, invoice.number, invoice.contract_id as "contractId", invoice.contract_number as "contractNumber",
  invoice.account_id as "accountId", invoice.customer ->> 'name' as "accountName", invoice.issued_on as "issuedOn",
  invoice.payable_by as "payableBy", invoice.starts_on as "startsOn", invoice.ends_before as "endsBefore", invoice.currency,
  invoice.net_minor::text as "netMinor", invoice.tax_minor::text as "taxMinor",
  (invoice.net_minor + invoice.tax_minor)::text as "totalMinor", invoice.lines, invoice.posted_at as "postedAt",
  invoice.author_name as "postedBy", invoice.run_id as "runId", invoice.reason, invoice.supplier, invoice.customer`;

/** The latest posted first, those after a place in that order; of one posting the highest number first. */
export async function selectDocuments(
  db: Tables,
  filter: DocumentFilter,
  after: { postedAt: string; number: string } | undefined,
  limit: number,
): Promise<DocumentRow[]> {
  const place =
    after === undefined
      ? sql`true`
      : sql`(invoice.posted_at, invoice.number) < (${after.postedAt}::timestamptz, ${after.number})`;
  const { rows } = await sql<DocumentRow>`
    select ${documentColumns} from invoice where ${filtered(filter)} and ${place}
    order by invoice.posted_at desc, invoice.number desc limit ${limit}`.execute(db);
  return rows;
}

export async function selectDocument(db: Tables, id: string): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`select ${documentColumns} from invoice where invoice.id = ${id}`.execute(db);
  return rows[0];
}

/** Net and tax by rate, the lowest rate first. */
export async function selectTaxes(db: Tables, id: string): Promise<{ taxBp: number; netMinor: string; taxMinor: string }[]> {
  const { rows } = await sql<{ taxBp: number; netMinor: string; taxMinor: string }>`
    select tax_bp as "taxBp", sum(amount_minor)::text as "netMinor", sum(tax_minor)::text as "taxMinor"
    from invoice_line where invoice_id = ${id} group by tax_bp order by tax_bp`.execute(db);
  return rows;
}

export type LineRow = Omit<InvoiceLine, "leftMinor" | "credits"> & { readonly invoiceId: string };

const lineColumns = sql`
  line.id, line.invoice_id as "invoiceId", line.ordinal, line.kind, line.line_id as "lineId", line.line_number as "lineNumber",
  line.service, line.subject_kind as scope, line.asset_id as "assetId", line.title, line.detail, line.starts_on as "startsOn",
  line.ends_before as "endsBefore", line.period_starts_on as "periodStartsOn", line.period_ends_before as "periodEndsBefore",
  line.price_minor::text as "priceMinor", line.numerator, line.denominator, line.amount_minor::text as "amountMinor",
  line.withheld_minor::text as "withheldMinor", line.tax_bp as "taxBp", line.tax_minor::text as "taxMinor",
  case when amendment.id is not null then json_build_object('id', amendment.id, 'kind', amendment.kind, 'effectiveOn', amendment.effective_on,
    'reason', amendment.reason) end as amendment,
  case when charge.id is not null then json_build_object('lineId', charge.id, 'invoiceId', charge.invoice_id, 'invoiceNumber', charged.number)
    end as charge`;

const lineTables = sql`
  invoice_line line left join amendment on amendment.id = line.amendment_id left join invoice_line charge on charge.id = line.charge_id
    left join invoice charged on charged.id = charge.invoice_id`;

/** A document's lines in their order, those after one of them. */
export async function selectLines(db: Tables, invoiceId: string, after: number, limit: number): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns} from ${lineTables} where line.invoice_id = ${invoiceId} and line.ordinal > ${after}
    order by line.ordinal limit ${limit}`.execute(db);
  return rows;
}

export type ExportedRow = LineRow & {
  readonly document: {
    readonly number: string;
    readonly kind: DocumentKind;
    readonly issuedOn: string;
    readonly payableBy: string | null;
    readonly contractNumber: string;
    readonly reference: string | null;
    readonly customer: string;
    readonly currency: string;
    readonly reason: string | null;
  };
};

/** The lines of the documents that the filter leaves, each with its document, in the order in which they were posted. */
export async function selectExported(db: Tables, filter: DocumentFilter, limit: number): Promise<ExportedRow[]> {
  const { rows } = await sql<ExportedRow>`
    select ${lineColumns}, json_build_object('number', invoice.number, 'kind', invoice.kind, 'issuedOn', invoice.issued_on,
      'payableBy', invoice.payable_by, 'contractNumber', invoice.contract_number, 'reference', invoice.customer ->> 'reference',
      'customer', invoice.customer ->> 'name', 'currency', invoice.currency, 'reason', invoice.reason) as document
    from ${lineTables} join invoice on invoice.id = line.invoice_id where ${filtered(filter)}
    order by invoice.posted_at, invoice.series, invoice.ordinal, line.ordinal limit ${limit}`.execute(db);
  return rows;
}

export type TakenRow = {
  readonly chargeId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly amountMinor: string;
};

/** What took from these charges, in the order in which it was posted; by an instant where one is given. */
export async function selectTaken(db: Tables, chargeIds: readonly string[], knownAt?: string): Promise<TakenRow[]> {
  const known = knownAt === undefined ? sql`true` : sql`invoice.posted_at <= ${knownAt}::timestamptz`;
  const { rows } = await sql<TakenRow>`
    select line.charge_id as "chargeId", line.invoice_id as "invoiceId", invoice.number as "invoiceNumber", line.amount_minor::text as "amountMinor"
    from invoice_line line join invoice on invoice.id = line.invoice_id
    where line.charge_id in ${idSetOf(chargeIds)} and ${known} order by invoice.posted_at, invoice.number, line.ordinal`.execute(
    db,
  );
  return rows;
}
