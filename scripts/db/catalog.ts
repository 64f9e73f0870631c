import { sql } from "kysely";
import type { Db } from "#platform/db/database.ts";

export type Column = {
  readonly name: string;
  /** As PostgreSQL writes it: `timestamp with time zone`, `text[]`. */
  readonly type: string;
  /** The bare type's name, without an array's brackets: `timestamptz`, `text`. */
  readonly baseType: string;
  readonly isArray: boolean;
  readonly isNullable: boolean;
  readonly default: string | null;
  /** "" none, "s" stored, "v" virtual. */
  readonly generated: string;
  /** "" none, "a" always, "d" by default. */
  readonly identity: string;
};
export type Table = {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly definition: string | null;
  readonly columns: readonly Column[];
  readonly constraints: readonly { name: string; kind: string; definition: string }[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
};
export type Enum = { readonly name: string; readonly labels: readonly string[] };
/** What a schema is made of, in a stable order. */
export type Catalog = {
  readonly extensions: readonly string[];
  readonly enums: readonly Enum[];
  readonly domains: readonly { name: string; baseType: string; definition: string }[];
  readonly sequences: readonly string[];
  readonly functions: readonly string[];
  readonly tables: readonly Table[];
};

/** Reads the public schema. What belongs to an extension, and the record of migrations itself, is left out. */
export async function readCatalog(db: Db): Promise<Catalog> {
  return {
    extensions: await strings(db, `select extname as text from pg_extension where extname <> 'plpgsql' order by 1`),
    enums: await rows<Enum>(
      db,
      `select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
      from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by 1 order by 1`,
    ),
    domains: await rows(
      db,
      `select t.typname as name, b.typname as "baseType", format_type(t.typbasetype, t.typtypmod)
      || coalesce((select string_agg(' ' || pg_get_constraintdef(c.oid), '' order by c.conname) from pg_constraint c where c.contypid = t.oid), '') as definition
      from pg_type t join pg_type b on b.oid = t.typbasetype where t.typtype = 'd' and t.typnamespace = 'public'::regnamespace order by 1`,
    ),
    sequences: await strings(
      db,
      `select format('%I as %s start %s increment %s', c.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement) as text
      from pg_sequence s join pg_class c on c.oid = s.seqrelid where c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i') order by c.relname`,
    ),
    functions: await strings(
      db,
      `select pg_get_functiondef(p.oid) as text from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by p.proname, p.oid`,
    ),
    tables: await rows<Table>(db, TABLES),
  };
}

const TABLES = `
select c.relname as name,
  case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind,
  case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end as definition,
  (select coalesce(json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'baseType', coalesce(el.typname, t.typname), 'isArray', el.oid is not null,
      'isNullable', not a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid),
      'generated', a.attgenerated, 'identity', a.attidentity) order by a.attnum), '[]')
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    left join pg_type el on el.oid = t.typelem and t.typcategory = 'A'
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  (select coalesce(json_agg(json_build_object('name', n.conname, 'kind', n.contype, 'definition', pg_get_constraintdef(n.oid))
      order by position(n.contype::text in 'puxfc'), n.conname), '[]')
    from pg_constraint n where n.conrelid = c.oid and n.contype <> 'n') as constraints,
  (select coalesce(json_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text), '[]')
    from pg_index i where i.indrelid = c.oid and not exists (select from pg_constraint n where n.conindid = i.indexrelid)) as indexes,
  (select coalesce(json_agg(pg_get_triggerdef(g.oid) order by g.tgname), '[]')
    from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal) as triggers
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and c.relname <> 'migration'
  and not exists (select from pg_depend x where x.objid = c.oid and x.deptype = 'e')
order by c.relname`;

async function rows<T>(db: Db, text: string): Promise<T[]> {
  return (await sql.raw<T>(text).execute(db)).rows;
}

async function strings(db: Db, text: string): Promise<string[]> {
  return (await rows<{ text: string }>(db, text)).map((row) => row.text);
}
