import { tool } from "./command.ts";
import type { Outcome } from "./outcome.ts";
import { packageTest } from "./package-test.ts";
import { tests } from "./tests.ts";

export interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

// Two zones, neither of them UTC, on either side of it, with opposite summers: what only holds in one zone shows.
export const WEST = { TZ: "America/Los_Angeles" };
const EAST = { TZ: "Pacific/Auckland" };

const tsc = (project: string) => tool("node_modules/typescript/bin/tsc", "--noEmit", "-p", project);

/** What other steps stand on, and so comes before them: the core and the pages build, and there is a browser. */
export const FIRST: Step = {
  name: "builds, and a browser",
  run: () => tool("scripts/ready.mjs", "core", "web", "browser"),
};

/** Everything that must hold, in the order in which it is begun: the short steps first, so that what is simply wrong shows at once. */
export const STEPS: readonly Step[] = [
  { name: "format", run: () => tool("node_modules/oxfmt/bin/oxfmt", "--check") },
  { name: "lint", run: () => tool("node_modules/oxlint/bin/oxlint", "--deny-warnings", "--format=unix") },
  { name: "types: core", run: () => tsc("src/core") },
  { name: "types: server, command line, tests", run: () => tsc(".") },
  { name: "types: pages", run: () => tsc("src/web") },
  {
    name: "module graph",
    run: () => tool("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", "src", "scripts", "test", "db", "bench"),
  },
  { name: "unused code", run: () => tool("node_modules/knip/bin/knip.js") },
  { name: "generated files are fresh", run: () => tool("scripts/generate.ts", "--check") },
  { name: "house rules", run: () => tests("house", WEST) },
  { name: "core, with every branch covered", run: () => tests("core", WEST, "--coverage") },
  { name: "core, elsewhere", run: () => tests("core", EAST) },
  { name: "package", run: packageTest },
  { name: "journeys in a browser", run: () => tests("journeys", EAST) },
  { name: "server on the embedded database", run: () => tests("server", { ...WEST, AMBIT_TEST_DB: "pglite" }) },
  { name: "server on PostgreSQL", run: () => tests("server", { ...EAST, AMBIT_TEST_DB: "native" }) },
];
