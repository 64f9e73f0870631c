import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FolderHeld, lockFolder } from "./folder-lock.ts";

const place = mkdtempSync(join(tmpdir(), "ambit-lock-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const now = Temporal.Instant.from("2026-03-20T08:00:00Z");

test("a folder is held by one; the second is told who holds it and what to do", () => {
  const folder = join(place, "one");
  const lock = lockFolder(folder, now);
  lock.announce("http://127.0.0.1:4000");
  expect(() => lockFolder(folder, now)).toThrow(FolderHeld);
  expect(() => lockFolder(folder, now)).toThrow(
    `Another Ambit (process ${process.pid}, running since 2026-03-20T08:00:00Z) is using the folder ${folder}. It answers at http://127.0.0.1:4000.\n` +
      `Stop it (Ctrl-C where it runs, or: kill ${process.pid}), or set AMBIT_DATA to another folder and PORT to another port.`,
  );
  lock.release();
  lockFolder(folder, now).release();
});

test("what a dead holder left behind holds nothing, even when its process id lives again", () => {
  const folder = join(place, "dead");
  lockFolder(folder, now).release();
  writeFileSync(join(folder, "holder.json"), JSON.stringify({ pid: process.pid, since: "2020-01-01T00:00:00Z" }));
  expect(() => lockFolder(folder, now).release()).not.toThrow();
});

test("the folder is made for its owner alone", () => {
  const folder = join(place, "private", "deep");
  lockFolder(folder, now).release();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
