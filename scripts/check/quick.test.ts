import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { changes } from "./changes.ts";
import { choose } from "./choice.ts";
import { judgeSoFar } from "./tests-in-time.ts";

const folder = mkdtempSync(join(tmpdir(), "ambit-changes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what was changed", () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.test", ...args], { cwd: folder });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const commit = () => git("commit", "--quiet", "--all", "--message=as it is", "--no-verify");

  test("is unknown where there is no history, and that is said", () => {
    expect(changes(folder)).toEqual({ since: expect.stringContaining("no two commits"), paths: [] });
    git("init", "--quiet");
    write("old.ts", "1");
    git("add", "old.ts");
    commit();
    expect(changes(folder)).toEqual({ since: expect.stringContaining("no two commits"), paths: [] });
  });

  test("is what is not committed, new files and names with letters of other languages among them", () => {
    write("old.ts", "2");
    write("größe neu.ts", "1");
    expect(changes(folder)).toEqual({ since: "since the last commit", paths: ["old.ts", "größe neu.ts"] });
  });

  test("is what the last commit changed where all is committed", () => {
    rmSync(join(folder, "größe neu.ts"));
    commit();
    expect(changes(folder)).toEqual({ since: "by the last commit", paths: ["old.ts"] });
  });
});

describe("the choice", () => {
  const files = (...paths: string[]) => paths.map((path, index) => ({ path, bytes: 1000 - index }));
  const tests = files(
    "src/core/time/laws.test.ts",
    "src/core/time/time.test.ts",
    "src/core/money/money.test.ts",
    "src/web/ui/list/csv.test.ts",
    "src/server/modules/plans/laws.test.ts",
    "src/server/modules/plans/made.test.ts",
    "src/server/modules/plans/deep/plan.test.ts",
    "src/server/modules/plans/try.test.ts",
    "src/server/modules/plans/at-once.native.test.ts",
    "src/server/modules/plans/disk.embedded.test.ts",
    "src/server/modules/tiers/tiers.test.ts",
    "src/server/platform/http/http.test.ts",
    "test/register/checks.recorded.test.ts",
    "test/e2e/plans.test.ts",
    "test/rules.test.ts",
  );

  test("of the server is the module that was changed: what was changed first, then its likes, then the shorter, laws last", () => {
    const { server, leftOut } = choose(["src/server/modules/plans/made.ts", "src/server/modules/plans/try.test.ts"], tests);
    expect(server.map((path) => path.replace("src/server/modules/plans/", ""))).toEqual([
      "try.test.ts",
      "made.test.ts",
      "deep/plan.test.ts",
      "laws.test.ts",
    ]);
    expect(leftOut).toEqual({ laws: 1, server: 2 });
  });

  test("outside of modules is the folder", () => {
    expect(choose(["src/server/platform/http/exchange.ts"], tests).server).toEqual(["src/server/platform/http/http.test.ts"]);
    expect(choose(["src/server/platform/jobs.ts"], tests).server).toEqual([]);
  });

  test("of the server is nothing where nothing of it was changed, or only what is read", () => {
    expect(choose([], tests).server).toEqual([]);
    expect(choose(["src/server/modules/plans/SPEC.md", "src/web/ui/list/csv.ts"], tests).server).toEqual([]);
  });

  test("of the core is all, its laws where something in core was changed, and then last", () => {
    expect(choose(["src/server/modules/plans/made.ts"], tests).core).toEqual([
      "src/web/ui/list/csv.test.ts",
      "src/core/money/money.test.ts",
      "src/core/time/time.test.ts",
    ]);
    expect(choose(["src/core/time/offset.ts"], tests).core).toEqual([
      "src/core/time/time.test.ts",
      "src/web/ui/list/csv.test.ts",
      "src/core/money/money.test.ts",
      "src/core/time/laws.test.ts",
    ]);
  });
});

describe("a run whose time was up", () => {
  const ran = (name: string, ...statuses: string[]) => ({
    name: join(import.meta.dirname, name),
    status: statuses.includes("passed") ? "passed" : "failed",
    message: "",
    assertionResults: statuses.map((status) => ({ status, fullName: status })),
  });
  const judged = (...testResults: ReturnType<typeof ran>[]) => {
    const count = (wanted: string) =>
      testResults.flatMap((file) => file.assertionResults).filter(({ status }) => status === wanted).length;
    const counts = { numPassedTests: count("passed"), numFailedTests: count("failed"), numPendingTests: count("skipped") };
    return judgeSoFar(0, "", { ...counts, numTodoTests: 0, testResults });
  };

  test("passes with what had its turn, and tells what had none", () => {
    const outcome = judged(ran("a.test.ts", "passed"), ran("b.test.ts", "passed", "skipped"), ran("c.test.ts"));
    expect(outcome).toMatchObject({ passed: 2, failed: 0 });
    expect(outcome.notes).toEqual([expect.stringContaining("scripts/check (2)")]);
  });

  test("fails where a test failed", () => {
    const outcome = judged(ran("a.test.ts", "failed", "skipped"), ran("b.test.ts", "passed"));
    expect(outcome).toMatchObject({ passed: 1, failed: 1 });
    expect(outcome.output).toContain("a.test.ts");
  });

  test("fails where no test had its turn", () => {
    expect(judged(ran("a.test.ts"), ran("b.test.ts", "skipped"))).toMatchObject({ passed: 0, failed: 1 });
  });
});
