import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { at, root } from "../scripts/ready/place.mjs";
import { withLock } from "../scripts/ready/lock.mjs";
import { findChromium } from "../scripts/ready/chromium.mjs";

const { version } = JSON.parse(readFileSync(at("package.json"), "utf8")) as { version: string };
const folder = mkdtempSync(join(tmpdir(), "ambit-ready-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the lock", () => {
  test("lets one process work at a time", async () => {
    const log = join(folder, "log");
    const script = join(folder, "worker.mjs");
    writeFileSync(
      script,
      `import { appendFileSync } from "node:fs";
       import { withLock } from ${JSON.stringify(at("scripts/ready/lock.mjs"))};
       await withLock(${JSON.stringify(join(folder, "shared"))}, async () => {
         appendFileSync(${JSON.stringify(log)}, "in ");
         for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate);
         appendFileSync(${JSON.stringify(log)}, "out ");
       });`,
    );
    await Promise.all([1, 2, 3, 4].map(() => ended(spawn(process.execPath, [script], { stdio: "inherit" }))));
    expect(readFileSync(log, "utf8")).toBe("in out ".repeat(4));
  });

  test("is taken over from a holder that died", async () => {
    const lock = join(folder, "left-behind");
    const { pid } = spawnSync(process.execPath, ["--eval", ""]);
    writeFileSync(lock, String(pid));
    await withLock(lock, () => Promise.resolve());
    expect(existsSync(lock)).toBe(false);
  });

  test("is released when the work fails", async () => {
    const lock = join(folder, "failing");
    await expect(withLock(lock, () => Promise.reject(new Error("as it may")))).rejects.toThrow("as it may");
    expect(existsSync(lock)).toBe(false);
  });
});

describe("the command line", () => {
  test("runs on the pinned Node from any other folder", () => {
    const ran = spawnSync(process.execPath, [at("bin/ambit.mjs"), "--version"], { cwd: folder, encoding: "utf8" });
    expect(ran.stderr).toBe("");
    expect(ran.stdout.trim()).toBe(version);
  });

  test("gives back the exit code of what it ran", () => {
    const ran = spawnSync(process.execPath, [at("bin/ambit.mjs"), "no-such-command"], { cwd: root, encoding: "utf8" });
    expect(ran.status).not.toBe(0);
  });
});

test("a CHROMIUM_PATH that leads nowhere is said so, not passed over", () => {
  const before = process.env["CHROMIUM_PATH"];
  process.env["CHROMIUM_PATH"] = join(folder, "no-browser");
  try {
    expect(findChromium).toThrow(/no-browser, which does not exist/);
  } finally {
    if (before === undefined) delete process.env["CHROMIUM_PATH"];
    else process.env["CHROMIUM_PATH"] = before;
  }
});

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`ended with ${code}`))));
  });
}
