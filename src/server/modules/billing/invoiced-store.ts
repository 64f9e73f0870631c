/** What was invoiced of one contract, summed by the database: for previews, which have no time to read it line by line. */

import { sql, type Kysely } from "kysely";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { DB } from "#platform/db/database.ts";
import { beyondPrefix } from "./beyond.ts";

type Tables = Kysely<Pick<DB, "invoice_line">>;

/** Use beyond allowances has days of its own, and none of the contract's periods. */
const isOfCoverage = (subject: string) => sql`${sql.ref(subject)} not like ${`${beyondPrefix}%`}`;

export type Invoiced = {
  /** The last day of the last period of which anything is charged and not taken back, where that is later than the day asked about. */
  readonly through: IsoDate | null;
};

export async function invoicedOf(db: Tables, contractId: string, after: IsoDate): Promise<Invoiced> {
  const { rows } = await sql<{ through: IsoDate | null }>`
    select max(charge.period_ends_before) - 1 as through from invoice_line charge
    where charge.contract_id = ${contractId} and charge.kind = 'charge' and ${isOfCoverage("charge.subject")} and charge.period_ends_before > ${after}::date + 1
      and charge.numerator > coalesce((
        select sum(credit.numerator) from invoice_line credit where credit.charge_id = charge.id and credit.kind = 'credit'), 0)`.execute(
    db,
  );
  return rows[0]!;
}

/** By the first day of a period, from `from` on: what was charged and not taken back, goodwill left aside. */
export async function invoicedByPeriod(db: Tables, contractId: string, from: IsoDate): Promise<Map<IsoDate, bigint>> {
  const { rows } = await sql<{ startsOn: IsoDate; amountMinor: bigint }>`
    select period_starts_on as "startsOn", sum(amount_minor - withheld_minor)::bigint as "amountMinor" from invoice_line
    where contract_id = ${contractId} and period_ends_before > ${from}::date and kind <> 'goodwill' and ${isOfCoverage("subject")}
    group by period_starts_on`.execute(db);
  return new Map(rows.map((row) => [row.startsOn, row.amountMinor]));
}
