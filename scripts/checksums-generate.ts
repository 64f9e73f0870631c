// Keeps db/migrations/checksums.json, the list of migrations that nobody may edit any more. A new migration is added to it; one
// that differs from its line is refused, not re-listed: write what is new as another migration. (Only a migration that no
// installation can have seen may be changed: remove its line, then generate again.)
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readMigrations } from "#platform/db/migrate.ts";
import { writeOrCheck } from "./write-or-check.ts";

const path = join(import.meta.dirname, "../db/migrations/checksums.json");
const listed = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
const present = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]));

for (const [name, checksum] of Object.entries(listed)) {
  if (present.get(name) === checksum) continue;
  console.error(`${name} has landed and must stay as it was: write what is new as another migration`);
  process.exitCode = 1;
}
await writeOrCheck(path, `${JSON.stringify({ ...Object.fromEntries(present), ...listed }, null, 2)}\n`);
