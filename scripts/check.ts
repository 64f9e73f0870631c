// The whole of CI: `npm run check`. Runs every step, also after one has failed, and ends with `N passed, N failed`.
// `--quick` runs what tells most in half a minute, and says what it left out; `--only=TEXT` those whose name contains TEXT.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { RECORDED_DATA } from "../test/support/recorded-data.ts";
import type { Outcome } from "./check/outcome.ts";
import { type Quick, quick } from "./check/quick.ts";
import { FIRST, STEPS, type Step } from "./check/steps.ts";

/** Steps that run at the same time: each of them keeps about one core busy, and two cores are what CI has. */
const AT_ONCE = 2;

const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const chosen: Quick = options.quick ? quick() : { steps: STEPS, notes: [] };
const steps = chosen.steps.filter((step) => step.name.includes(options.only ?? ""));
if (steps.length === 0) throw new Error(`no step is called ${options.only}`);

const outcomes: Outcome[] = options.quick ? [] : [await runAndTell(FIRST)];
const waiting = steps.values();
await Promise.all(Array.from({ length: AT_ONCE }, runWaiting));

if (!existsSync(RECORDED_DATA))
  console.log(`note  tests on recorded data are left out: there are none at ${RECORDED_DATA} (AMBIT_SHARED_DATA)`);
if (options.only === undefined) for (const note of chosen.notes) console.log(`note  ${note}`);
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);

async function runWaiting(): Promise<void> {
  for (const step of waiting) outcomes.push(await runAndTell(step));
}

async function runAndTell(step: Step): Promise<Outcome> {
  const start = performance.now();
  const outcome = await step.run().catch(asFailure);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const count = outcome.passed + outcome.failed > 1 ? `  ${outcome.passed} passed, ${outcome.failed} failed` : "";
  console.log(`${markOf(outcome)} ${seconds.padStart(6)} s  ${step.name}${count.replace(",", " ·")}`);
  if (outcome.failed > 0) console.log(outcome.output.trimEnd().replaceAll(/^/gm, "     | "));
  for (const note of outcome.notes ?? []) console.log(`note  ${note.replaceAll("\n", "\n     | ")}`);
  return outcome;
}

/** What came to no result is not well. */
function markOf({ passed, failed }: Outcome): string {
  if (failed > 0) return "FAIL";
  return passed > 0 ? "ok  " : "none";
}

function asFailure(error: unknown): Outcome {
  return { passed: 0, failed: 1, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
