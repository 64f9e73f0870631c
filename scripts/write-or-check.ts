import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";

/** Writes a generated file; with `--check` on the command line it compares instead, says what is stale and makes the program fail. */
export async function writeOrCheck(path: string, text: string): Promise<void> {
  const name = relative(process.cwd(), path);
  const present = await readFile(path, "utf8").catch(() => "");
  if (present === text) return;
  if (process.argv.includes("--check")) {
    console.error(`${name} is stale. Run: npm run generate`);
    process.exitCode = 1;
    return;
  }
  await writeFile(path, text);
  console.log(`wrote ${name}`);
}
