import { sql, type Kysely } from "kysely";
import type { ImportDetail, ImportKind, ImportReport } from "#api/imports.ts";
import type { DB } from "#platform/db/database.ts";
import type { Mapping } from "./kinds/recognise.ts";
import type { KeptFile, Remembered } from "./prepare.ts";

type Tables = Kysely<Pick<DB, "import" | "import_file" | "import_mapping">>;
type Status = ImportDetail["status"];

/** What is being done in the background, by whichever process. */
export const underWay: readonly Status[] = ["checking", "applying"];

export type ImportRow = {
  readonly id: string;
  readonly status: Status;
  readonly actorName: string;
  readonly createdAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  readonly report: ImportReport | null;
  readonly problem: string | null;
};
export type FileRow = {
  readonly id: string;
  readonly importId: string;
  readonly name: string;
  readonly bytes: number;
  readonly kept: KeptFile;
};

export async function insertImport(
  db: Tables,
  row: { id: string; actorId: string; actorName: string; createdAt: Temporal.Instant },
): Promise<void> {
  await db
    .insertInto("import")
    .values({ id: row.id, status: "uploaded", actor_id: row.actorId, actor_name: row.actorName, created_at: row.createdAt })
    .execute();
}

export async function insertFile(
  db: Tables,
  file: { id: string; importId: string; name: string; content: Buffer; digest: string; kept: KeptFile },
): Promise<void> {
  const { importId, kept, ...row } = file;
  await db
    .insertInto("import_file")
    .values({ ...row, import_id: importId, sheets: JSON.stringify(kept) })
    .execute();
}

const importColumns = [
  "id",
  "status",
  "actor_name as actorName",
  "created_at as createdAt",
  "finished_at as finishedAt",
  "report",
  "problem",
] as const;

export async function selectImport(db: Tables, id: string): Promise<ImportRow | undefined> {
  const row = await db.selectFrom("import").select(importColumns).where("id", "=", id).executeTakeFirst();
  return row as ImportRow | undefined;
}

/** Newest first, those after a place in that order. */
export async function selectImports(
  db: Tables,
  after: { createdAt: string; id: string } | undefined,
  limit: number,
): Promise<ImportRow[]> {
  let query = db.selectFrom("import").select(importColumns).orderBy("created_at", "desc").orderBy("id", "desc").limit(limit);
  if (after !== undefined)
    query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`);
  return (await query.execute()) as ImportRow[];
}

/** The files of these imports, in the order in which they were handed in, without their content. */
export async function selectFiles(db: Tables, importIds: readonly string[]): Promise<FileRow[]> {
  if (importIds.length === 0) return [];
  const rows = await db
    .selectFrom("import_file")
    .select(["id", "import_id as importId", "name", "sheets as kept", sql<number>`octet_length(content)`.as("bytes")])
    .where("import_id", "in", [...importIds])
    .orderBy("id")
    .execute();
  return rows as FileRow[];
}

export async function selectContent(
  db: Tables,
  importId: string,
  fileId: string,
): Promise<{ name: string; content: Buffer } | undefined> {
  return db
    .selectFrom("import_file")
    .select(["name", "content"])
    .where("import_id", "=", importId)
    .where("id", "=", fileId)
    .executeTakeFirst();
}

export async function updateKept(db: Tables, fileId: string, kept: KeptFile): Promise<void> {
  await db
    .updateTable("import_file")
    .set({ sheets: JSON.stringify(kept) })
    .where("id", "=", fileId)
    .execute();
}

/** Moves an import from one of some statuses to another; false where it has none of them. What was reported before goes. `runner` carries it out. */
export async function moveStatus(
  db: Tables,
  id: string,
  from: readonly Status[],
  to: Status,
  runner: bigint | null = null,
): Promise<boolean> {
  const moved = await db
    .updateTable("import")
    .set({ status: to, report: null, problem: null, finished_at: null, runner })
    .where("id", "=", id)
    .where("status", "in", [...from])
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** Keeps what has landed so far, in the transaction in which it lands. */
export async function updateReport(db: Tables, id: string, report: ImportReport): Promise<void> {
  await db
    .updateTable("import")
    .set({ report: JSON.stringify(report) })
    .where("id", "=", id)
    .execute();
}

export type Finish = {
  readonly status: Status;
  readonly at: Temporal.Instant;
  readonly problem: string | null;
  readonly report?: ImportReport;
};

/** Ends a run. Without a report, what had landed by then stays reported. */
export async function finish(db: Tables, id: string, { status, at, problem, report }: Finish): Promise<void> {
  await db
    .updateTable("import")
    .set({ status, finished_at: at, problem, runner: null, ...(report && { report: JSON.stringify(report) }) })
    .where("id", "=", id)
    .execute();
}

/** The imports that say to be under way, and are not: nobody holds the lock of whoever began them. */
export async function selectBrokenOff(db: Tables): Promise<ImportRow[]> {
  return (await db
    .selectFrom("import")
    .select(importColumns)
    .where("status", "in", [...underWay])
    .where(sql<boolean>`case when runner is null then true else pg_try_advisory_xact_lock(runner) end`)
    .execute()) as ImportRow[];
}

/** How these rows of headings were matched by hand before. */
export async function selectMappings(db: Tables, keys: readonly string[]): Promise<Remembered> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom("import_mapping")
    .select(["headings_key", "kind", "mapping"])
    .where("headings_key", "in", [...keys])
    .execute();
  return new Map(rows.map((row) => [row.headings_key, { kind: row.kind as ImportKind, mapping: row.mapping as Mapping }]));
}

export async function upsertMapping(
  db: Tables,
  row: { key: string; kind: ImportKind; mapping: Mapping; at: Temporal.Instant },
): Promise<void> {
  const said = { kind: row.kind, mapping: JSON.stringify(row.mapping), changed_at: row.at };
  await db
    .insertInto("import_mapping")
    .values({ headings_key: row.key, ...said })
    .onConflict((conflict) => conflict.column("headings_key").doUpdateSet(said))
    .execute();
}
