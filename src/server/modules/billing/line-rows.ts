/** Draft lines as rows, and in words: what they are about as it is called now, or as it was called when it was charged. */

import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Subject } from "#core/coverage/coverage.ts";
import { jsonOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import type { Draft, DraftLine } from "./draft.ts";

/** A line as it is written; instants and days as text, amounts as bigint. */
export type LineRow = Omit<DraftLine, "charge" | "covered" | "period" | "service" | "words"> & {
  readonly lineService: string | null;
  readonly id: string;
  readonly invoiceId: string;
  readonly ordinal: number;
  readonly contractId: string;
  readonly chargeId: string | null;
  readonly periodStartsOn: string;
  readonly periodEndsBefore: string;
  readonly subjectKind: Subject["kind"] | null;
  readonly assetId: string | null;
  readonly productId: string | null;
  readonly siteId: string | null;
  readonly accountId: string | null;
  readonly ownTitle: string | null;
  readonly ownDetail: string | null;
};

/** The draft's lines as rows of a document, in their order. */
export function lineRowsOf({ lines, contractId }: Draft, invoiceId: string, newId: () => string): LineRow[] {
  return lines.map(({ charge, covered, period, service, words, ...line }, index) => ({
    ...line,
    lineService: service,
    id: newId(),
    invoiceId,
    contractId,
    ordinal: index + 1,
    chargeId: charge?.id ?? null,
    periodStartsOn: period.startsOn,
    periodEndsBefore: period.endsBefore,
    subjectKind: covered?.kind ?? null,
    assetId: covered?.kind === "asset" ? covered.assetId : null,
    productId: covered?.kind === "product" ? covered.productId : null,
    siteId: covered?.kind === "site" ? covered.siteId : null,
    accountId: covered !== null && "accountId" in covered ? covered.accountId : null,
    ownTitle: words?.title ?? null,
    ownDetail: words?.detail ?? null,
  }));
}

const title = sql`case when r."ownTitle" is not null then r."ownTitle" else case r."subjectKind"
  when 'asset' then (select coalesce(serial, tag) from asset where id = r."assetId")
  when 'product' then (select name from product where id = r."productId")
  when 'site' then (select name from site where id = r."siteId")
  else (select name from account where id = r."accountId") end end`;
const detail = sql`case when r."ownDetail" is not null then r."ownDetail" else case r."subjectKind"
  when 'asset' then coalesce((select name from product where id = (select product_id from asset where id = r."assetId")), '')
  when 'product' then 'every one at ' || (select name from account where id = r."accountId")
  when 'site' then 'everything at this site' else 'everything of this account' end end`;

const orOfCharge = (column: string, own: RawBuilder<unknown>) =>
  sql`case when r."chargeId" is null then ${own} else (select ${sql.ref(column)} from invoice_line where id = r."chargeId") end`;

/**
 * The rows of `json`, an array of {@link LineRow}, each with its words: `line_number`, `service`, `subject_kind`, `asset_id`, `title`,
 * `detail`. A credit has those of its charge. Each is looked up by its key, and only where it is needed: a join might read whole tables.
 */
export const describedLines = (json: string) => sql`
  select r.*,
    ${orOfCharge("line_number", sql`r."lineNumber"`)} as line_number,
    ${orOfCharge("service", sql`r."lineService"`)} as service,
    ${orOfCharge("subject_kind", sql`r."subjectKind"`)} as subject_kind,
    ${orOfCharge("asset_id", sql`r."assetId"`)} as asset_id,
    ${orOfCharge("title", title)} as title,
    ${orOfCharge("detail", detail)} as detail
  from json_to_recordset(${json}::json) as r(
      id uuid, "invoiceId" uuid, ordinal int, "contractId" uuid, kind text, key text, "chargeId" uuid, "lineId" uuid, "lineNumber" text,
      "lineService" text, subject text, "subjectKind" text, "assetId" uuid, "productId" uuid, "siteId" uuid, "accountId" uuid,
      "ownTitle" text, "ownDetail" text, "amendmentId" uuid, "startsOn" date, "endsBefore" date, "periodStartsOn" date, "periodEndsBefore" date, "priceMinor" bigint,
      numerator int, denominator int, "amountMinor" bigint, "withheldMinor" bigint, "taxBp" int, "taxMinor" bigint)`;

export type LineWords = {
  readonly key: string;
  readonly lineNumber: string;
  readonly service: string;
  readonly scope: Subject["kind"];
  readonly assetId: string | null;
  readonly title: string;
  readonly detail: string;
};

type Tables = Kysely<Pick<DB, "invoice_line" | "asset" | "product" | "site" | "account">>;

/** Words for lines that are not posted, by their keys. */
export async function wordsOf(db: Tables, draft: Draft): Promise<Map<string, LineWords>> {
  const nowhere = "00000000-0000-0000-0000-000000000000";
  const rows = lineRowsOf(draft, nowhere, () => nowhere);
  const { rows: words } = await sql<LineWords>`
    select key, line_number as "lineNumber", service, subject_kind as scope, asset_id as "assetId", title, detail
    from (${describedLines(jsonOf(rows))}) as described`.execute(db);
  return new Map(words.map((one) => [one.key, one]));
}
