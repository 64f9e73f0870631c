/**
 * Runs tests in the order in which their files are named, until time is up:
 *   node scripts/quick-tests.ts PROJECT SECONDS REPORT FILE...
 * What had no turn by then is skipped in the report, or has no test there. All files share one worker and its modules: starting
 * each of them alone would take a third of the time.
 */
import { resolve } from "node:path";
import process from "node:process";
import { createVitest, type TestSpecification } from "vitest/node";

/** When time is up a test that waits for something is left at once; one that computes without a pause is ended after so long. */
const GRACE = 3000;

const [project = "", seconds, report = "", ...files] = process.argv.slice(2);
const turns = new Map(files.map((file, turn) => [resolve(file), turn]));

class AsNamed {
  sort(specifications: TestSpecification[]): TestSpecification[] {
    return specifications.toSorted((one, other) => turns.get(one.moduleId)! - turns.get(other.moduleId)!);
  }

  shard(specifications: TestSpecification[]): TestSpecification[] {
    return specifications;
  }
}

const vitest = await createVitest({
  watch: false,
  project: [project],
  maxWorkers: 1,
  isolate: false,
  sequence: { sequencer: AsNamed },
  reporters: ["default", "json"],
  outputFile: { json: report },
});
const end = Number(seconds) * 1000 - performance.now();
const timers = [end, end + GRACE].map((time) => setTimeout(cancel, time));
const { testModules, unhandledErrors } = await vitest.start(files);
for (const timer of timers) clearTimeout(timer);
await vitest.close();
// A run that was ended counts as failed for Vitest; here only what went wrong does.
const broken = testModules
  .flatMap((module) => [module, ...module.children.allSuites()])
  .filter((part) => part.errors().length > 0);
process.exitCode = broken.length + unhandledErrors.length === 0 ? 0 : 1;

/** The first time Vitest asks what is running to stop, the second time it does not ask. */
function cancel(): void {
  void vitest.cancelCurrentRun("test-failure");
}
