import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("without anything said, the database lives in a folder here and loopback answers", () => {
  expect(readConfig({ PORT: " ", DATABASE_URL: "" })).toEqual({
    host: "127.0.0.1",
    port: 4000,
    dataFolder: resolve("ambit-data"),
    databaseUrl: undefined,
    bench: false,
  });
});

test("what is said is taken", () => {
  const url = "postgresql://ambit@db.example/ambit";
  const config = readConfig({
    HOST: "::",
    PORT: "0",
    AMBIT_DATA: "/srv/ambit",
    DATABASE_URL: url,
    AMBIT_BENCH: "1",
  });
  expect(config).toEqual({ host: "::", port: 0, dataFolder: "/srv/ambit", databaseUrl: url, bench: true });
});

test.each([
  [{ PORT: "65536" }, 'PORT is "65536".'],
  [{ PORT: "-1" }, 'PORT is "-1".'],
  [{ PORT: "4e3" }, 'PORT is "4e3".'],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL is not a PostgreSQL address."],
  [{ DATABASE_URL: "db.example" }, "DATABASE_URL is not a PostgreSQL address."],
])("%o is refused in words", (env, words) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(words);
});
