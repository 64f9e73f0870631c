/** COV2 across contracts: what other contracts cover already of what one is to cover. The database refuses it after us. */

import { sql, type Kysely } from "kysely";
import type { CoverageFact, Line } from "#core/amendments/index.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { lastDay } from "#core/coverage/days.ts";
import type { Context } from "#platform/context.ts";
import type { DB } from "#platform/db/database.ts";
import { Problem } from "#platform/problem.ts";
import { noProduct } from "./record.ts";

type Tables = Kysely<Pick<DB, "coverage" | "contract" | "asset" | "product" | "site" | "account">>;

/** Days of a subject that another contract has already for the same service. */
export type Elsewhere = {
  readonly contractId: string;
  readonly number: string;
  readonly line: string;
  /** A serial, tag or name. */
  readonly subject: string;
  readonly startsOn: string;
  readonly endsBefore: string | null;
};

/** Overlaps that a refusal names; the rest is counted. */
const maxNamed = 100;

/** What stands in the way of facts that are to be opened on this contract: none on other contracts, the first hundred where there are some. */
export async function coveredElsewhere(
  ctx: Context,
  contractId: string,
  opened: readonly CoverageFact[],
  lines: readonly Line[],
): Promise<Elsewhere[]> {
  const db: Tables = ctx.tx;
  const service = new Map(lines.map((line) => [line.id, line.service]));
  const wanted = opened.map(({ lineId, subject, startsOn, endsBefore }) => ({
    ...idsOf(subject),
    service: service.get(lineId),
    startsOn,
    endsBefore,
  }));
  const { rows } = await sql<Elsewhere>`
    select coverage.contract_id as "contractId", contract.number, coverage.line_number as line,
      coalesce(asset.serial, asset.tag, product.name, site.name, account.name) as subject,
      lower(coverage.valid) as "startsOn", upper(coverage.valid) as "endsBefore"
    from json_to_recordset(${JSON.stringify(wanted)}::json)
        as wanted ("subjectId" uuid, "productId" uuid, service text, "startsOn" date, "endsBefore" date)
      join coverage on coverage.subject_id = wanted."subjectId" and coverage.product_id = wanted."productId"
        and coverage.service = wanted.service and coverage.source = 'contract' and upper_inf(coverage.recorded)
        and coverage.valid && daterange(wanted."startsOn", wanted."endsBefore") and coverage.contract_id <> ${contractId}
      join contract on contract.id = coverage.contract_id
      left join asset on asset.id = coverage.subject_id
      left join product on product.id = coverage.product_id
      left join site on site.id = coverage.subject_id
      left join account on account.id = coverage.subject_id
    order by contract.number_key, lower(coverage.valid), coverage.id limit ${maxNamed}`.execute(db);
  return rows;
}

function idsOf(subject: Subject): { readonly subjectId: string; readonly productId: string } {
  switch (subject.kind) {
    case "asset":
      return { subjectId: subject.assetId, productId: noProduct };
    case "product":
      return { subjectId: subject.accountId, productId: subject.productId };
    case "site":
      return { subjectId: subject.siteId, productId: noProduct };
    case "account":
      return { subjectId: subject.accountId, productId: noProduct };
  }
}

/** Refuses what another contract covers already, naming it. */
export function refuseElsewhere(elsewhere: readonly Elsewhere[]): void {
  const [first] = elsewhere;
  if (first === undefined) return;
  const more =
    elsewhere.length > 1 ? `, and ${elsewhere.length - 1}${elsewhere.length === maxNamed ? " or more" : ""} others` : "";
  const last = lastDay(first.endsBefore);
  const days = last === null ? `from ${first.startsOn} on` : `from ${first.startsOn} to ${last}`;
  throw new Problem(
    "refused",
    `${first.subject} is covered already ${days} by line ${first.line} of contract ${first.number}${more}. End that first, or choose other days.`,
    { rule: "COV2", elsewhere },
  );
}

/** Two at the same moment: the database let the first of them in. */
export function refuseRace(error: unknown): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "23P01")
    throw new Problem(
      "conflict",
      "Somebody recorded coverage of the same things at the same moment. Look again, and try again.",
      {
        rule: "COV2",
      },
    );
  throw error;
}
