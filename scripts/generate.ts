// `npm run generate`: writes what is made from other files. With `--check` it writes nothing and fails when something is stale.
import { existsSync } from "node:fs";
import { at } from "./ready/place.mjs";
import { runNode } from "./check/command.ts";

/** Each writes its files, and with `--check` compares instead. */
const GENERATORS = ["scripts/db-generate.ts", "scripts/checksums-generate.ts", "scripts/api-generate.ts"];

for (const generator of GENERATORS.filter((file) => existsSync(at(file)))) {
  const { code, output } = await runNode([generator, ...process.argv.slice(2)]);
  process.stdout.write(output);
  if (code !== 0) process.exitCode = 1;
}
