/** What documents have charged, as core reads it (BIL2). */

import { sql, type Kysely } from "kysely";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { IssuedCharge, IssuedCredit } from "#core/billing/index.ts";
import { idSetOf, setOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "invoice" | "invoice_line">>;

/** A charge as posted: the line of the document, whom it was charged to, and at which rate of tax. */
export type PostedCharge = IssuedCharge & { readonly id: string; readonly accountId: string; readonly taxBp: number };

type ChargeRow = Omit<PostedCharge, "period" | "credits"> & {
  readonly contractId: string;
  readonly periodStartsOn: IsoDate;
  readonly periodEndsBefore: IsoDate;
};
type CreditRow = {
  readonly chargeId: string;
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate;
  readonly amountMinor: bigint;
  readonly isGoodwill: boolean;
};

/** The charges of each of these contracts, with what was taken back of them; of some subjects only, by their keys, where these are given. */
export async function issuedCharges(
  db: Tables,
  contractIds: Iterable<string>,
  subjects?: Iterable<string>,
): Promise<Map<string, PostedCharge[]>> {
  const ofThese = subjects === undefined ? sql`` : sql`and line.subject in ${setOf(subjects)}`;
  const where = sql`line.contract_id in ${idSetOf(contractIds)} ${ofThese}`;
  const { rows: charges } = await sql<ChargeRow>`
    select line.id, line.contract_id as "contractId", invoice.account_id as "accountId", line.key, line.line_id as "lineId", line.subject,
      line.starts_on as "startsOn", line.ends_before as "endsBefore", line.period_starts_on as "periodStartsOn",
      line.period_ends_before as "periodEndsBefore", line.price_minor as "priceMinor", line.amount_minor as "amountMinor", line.tax_bp as "taxBp"
    from invoice_line line join invoice on invoice.id = line.invoice_id
    where ${where} and line.kind = 'charge'`.execute(db);
  const { rows: credits } = await sql<CreditRow>`
    select line.charge_id as "chargeId", line.starts_on as "startsOn", line.ends_before as "endsBefore", line.amount_minor as "amountMinor",
      line.kind = 'goodwill' as "isGoodwill"
    from invoice_line line where ${where} and line.kind <> 'charge'`.execute(db);
  return assemble(charges, credits);
}

function assemble(charges: readonly ChargeRow[], credits: readonly CreditRow[]): Map<string, PostedCharge[]> {
  const taken = Map.groupBy(credits, ({ chargeId }) => chargeId);
  const byContract = new Map<string, PostedCharge[]>();
  for (const { contractId, periodStartsOn, periodEndsBefore, ...charge } of charges) {
    const period = { startsOn: periodStartsOn, endsBefore: periodEndsBefore };
    const posted = { ...charge, period, credits: (taken.get(charge.id) ?? []).map(creditOf) };
    const known = byContract.get(contractId);
    if (known === undefined) byContract.set(contractId, [posted]);
    else known.push(posted);
  }
  return byContract;
}

function creditOf({ startsOn, endsBefore, amountMinor, isGoodwill }: CreditRow): IssuedCredit {
  return { days: isGoodwill ? null : { startsOn, endsBefore }, amountMinor };
}
