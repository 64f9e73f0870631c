/** The names of what contracts speak of: assets, products, sites, accounts and plans belong to other modules and lend them. */

import { sql, type Kysely } from "kysely";
import type { subjectRow } from "#api/contracts.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import type { z } from "zod";

type Tables = Kysely<Pick<DB, "asset" | "product" | "site" | "account" | "plan">>;
type Name = { readonly id: string; readonly words: string; readonly detail: string };

export class Names {
  readonly #names: ReadonlyMap<string, Name>;

  constructor(names: readonly Name[]) {
    this.#names = new Map(names.map((name) => [name.id, name]));
  }

  /** A serial or tag, or a name. */
  of(id: string): string {
    return this.#names.get(id)?.words ?? "";
  }

  /** What it is, in words and by its ids. */
  subject(subject: Subject): z.infer<typeof subjectRow> {
    const none = { kind: subject.kind, assetId: null, productId: null, siteId: null, accountId: null };
    switch (subject.kind) {
      case "asset": {
        const { assetId } = subject;
        return { ...none, assetId, words: this.of(assetId), detail: this.#names.get(assetId)?.detail ?? "" };
      }
      case "product": {
        const { productId, accountId } = subject;
        return { ...none, productId, accountId, words: this.of(productId), detail: `every one at ${this.of(accountId)}` };
      }
      case "site":
        return { ...none, siteId: subject.siteId, words: this.of(subject.siteId), detail: "everything at this site" };
      case "account":
        return { ...none, accountId: subject.accountId, words: this.of(subject.accountId), detail: "everything of this account" };
    }
  }
}

/** The names of these subjects, accounts and plans, in one statement. */
export async function namesOf(db: Tables, subjects: Iterable<Subject>, ids: Iterable<string>): Promise<Names> {
  const asked = idSetOf([...ids, ...[...subjects].flatMap(idsOf)]);
  const { rows } = await sql<Name>`
    with asked as materialized (select id from ${asked} as every (id))
    select asset.id, coalesce(serial, tag) as words, coalesce(product.name, '') as detail
      from asked join asset using (id) left join product on product.id = asset.product_id
    union all select id, name, '' from asked join product using (id)
    union all select id, name, '' from asked join site using (id)
    union all select id, name, '' from asked join account using (id)
    union all select id, name, '' from asked join plan using (id)`.execute(db);
  return new Names(rows);
}

function idsOf(subject: Subject): string[] {
  switch (subject.kind) {
    case "asset":
      return [subject.assetId];
    case "product":
      return [subject.productId, subject.accountId];
    case "site":
      return [subject.siteId];
    case "account":
      return [subject.accountId];
  }
}
