// Writes db/schema.sql and db/types.gen.ts from a database that the migrations have just made. With `--check` it writes
// nothing and fails when either is stale.
import { join } from "node:path";
import { migrate } from "#platform/db/migrate.ts";
import { openEmbeddedDatabase } from "#platform/db/database.ts";
import { readCatalog } from "./db/catalog.ts";
import { schemaSql } from "./db/schema-sql.ts";
import { typesFrom } from "./db/types.ts";
import { writeOrCheck } from "./write-or-check.ts";

const folder = join(import.meta.dirname, "../db");
const database = await openEmbeddedDatabase({ kind: "memory" });
try {
  await migrate(database.db);
  const catalog = await readCatalog(database.db);
  await writeOrCheck(join(folder, "schema.sql"), schemaSql(catalog));
  await writeOrCheck(join(folder, "types.gen.ts"), typesFrom(catalog));
} finally {
  await database.close();
}
