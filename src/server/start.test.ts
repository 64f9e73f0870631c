import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, existsSync } from "node:fs";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { nativeDatabase, onNative } from "#test/support/database.ts";

const folder = mkdtempSync(join(tmpdir(), "ambit-start-"));
const children = new Set<ChildProcess>();
let databaseUrl: string | undefined;
let drop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  if (onNative()) ({ url: databaseUrl, drop } = await nativeDatabase());
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});
afterAll(async () => {
  await drop?.();
  rmSync(folder, { recursive: true, force: true });
});

type Started = { child: ChildProcess; address: string; said: () => string };

/** Starts the program as a person would, on a free port. Resolves when it says where it answers, or with "" when it ends. */
async function run(env: Record<string, string> = {}, ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], {
    env: { PATH: process.env["PATH"], PORT: "0", AMBIT_DATA: folder, ...(databaseUrl && { DATABASE_URL: databaseUrl }), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let said = "";
  const { promise, resolve } = Promise.withResolvers<string>();
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
    const address = /Ambit answers at (\S+)[\s\S]*Ctrl-C/.exec(said)?.[1];
    if (address !== undefined) resolve(address);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  child.once("close", () => {
    children.delete(child);
    resolve("");
  });
  return { child, address: await promise, said: () => said };
}

async function interrupt({ child }: Started): Promise<number | null> {
  const exited = once(child, "exit");
  child.kill("SIGINT");
  return (await exited)[0] as number | null;
}

const file = (name: string) => join(folder, name);

const readKey = () => readFileSync(file("api-key"), "utf8").trim();

test("a start makes what is missing and serves; a second on its folder is refused; killed, it leaves no lock; Ctrl-C stops it cleanly", async () => {
  const first = await run({}, "--empty");
  expect(first.address, first.said()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(readFileSync(file("address"), "utf8").trim()).toBe(first.address);
  for (const name of ["address", "api-key"]) expect([name, statSync(file(name)).mode & 0o777]).toEqual([name, 0o600]);
  const key = readKey();
  const session = await fetch(`${first.address}/api/v1/session`, { headers: { authorization: `Bearer ${key}` } });
  expect(await session.json()).toMatchObject({
    user: { role: "administrator" },
    installation: { needsFirstAdministrator: true, isDemo: false },
  });

  const second = await run({}, "--empty");
  expect([second.child.exitCode, second.address]).toEqual([1, ""]);
  expect(second.said()).toContain(`Another Ambit (process ${first.child.pid}, running since `);
  expect(second.said()).toContain(`It answers at ${first.address}.`);

  const exited = once(first.child, "exit");
  first.child.kill("SIGKILL");
  await exited;
  const third = await run();
  expect(third.address, third.said()).not.toBe("");
  expect(readKey()).toBe(key);
  const again = await fetch(`${third.address}/api/v1/session`, { headers: { authorization: `Bearer ${key}` } });
  expect(await again.json(), "what was opened empty is never filled by a later start").toMatchObject({
    installation: { isDemo: false },
  });

  expect(await interrupt(third)).toBe(0);
  expect(existsSync(file("address"))).toBe(false);
  expect(existsSync(file("holder.json"))).toBe(false);
});

test("a port that is taken is said in words, and the folder is given back", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const refused = await run({ PORT: String(port) });
  expect([refused.child.exitCode, refused.said()]).toEqual([
    1,
    expect.stringContaining(`Port ${port} is taken by another program.`),
  ]);
  expect(existsSync(file("holder.json"))).toBe(false);
  other.close();
});

test("an environment that cannot be is refused in words", async () => {
  const refused = await run({ PORT: "four" });
  expect(refused.child.exitCode).toBe(1);
  expect(refused.said().trim()).toBe('PORT is "four". It must be a whole number from 0 to 65535; 0 takes any free port.');

  for (const [env, words] of [
    [{ HOST: "192.0.2.1" }, "HOST is no address of this machine"],
    [{ AMBIT_DATA: join(import.meta.dirname, "main.ts") }, "AMBIT_DATA must be a folder"],
    [{ DATABASE_URL: "postgres://somebody@127.0.0.1:1/ambit" }, "The database at DATABASE_URL does not answer"],
  ] as const) {
    const { child, said } = await run(env, "--empty");
    expect([child.exitCode, said()]).toEqual([1, expect.stringContaining(words)]);
    expect(said()).not.toContain("    at ");
  }
});
