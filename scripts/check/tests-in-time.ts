import { dirname, relative } from "node:path";
import { runNode } from "./command.ts";
import type { Outcome } from "./outcome.ts";
import { root } from "../ready/place.mjs";
import { judge, type Report, withReport } from "./tests.ts";

export interface Run {
  readonly project: string;
  readonly env: Record<string, string>;
  readonly files: readonly string[];
  readonly seconds: number;
}

/** Runs tests in the order of their files until the seconds are over. What had no turn is no failure, but told. */
export function testsInTime({ project, env, files, seconds }: Run): Promise<Outcome> {
  return withReport(async (file, read) => {
    const start = performance.now();
    const args = [project, String(seconds), file, ...files];
    const { code, output } = await runNode(["scripts/quick-tests.ts", ...args], env);
    const timeIsUp = performance.now() - start >= seconds * 1000;
    const report = await read();
    return timeIsUp && report ? judgeSoFar(code, output, report) : judge(code, output, report);
  });
}

/** Judges the tests that had their turn, and tells of the others. */
export function judgeSoFar(code: number, output: string, report: Report): Outcome {
  const hadTurn = ({ status }: { status: string }) => status === "passed" || status === "failed";
  const leftOut = report.testResults.filter(
    ({ message, assertionResults: tests }) => message === "" && (tests.length === 0 || !tests.every(hadTurn)),
  );
  // A file without a test is one that had no turn, or one that does not load: that has a message, and is a failure.
  const testResults = report.testResults
    .filter(({ message, assertionResults: tests }) => message !== "" || tests.some(hadTurn))
    .map((file) => ({ ...file, assertionResults: file.assertionResults.filter(hadTurn) }));
  const outcome = judge(code, output, { ...report, testResults, numPendingTests: 0 });
  if (leftOut.length === 0) return outcome;
  const folders = Object.entries(Object.groupBy(leftOut, ({ name }) => relative(root, dirname(name))));
  const told = folders.map(([folder, files]) => `${folder} (${files!.length})`).join(", ");
  return { ...outcome, notes: [...(outcome.notes ?? []), `left out, for time was up, all or some tests of files in ${told}`] };
}
