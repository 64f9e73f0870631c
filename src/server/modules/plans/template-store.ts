import { sql, type Kysely } from "kysely";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "plan_template">>;

export type TemplateRow = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly terms: PlanTerms;
  readonly isBuiltIn: boolean;
  readonly authorId: string;
  readonly authorName: string;
  readonly recordedAt: Temporal.Instant;
};

const columns = sql`id, name, description, terms, built_in as "isBuiltIn", author_id as "authorId", author_name as "authorName",
  recorded_at as "recordedAt"`;

/** By name. */
export async function selectTemplates(db: Tables): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`select ${columns} from plan_template order by name_key`.execute(db);
  return rows;
}

export async function selectTemplate(db: Tables, id: string): Promise<TemplateRow | undefined> {
  const { rows } = await sql<TemplateRow>`select ${columns} from plan_template where id = ${id}`.execute(db);
  return rows[0];
}

/** Adds a template unless its name is taken; says whether it did. */
export async function insertTemplate(db: Tables, template: TemplateRow & { readonly nameKey: string }): Promise<boolean> {
  const made = await db
    .insertInto("plan_template")
    .values({
      id: template.id,
      name: template.name,
      name_key: template.nameKey,
      description: template.description,
      terms: JSON.stringify(template.terms),
      built_in: template.isBuiltIn,
      author_id: template.authorId,
      author_name: template.authorName,
      recorded_at: template.recordedAt,
    })
    .onConflict((conflict) => conflict.column("name_key").doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

export async function deleteTemplate(db: Tables, id: string): Promise<void> {
  await db.deleteFrom("plan_template").where("id", "=", id).execute();
}
