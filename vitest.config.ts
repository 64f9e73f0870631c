// Which tests there are, and what each kind needs. `*.native.test.ts` run on native PostgreSQL only, `*.embedded.test.ts` on
// the embedded database only; every other test of the server runs on both (AMBIT_TEST_DB=native chooses the server).
// `*recorded.test.ts` read recorded data that are no part of the project: where they are absent these tests are left out, which
// the check says; in CI they are required.
import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { RECORDED_DATA } from "./test/support/recorded-data.ts";

const onNative = process.env["AMBIT_TEST_DB"] === "native";
const leftOut = existsSync(RECORDED_DATA) || process.env["CI"] ? [] : ["**/*recorded.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "core",
          setupFiles: ["test/support/laws.ts"],
          include: ["src/core/**/*.test.ts", "src/api/**/*.test.ts", "src/web/**/*.test.{ts,tsx}"],
          exclude: leftOut,
          testTimeout: 300_000, // laws walk every minute of many years, under coverage on a busy machine too
        },
      },
      {
        test: {
          name: "house",
          include: ["test/*.test.ts", "scripts/**/*.test.ts"],
          testTimeout: 60_000, // the module graph is walked, and walked again with faults planted
        },
      },
      {
        test: {
          name: "server",
          setupFiles: ["test/support/laws.ts"],
          globalSetup: ["test/support/global-setup.ts"],
          include: ["src/server/**/*.test.ts", "src/cli/**/*.test.ts", "db/**/*.test.ts", "test/*/**/*.test.ts"],
          exclude: [...leftOut, "test/e2e/**", onNative ? "**/*.embedded.test.ts" : "**/*.native.test.ts"],
          testTimeout: 60_000, // a test may start a database of its own
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "journeys",
          globalSetup: ["test/e2e/support/demo.ts"],
          include: ["test/e2e/**/*.test.ts"],
          exclude: leftOut,
          testTimeout: 240_000, // a journey walks through a browser, on a busy machine too
          hookTimeout: 240_000,
          expect: { poll: { timeout: 30_000 } }, // what a page shows next is waited for
          retry: 1, // told by the check
          fileParallelism: false,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["src/core/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.bench.ts", "**/*.oracle.ts"],
      reporter: ["text"],
      thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
    },
  },
});
