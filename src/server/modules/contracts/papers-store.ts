import type { Kysely } from "kysely";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "contract_file" | "contract_file_part" | "contract_note">>;

export type FileRow = {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: bigint;
  readonly shared: boolean;
  readonly addedAt: Temporal.Instant;
  readonly authorName: string;
};

type Asked = { readonly onlyShared: boolean; readonly id?: string };

/** Those that nobody took away, the latest first. */
export async function selectFiles(db: Tables, contractId: string, { onlyShared, id }: Asked): Promise<FileRow[]> {
  return db
    .selectFrom("contract_file")
    .select(["id", "name", "media_type as mediaType", "bytes", "shared", "added_at as addedAt", "author_name as authorName"])
    .where("contract_id", "=", contractId)
    .where("removed_at", "is", null)
    .$if(onlyShared, (query) => query.where("shared", "=", true))
    .$if(id !== undefined, (query) => query.where("id", "=", id!))
    .orderBy("added_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

type NewFile = FileRow & { readonly contractId: string; readonly digest: string; readonly authorId: string };

export async function insertFile(db: Tables, file: NewFile): Promise<void> {
  await db
    .insertInto("contract_file")
    .values({
      id: file.id,
      contract_id: file.contractId,
      name: file.name,
      media_type: file.mediaType,
      bytes: file.bytes,
      digest: file.digest,
      shared: file.shared,
      added_at: file.addedAt,
      author_id: file.authorId,
      author_name: file.authorName,
    })
    .execute();
}

export async function insertPart(db: Tables, fileId: string, ordinal: number, content: Buffer): Promise<void> {
  await db.insertInto("contract_file_part").values({ file_id: fileId, ordinal, content }).execute();
}

/** The bytes as they came, put together from their parts. */
export async function selectContent(db: Tables, fileId: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (;;) {
    const part = await db
      .selectFrom("contract_file_part")
      .select("content")
      .where("file_id", "=", fileId)
      .where("ordinal", "=", parts.length + 1)
      .executeTakeFirst();
    if (part === undefined) return Buffer.concat(parts);
    parts.push(part.content);
  }
}

export async function updateShared(db: Tables, fileId: string, shared: boolean): Promise<void> {
  await db.updateTable("contract_file").set({ shared }).where("id", "=", fileId).execute();
}

/** Who took something away, and when. */
export type Removal = { readonly at: Temporal.Instant; readonly by: string };

export async function markFileRemoved(db: Tables, fileId: string, { at, by }: Removal): Promise<void> {
  await db.updateTable("contract_file").set({ removed_at: at, removed_by: by }).where("id", "=", fileId).execute();
}

export type NoteRow = {
  readonly id: string;
  readonly body: string;
  readonly shared: boolean;
  readonly addedAt: Temporal.Instant;
  readonly authorName: string;
};

/** Those that nobody took away, the latest first. */
export async function selectNotes(db: Tables, contractId: string, { onlyShared, id }: Asked): Promise<NoteRow[]> {
  return db
    .selectFrom("contract_note")
    .select(["id", "body", "shared", "added_at as addedAt", "author_name as authorName"])
    .where("contract_id", "=", contractId)
    .where("removed_at", "is", null)
    .$if(onlyShared, (query) => query.where("shared", "=", true))
    .$if(id !== undefined, (query) => query.where("id", "=", id!))
    .orderBy("added_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

export async function insertNote(
  db: Tables,
  note: NoteRow & { readonly contractId: string; readonly authorId: string },
): Promise<void> {
  const { id, contractId, body, shared, addedAt, authorId, authorName } = note;
  await db
    .insertInto("contract_note")
    .values({ id, contract_id: contractId, body, shared, added_at: addedAt, author_id: authorId, author_name: authorName })
    .execute();
}

export async function markNoteRemoved(db: Tables, noteId: string, { at, by }: Removal): Promise<void> {
  await db.updateTable("contract_note").set({ removed_at: at, removed_by: by }).where("id", "=", noteId).execute();
}
