import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultPolicy } from "#core/policy/index.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";
import { ensureLocalKey } from "../server/local-files.ts";
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
  const code = await run(args, terminal);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

function file(content: unknown): string {
  const path = join(folder, "policy.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test("ENT7: a policy is shown, set from a file and listed; what is printed as JSON can be set again, once", async () => {
  expect((await ambit("policy", "show")).out).toContain("Version 0: What a new installation begins with");
  const rule = { key: "Harbor", accounts: { only: [small.harbor] }, plans: "any", channels: "any", severities: { only: [2, 3] } };
  const rules = [{ ...rule, handling: "enforce", confidence: { fromBp: 9000, below: "bill" } }];
  const set = await ambit("policy", "set", file({ ...defaultPolicy, graceDays: 30, rules }), "--reason", "Pilot");
  expect([set.code, set.err]).toEqual([0, ""]);
  expect(set.out).toMatch(
    /^Harbor +Harbor Freightways +any +any +2, 3 +refused, sent to renewals; below 0\.90 served against an approved quote$/m,
  );
  expect(set.out).toContain("Grace after cover ended: 30 days.");
  const shown = JSON.parse((await ambit("policy", "show", "--json")).out);
  const again = file({ ...shown, policy: { ...shown.policy, rules: [] } });
  expect((await ambit("policy", "set", again, "--reason", "Back")).code).toBe(0);
  const stale = await ambit("policy", "set", again, "--reason", "Back");
  expect([stale.code, stale.err]).toEqual([1, expect.stringContaining("Somebody else changed this")]);
  expect((await ambit("policy", "versions")).out).toMatch(/^Version 2 by .*: Back\nVersion 1 by .*: Pilot$/);
});

test("a policy that is none, a file that is none, and no reason are each said in words", async () => {
  const refused = await ambit("policy", "set", file({ ...defaultPolicy, graceDays: 400 }), "--reason", "x");
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("Grace lasts 0 to 366 whole days")]);
  expect((await ambit("policy", "set", join(folder, "nothing.json"), "--reason", "x")).code).toBe(2);
  expect((await ambit("policy", "set", file(defaultPolicy))).code).toBe(2);
  expect((await ambit("policy", "set", "--reason", "x")).code).toBe(2);
});

test("ENT9: exceptions are listed with what they come to, shown, and settled with a note; a check says what is done about a no", async () => {
  const checked = await ambit("check", "--serial", "KLO-10011");
  expect(checked.out).toContain("What is done about it\n  No rule fits, so: serve, and tell the requester and renewals. (ENT7)");
  expect((await ambit("exceptions", "list")).out).toBe("There are none.");
  const input = { question: { serial: "KLO-10011" }, subject: "Noise", description: "", channel: "email", severity: 3 };
  await (await server.as("agent")).send("POST", "/api/v1/tickets", input);
  const list = await ambit("exceptions", "list", "--find", "klo");
  expect(list.out).toMatch(/^X-1001 +open +.* T-10001 +Northgate Logistics +KLO 10011 +0 +GBP 0\.00$/m);
  expect(list.out).toContain("1 in all: 0 minutes, GBP 0.00.");
  expect((await ambit("exceptions", "settle", "X-1001", "--as", "renewed")).code).toBe(2);
  const settled = await ambit("exceptions", "settle", "X-1001", "--as", "renewed", "--note", "From tomorrow on");
  expect([settled.code, settled.out]).toEqual([
    0,
    expect.stringMatching(/^X-1001 · renewed · Northgate Logistics · KLO 10011\n[^]*From tomorrow on \(/),
  ]);
  expect((await ambit("exceptions", "show", "X-1001")).out).toContain("By the policy served with a notice.");
  expect((await ambit("exceptions", "show", "X-9")).code).toBe(1);
  expect((await ambit("exceptions", "list", "--status", "luck")).code).toBe(2);
  expect((await ambit("exceptions", "list", "--from", "soon")).code).toBe(2);
});
