import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type TestServer } from "#test/support/server.ts";
import { ensureLocalKey } from "./local-files.ts";

const folder = mkdtempSync(join(tmpdir(), "ambit-local-"));
const path = join(folder, "api-key");
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ensure = async () => {
  await ensureLocalKey(folder, server.shell, server.server.identity);
  return readFileSync(path, "utf8").trim();
};
const opens = async (key: string) => (await server.server.identity.principals.byKey(key))?.role;

test("the local key stays while it works, and is made again when it is missing or opens nothing; earlier ones end", async () => {
  const first = await ensure();
  expect([await ensure(), await opens(first), statSync(path).mode & 0o777]).toEqual([first, "administrator", 0o600]);
  rmSync(path);
  const second = await ensure();
  server.server.identity.principals.forget();
  expect([second === first, await opens(second), await opens(first)]).toEqual([false, "administrator", undefined]);
  writeFileSync(path, "ambit_nonsense", { mode: 0o644 });
  const third = await ensure();
  expect([await opens(third), statSync(path).mode & 0o777]).toEqual(["administrator", 0o600]);
});
