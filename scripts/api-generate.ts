// Writes docs/openapi.json and docs/problems.md from the server as it is composed. With `--check` it writes nothing and
// fails when either is stale.
import { join } from "node:path";
import { problems } from "#api/problems.ts";
import { openEmbeddedDatabase } from "#platform/db/database.ts";
import { migrate } from "#platform/db/migrate.ts";
import { openLog } from "#platform/log.ts";
import { compose } from "../src/server/compose.ts";
import { writeOrCheck } from "./write-or-check.ts";

const docs = join(import.meta.dirname, "../docs");
const database = await openEmbeddedDatabase({ kind: "memory" });
try {
  await migrate(database.db);
  const { app } = await compose({ database, log: openLog("silent") });
  await app.fastify.ready();
  await writeOrCheck(join(docs, "openapi.json"), `${JSON.stringify(app.fastify.swagger(), null, 2)}\n`);
  await writeOrCheck(join(docs, "problems.md"), problemsPage());
  await app.fastify.close();
} finally {
  await database.close();
}

/** Every refusal, under the anchor that its `type` points to. */
function problemsPage(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title }]) => `| <a id="${code}"></a>\`${code}\` | ${status} | ${title} |`,
  );
  return `# Problems

Every refusal of the API is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`code\`, \`detail\` in plain words, and
where it helps \`errors\` (a JSON Pointer and a message for each bad field) and \`rule\` (the rule that refuses, such as COV2). This page
is generated from \`src/api/problems.ts\`.

| code | status | title |
|---|---|---|
${rows.join("\n")}
`;
}
