/**
 * Tries the laws of core with other random numbers than the checks do, again and again for as many minutes as asked (10):
 *   npm run laws -- [MINUTES]
 * Ends with the first seed with which one fails, and how to see it fail again.
 */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import process from "node:process";

const minutes = Number(process.argv[2] ?? 10);
const end = performance.now() + minutes * 60_000;
let tried = 0;
while (performance.now() < end) {
  const seed = randomInt(2 ** 31);
  const run = spawnSync("vitest", ["run", "--project", "core"], {
    env: { ...process.env, AMBIT_LAWS_SEED: String(seed) },
    encoding: "utf8",
  });
  if (run.status !== 0) {
    console.log(`${run.stdout}\n${run.stderr}\nAgain: AMBIT_LAWS_SEED=${seed} npx vitest run --project core`);
    process.exit(1);
  }
  tried += 1;
}
console.log(`${tried} seeds tried, and every law held.`);
