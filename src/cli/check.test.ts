import { spawn } from "node:child_process";
import { once } from "node:events";
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
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command line as on a pipe; what it printed and complained, and its exit code. */
async function ambit(line: string, env: Record<string, string> = { AMBIT_DATA: folder }, inColour = false) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { print: (text: string) => out.push(text), complain: (text: string) => err.push(text), env, inColour };
  const code = await run(line.split(" ").filter(Boolean), terminal);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("a covered serial is answered with verdict, source and due times in the account's zone", async () => {
  const { code, out } = await ambit("check --serial phh68634f --at 2026-03-20T23:30 --severity 2");
  expect(code).toBe(0);
  expect(out.split("\n")).toEqual([
    "✔ COVERED until 31 May 2026",
    "  Gold, contract SC-1001 line 1 (covers the asset), since 1 Jan 2026",
    "  PHH-68634f QFX5120 · Northgate Logistics, HQ",
    "",
    "Why",
    expect.stringContaining("SC-1001"),
    "",
    "If a ticket were opened Fri, 20 Mar 2026, 23:30 (Europe/London)",
    "  first response   by Sat, 21 Mar 2026, 00:30",
    "  resolution       by Sat, 21 Mar 2026, 07:30",
  ]);
});

test("ENT6: what is not covered ends with 0 too, and says what is near", async () => {
  const { code, out } = await ambit("check --serial PHH-68634f --at 2026-06-01");
  expect(code).toBe(0);
  expect(out).toMatch(/^✘ NOT COVERED\n/);
  expect(out).toContain("Near misses\n");
});

test("COV12: an unknown serial is answered with those near it", async () => {
  const { code, out } = await ambit("check --serial PHH-68643f");
  expect(code).toBe(0);
  expect(out).toContain("Did you mean\n  PHH-68634f, QFX5120, Northgate Logistics");
});

test("COV9: --known-at answers as it was known then", async () => {
  const { out } = await ambit("check --serial PHH-68634f --at 2026-06-01 --known-at 2026-05-09T12:00");
  expect(out).toMatch(/^✔ COVERED until 31 Dec 2026\n/);
});

test("--json prints the decision as the server gives it, and --record keeps it", async () => {
  const { code, out } = await ambit("check --asset-tag NG-2 --json --record");
  expect(code).toBe(0);
  const decision = JSON.parse(out) as { id: string; question: unknown; held: unknown };
  expect(decision.question).toEqual({ assetTag: "NG-2" });
  const kept = await (await server.as("agent")).send("GET", `/api/v1/decisions/${decision.id}`);
  // What is held for a ticket is said to whoever asked, and is no part of the decision.
  const { held, ...made } = decision;
  expect([held, kept.body.decision]).toEqual([null, made]);
});

test("colour repeats what the words say, on a terminal only", async () => {
  expect((await ambit("check --serial PHH-68634f", undefined, true)).out).toContain("\u001b[");
  expect((await ambit("check --serial PHH-68634f")).out).not.toContain("\u001b[");
});

test("a question that is none ends with 2 and says what is wrong", async () => {
  for (const [line, words] of [
    ["check", "Say what it is about"],
    ["check --serail X", "Did you mean --serial?"],
    ["check --serial=", "--serial is empty. Write its value after it, or leave --serial out."],
    ["check --serial X --at=", "--at is empty."],
    ["check --serial X --severity high", '--severity is "high"'],
    ["check --serial X --channel pigeon", "channel"],
    ["check --serial X --at 2026-02-30", "There is no such moment as 2026-02-30"],
    ["chekc", "Did you mean: ambit check?"],
  ] as const) {
    const { code, err, out } = await ambit(line);
    expect([line, code, out]).toEqual([line, 2, ""]);
    expect(err).toContain(words);
  }
});

test("without a server it ends with 1 and says how to start one", async () => {
  const nowhere = await ambit("check --serial X", { AMBIT_DATA: join(folder, "absent") });
  expect(nowhere).toMatchObject({ code: 1, out: "" });
  expect(nowhere.err).toContain("npm start");
  expect(await ambit("check --serial X", { AMBIT_URL: "http://127.0.0.1:1", AMBIT_API_KEY: "k" })).toMatchObject({
    code: 1,
    err: expect.stringContaining("does not answer"),
  });
  expect(await ambit("check --serial X", { AMBIT_URL: "http://127.0.0.1:1" })).toMatchObject({
    code: 1,
    err: expect.stringContaining("AMBIT_API_KEY"),
  });
  expect(await ambit("check --serial X", { AMBIT_URL: "nowhere", AMBIT_API_KEY: "k" })).toMatchObject({
    code: 1,
    err: expect.stringContaining("looks like"),
  });
});

test("a key that opens nothing ends with 1", async () => {
  const { code, err } = await ambit("check --serial X", { AMBIT_DATA: folder, AMBIT_API_KEY: "ambit_wrong" });
  expect(code).toBe(1);
  expect(err).toContain("API key");
});

test("help lists the commands, and each tells what it takes", async () => {
  for (const line of ["", "--help", "help"])
    expect(await ambit(line)).toMatchObject({ code: 0, out: expect.stringContaining("check") });
  for (const line of ["check --help", "help check"])
    expect(await ambit(line)).toMatchObject({ code: 0, out: expect.stringContaining("--known-at") });
  expect((await ambit("help nothing")).code).toBe(2);
  expect((await ambit("--version")).out).toMatch(/^\d+\.\d+\.\d+$/);
});

test("whoever reads may stop reading: nothing is complained of", async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "check", "--serial", "PHH-68634f", "--json"], {
    env: { ...process.env, AMBIT_DATA: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let complained = "";
  child.stderr.on("data", (chunk: Buffer) => (complained += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  expect([code, complained]).toEqual([0, ""]);
});
