import { globSync, statSync } from "node:fs";
import { sep } from "node:path";
import { at, root } from "../ready/place.mjs";
import { changes, type Changes } from "./changes.ts";
import { choose, type Choice } from "./choice.ts";
import { runNode } from "./command.ts";
import { type Outcome, verdict } from "./outcome.ts";
import { type Step, WEST } from "./steps.ts";
import { testsInTime } from "./tests-in-time.ts";

export interface Quick {
  readonly steps: readonly Step[];
  /** What was chosen and what was left out, for whoever reads that all passed. */
  readonly notes: readonly string[];
}

/** When each must be done, in seconds since the check began: half a minute was promised. Types come after the core's tests. */
const UNTIL = { core: 16, server: 23, types: 27 };

const secondsLeft = (until: number) => Math.max(1, until - performance.now() / 1000);

/** What can be known in half a minute: the core, of the server what was changed, and types. */
export function quick(): Quick {
  const changed = changes();
  const chosen = choose(changed.paths, testFiles());
  const { core, server } = chosen;
  const ofServer = step("server on the embedded database, where it was changed", () =>
    testsInTime({
      project: "server",
      env: { ...WEST, AMBIT_TEST_DB: "pglite" },
      files: server,
      seconds: secondsLeft(UNTIL.server),
    }),
  );
  const ofCore = step("core", () =>
    testsInTime({
      project: "core",
      env: WEST,
      files: core,
      // Without tests of the server, types are read meanwhile.
      seconds: secondsLeft(server.length > 0 ? UNTIL.core : UNTIL.server),
    }),
  );
  return {
    steps: [
      ...(server.length > 0 ? [ofServer] : []),
      ofCore,
      step("types: core", () => types("src/core")),
      step("types: server, command line, tests", () => types(".")),
      step("types: pages", () => types("src/web")),
    ],
    notes: notes(changed, chosen),
  };
}

const step = (name: string, run: Step["run"]): Step => ({ name, run });

/** What was found the last time is kept beside the packages, so that only what changed since is read anew. */
async function types(project: string): Promise<Outcome> {
  const kept = `node_modules/.cache/ambit/types-${project.replaceAll(/\W+/g, "-")}.tsbuildinfo`;
  const args = ["--noEmit", "-p", project, "--incremental", "--tsBuildInfoFile", at(kept)];
  const { code, output, timeWasUp } = await runNode(["node_modules/typescript/bin/tsc", ...args], {}, secondsLeft(UNTIL.types));
  if (timeWasUp) return { passed: 0, failed: 0, output, notes: [`left out, for time was up: types of ${project}`] };
  return verdict(code === 0, output);
}

function testFiles() {
  const paths = globSync(["{src,db,test}/**/*.test.{ts,tsx}"], { cwd: root });
  return paths.map((path) => ({ path: path.replaceAll(sep, "/"), bytes: statSync(at(path)).size }));
}

function notes({ since, paths }: Changes, { server, leftOut }: Choice): string[] {
  const near = server.length === 0 ? "NO TEST OF THE SERVER WAS CHOSEN" : `${server.length} files of server tests were chosen`;
  return [
    `${near}, by the ${paths.length} files changed ${since}; ${leftOut.server} were left out`,
    ...(leftOut.laws > 0 ? [`the laws of core (${leftOut.laws} files) were left out: nothing in core was changed`] : []),
    "left out as always: lint, format, module graph, coverage, PostgreSQL, journeys; npm test runs everything",
  ];
}
