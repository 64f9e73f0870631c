/** SQL that posts documents. Nothing here changes what was posted. */

import { sql, type Kysely } from "kysely";
import type { Actor } from "#platform/permit.ts";
import { inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { describedLines, type LineRow } from "./line-rows.ts";

type Tables = Kysely<
  Pick<DB, "document_series" | "invoice" | "invoice_line" | "asset" | "product" | "site" | "account" | "contract">
>;

/** The first of so many numbers of each series. The series are held until the transaction ends: no number is given and then not used. */
export async function takeNumbers(db: Tables, wanted: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const first = new Map<string, number>();
  // One after the other, in the order of their names, so that two who take several never wait for each other.
  for (const [series, count] of [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { last } = await db
      .insertInto("document_series")
      .values({ series, last: count })
      .onConflict((conflict) =>
        conflict.column("series").doUpdateSet({ last: sql<number>`document_series.last + excluded.last` }),
      )
      .returning("last")
      .executeTakeFirstOrThrow();
    first.set(series, last - count + 1);
  }
  return first;
}

export type DocumentRow = {
  readonly id: string;
  readonly kind: string;
  readonly series: string;
  readonly ordinal: number;
  readonly number: string;
  readonly contractId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly issuedOn: string;
  readonly payableBy: string | null;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly lines: number;
  readonly supplier: unknown;
  readonly reason: string | null;
  readonly runId: string | null;
};

/** With the account's name and reference and the contract's number as they are now. */
export async function insertDocuments(
  db: Tables,
  rows: readonly DocumentRow[],
  by: { readonly actor: Actor; readonly at: Temporal.Instant },
): Promise<void> {
  await inChunks(rows, (json) =>
    sql`
      insert into invoice (id, kind, series, ordinal, number, contract_id, account_id, currency, net_minor, tax_minor, issued_on,
        payable_by, starts_on, ends_before, lines, supplier, customer, contract_number, reason, run_id, author_id, author_name, posted_at)
      select r.id, r.kind, r.series, r.ordinal, r.number, r."contractId", r."accountId", r.currency, r."netMinor", r."taxMinor",
        r."issuedOn", r."payableBy", r."startsOn", r."endsBefore", r.lines, r.supplier,
        jsonb_build_object('name', account.name, 'reference', account.reference), contract.number, r.reason, r."runId",
        ${by.actor.id}, ${by.actor.name}, ${by.at}
      from json_to_recordset(${json}::json) as r(
          id uuid, kind text, series text, ordinal int, number text, "contractId" uuid, "accountId" uuid, currency text,
          "netMinor" bigint, "taxMinor" bigint, "issuedOn" date, "payableBy" date, "startsOn" date, "endsBefore" date, lines int,
          supplier jsonb, reason text, "runId" uuid)
        join account on account.id = r."accountId" join contract on contract.id = r."contractId"`.execute(db),
  );
}

export async function insertLines(db: Tables, rows: readonly LineRow[]): Promise<void> {
  await inChunks(rows, (json) =>
    sql`
      insert into invoice_line (id, invoice_id, ordinal, contract_id, kind, key, charge_id, line_id, line_number, service, subject,
        subject_kind, asset_id, title, detail, amendment_id, starts_on, ends_before, period_starts_on, period_ends_before, price_minor,
        numerator, denominator, amount_minor, withheld_minor, tax_bp, tax_minor)
      select id, "invoiceId", ordinal, "contractId", kind, key, "chargeId", "lineId", line_number, service, subject, subject_kind,
        asset_id, title, detail, "amendmentId", "startsOn", "endsBefore", "periodStartsOn", "periodEndsBefore", "priceMinor",
        numerator, denominator, "amountMinor", "withheldMinor", "taxBp", "taxMinor"
      from (${describedLines(json)}) as described`.execute(db),
  );
}
