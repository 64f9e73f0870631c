// Which tests there are, and what each kind needs. `*.native.test.ts` run on native PostgreSQL only, `*.embedded.test.ts` on
// the embedded database only; every other test of the server runs on both (AMBIT_TEST_DB=native chooses the server).
import { defineConfig } from "vitest/config";

const onNative = process.env["AMBIT_TEST_DB"] === "native";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "core",
          include: ["src/core/**/*.test.ts", "src/api/**/*.test.ts", "src/web/**/*.test.{ts,tsx}"],
          testTimeout: 60_000, // laws walk every minute of many years
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
          globalSetup: ["test/support/global-setup.ts"],
          include: ["src/server/**/*.test.ts", "src/cli/**/*.test.ts", "db/**/*.test.ts", "test/*/**/*.test.ts"],
          exclude: ["test/e2e/**", onNative ? "**/*.embedded.test.ts" : "**/*.native.test.ts"],
          testTimeout: 60_000, // a test may start a database of its own
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 120_000, // a journey starts a server and a browser
          hookTimeout: 180_000,
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
