import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureLocalKey } from "../server/local-files.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";
import { run } from "./run.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  folder = mkdtempSync(join(tmpdir(), "ambit-cli-"));
  await ensureLocalKey(folder, server.shell, server.server.identity);
  await server.server.app.fastify.listen({ port: 0, host: "127.0.0.1" });
  const { port } = server.server.app.fastify.server.address() as AddressInfo;
  writeFileSync(join(folder, "address"), `http://127.0.0.1:${port}\n`);
  const agent = await server.as("agent");
  const at = "2026-04-15T12:00";
  const questions = [
    { serial: "PHH68634F", channel: "phone", at, record: true },
    { serial: "HAR33001", channel: "phone", at, record: true },
  ];
  await agent.send("POST", "/api/v1/entitlement-checks/batch", { questions });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ambit(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const env = { AMBIT_DATA: folder };
  const terminal = { print: (text: string) => out.push(text), complain: (text: string) => err.push(text), env, inColour: false };
  const code = await run(["decisions", ...args], terminal);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const enforcing = {
  rules: [],
  otherwise: "enforce",
  severity1: "exempt",
  graceDays: 0,
  withoutGoodwill: "enforce",
  onRedecision: "ask",
};
const inFile = (name: string, content: unknown) => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

test("ENT13: what was recorded comes out the same, and the exit code says so", async () => {
  expect(await ambit("replay", "--since", "2020-01-01")).toEqual({
    code: 0,
    out: "2 decisions made again: all the same.",
    err: "",
  });
  const { out } = await ambit("replay", "--since", "2020-01-01", "--json");
  expect(JSON.parse(out)).toEqual({ replayed: 2, same: 2, differences: [] });
});

test("ENT7: under another policy, those who would have been turned away are listed with what was done", async () => {
  const { code, out } = await ambit("replay", "--since", "2020-01-01", "--with", inFile("policy.json", enforcing));
  expect(code).toBe(0);
  expect(out).toContain("2 decisions made again: 1 the same, 1 not.");
  expect(out).toMatch(/Harbor Freightways +\S+ +not covered, served with a notice +not covered, refused/);
  expect(out).toContain("1 would be refused, 0 of them wrongly");
});

test("what is no day, no file and no policy is told in plain words", async () => {
  expect((await ambit("replay")).err).toContain("Say from which day: --since 2026-07-01");
  expect((await ambit("replay", "--since", "30/02/2026")).err).toContain('--since is "30/02/2026"');
  expect((await ambit("replay", "--since", "2020-01-01", "--with", join(folder, "none.json"))).err).toContain(
    "cannot be read as JSON",
  );
  expect((await ambit("replay", "--since", "2020-01-01", "--with", inFile("list.json", "[]"))).err).toContain("neither a policy");
  const faulty = inFile("faulty.json", { ...enforcing, graceDays: 1000 });
  const { code, err } = await ambit("replay", "--since", "2020-01-01", "--with", faulty);
  expect([code, err]).toEqual([1, expect.stringContaining("Grace lasts 0 to 366 whole days")]);
});
