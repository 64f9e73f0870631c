import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "./command.ts";
import type { Outcome } from "./outcome.ts";

/** Of what Vitest reports as JSON, what is read here. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** So much of a failure is told, without the lines of its stack that lie in packages. */
const LINES_OF_A_FAILURE = 25;

/**
 * Runs Vitest on one project and counts its tests. A run without a test, a skipped test, and a run that fails beside its tests
 * (a file that does not load, coverage below its threshold) count as one failure. What failed is told and nothing else; a run
 * that fails beside its tests is told with the end of all it printed.
 */
export function tests(project: string, env: Record<string, string>, ...more: readonly string[]): Promise<Outcome> {
  return withReport(async (file, read) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { code, output } = await runNode(
      ["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters, "--maxWorkers=1", ...more],
      env,
    );
    return judge(code, output, await read());
  });
}

/** Hands out a file for Vitest to write its report to, and what reads it; the file is gone afterwards. */
export async function withReport(
  work: (file: string, read: () => Promise<Report | undefined>) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "ambit-check-"));
  try {
    const file = join(folder, "report.json");
    return await work(file, () => readReport(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(file: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Report;
  } catch {
    return undefined; // Vitest did not get as far as writing one: its exit code and output tell
  }
}

/** What a finished run comes to. */
export function judge(code: number, output: string, report: Report | undefined): Outcome {
  const passed = report?.numPassedTests ?? 0;
  const failed = report?.numFailedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  const complaints = [
    passed + failed === 0 && "no test ran",
    skipped > 0 && `${skipped} tests were skipped`,
    code !== 0 && failed === 0 && `Vitest ended with ${code} though no test failed`,
  ].filter((complaint) => complaint !== false);
  const told = complaints.length > 0 ? output.split("\n").slice(-120) : [];
  return {
    passed,
    failed: failed + Math.min(1, complaints.length),
    output: [...failures(report), ...complaints, ...told].join("\n"),
    notes: secondTries(report),
  };
}

/** Each failed test with what it said, and each file that did not load. */
const failures = (report: Report | undefined): string[] =>
  (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [`✗ ${name}`, message] : [];
    return failed.flatMap((test) => [`✗ ${name}`, `  ${test.fullName}`, ...(test.failureMessages ?? []).map(shortened)]);
  });

/** Tests that failed and then passed: journeys are tried twice, for a busy machine may stall a browser; whoever reads it looks into it. */
const secondTries = (report: Report | undefined): string[] =>
  (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === "passed" && (failureMessages?.length ?? 0) > 0)
      .map(({ fullName, failureMessages }) =>
        [`at the second try: ${name}: ${fullName}`, ...failureMessages!.map(shortened)].join("\n"),
      ),
  );

const shortened = (message: string): string =>
  message
    .split("\n")
    .filter((line) => !/^ +at .*(node_modules|new Promise)/.test(line))
    .slice(0, LINES_OF_A_FAILURE)
    .join("\n");
