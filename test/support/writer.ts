// A program for the durability test: `node writer.ts FOLDER` opens the embedded database, says what it finds, then
// commits one number after another and says each one as soon as it is acknowledged, until it is killed.
import { writeSync } from "node:fs";
import { sql } from "kysely";
import { openEmbeddedDatabase } from "#platform/db/database.ts";

const { db } = await openEmbeddedDatabase({ kind: "folder", folder: process.argv[2]! });
await sql`create table if not exists acknowledged (n int primary key)`.execute(db);
const { rows } = await sql<{
  count: number;
  highest: number;
}>`select count(*)::int as count, coalesce(max(n), 0) as highest from acknowledged`.execute(db);
const { count, highest } = rows[0]!;
writeSync(1, `found ${count} up to ${highest}\n`);
for (let n = highest + 1; ; n += 1) {
  await sql`insert into acknowledged values (${n})`.execute(db);
  writeSync(1, `${n}\n`);
}
