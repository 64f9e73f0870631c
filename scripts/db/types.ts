import type { Catalog, Column, Table } from "./catalog.ts";

const SIMPLE: Record<string, string> = {
  bool: "boolean",
  int2: "number",
  int4: "number",
  float4: "number",
  float8: "number",
  json: "unknown",
  jsonb: "unknown",
  bytea: "Buffer",
  numeric: "Numeric",
  int8: "Int8",
  timestamptz: "Timestamp",
  date: "Day",
};
/** Types that are read as one thing and may be written as several: what is read, what may be written. */
const CONVERTED: Record<string, readonly [string, string]> = {
  Numeric: ["string", "string | number"],
  Int8: ["bigint", "bigint | number"],
  Timestamp: ["Temporal.Instant", "Temporal.Instant | string"],
  Day: ["string", "string | Temporal.PlainDate"],
};
/** What comes back as the text that PostgreSQL writes. */
const TEXTS = [
  "text",
  "varchar",
  "bpchar",
  "char",
  "citext",
  "uuid",
  "name",
  "inet",
  "interval",
  "time",
  "daterange",
  "tstzrange",
  "int4range",
  "int8range",
  "datemultirange",
  "tstzmultirange",
  "tsvector",
  "regconfig",
  "xid8",
];

/** The types that Kysely checks SQL against. Throws for a type that nobody has yet decided how to read. */
export function typesFrom(catalog: Catalog): string {
  const enums = new Map(catalog.enums.map(({ name }) => [name, pascal(name)]));
  const domains = new Map(catalog.domains.map(({ name, baseType }) => [name, baseType]));
  const typeOf = (name: string): string => {
    const base = domains.get(name) ?? name;
    const found = enums.get(base) ?? SIMPLE[base] ?? (TEXTS.includes(base) ? "string" : undefined);
    if (found === undefined) throw new Error(`scripts/db/types.ts does not say how ${base} is read`);
    return found;
  };
  return [
    "// Generated from db/migrations by `npm run generate`. How values are read: src/server/platform/db/values.ts.",
    'import type { ColumnType, GeneratedAlways } from "kysely";',
    "",
    "/** What the database fills in when it is left out. */",
    "export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;",
    ...Object.entries(CONVERTED).map(([name, [read, write]]) => `export type ${name} = ColumnType<${read}, ${write}, ${write}>;`),
    "",
    ...catalog.enums.map(
      ({ name, labels }) => `export type ${pascal(name)} = ${labels.map((label) => JSON.stringify(label)).join(" | ")};`,
    ),
    "",
    ...catalog.tables.flatMap((table) => [interfaceOf(table, typeOf), ""]),
    `export interface DB {\n${catalog.tables.map(({ name }) => `  ${name}: ${pascal(name)}Table;`).join("\n")}\n}`,
    "",
  ].join("\n");
}

function interfaceOf(table: Table, typeOf: (name: string) => string): string {
  const lines = table.columns.map(
    (column) => `  ${column.name}: ${columnType(column, typeOf(column.baseType), table.kind === "view")};`,
  );
  return `export interface ${pascal(table.name)}Table {\n${lines.join("\n")}\n}`;
}

function columnType(column: Column, type: string, isView: boolean): string {
  if (column.generated !== "" || column.identity === "a") return `GeneratedAlways<${read(type)}>`;
  const items = column.isArray ? `${read(type)}[]` : isView ? read(type) : type;
  // PostgreSQL does not say which of a view's columns are never null.
  const nullable = (column.isNullable || isView) && type !== "unknown" ? `${items} | null` : items;
  const hasDefault = column.default !== null || column.identity === "d";
  return hasDefault ? `Generated<${nullable}>` : nullable;
}

/** What a query gives for it. */
function read(type: string): string {
  return CONVERTED[type]?.[0] ?? type;
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
