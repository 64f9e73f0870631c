import { spawn } from "node:child_process";
import { fsyncSync, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { openFolder } from "./embedded/folder.ts";

const place = mkdtempSync(join(tmpdir(), "ambit-durability-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const KILLS = 20;

/** One life of the writer: what it found, and the last number that it said was safe before it was killed. */
async function live(
  folder: string,
  kill: (acknowledged: number) => boolean,
): Promise<{ count: number; highest: number; acknowledged: number }> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, "../../../../test/support/writer.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(writer, "exit");
  let found: { count: number; highest: number } | undefined;
  let acknowledged = 0;
  let written = 0;
  for await (const line of createInterface(writer.stdout)) {
    const [, count, highest] = /^found (\d+) up to (\d+)$/.exec(line) ?? [];
    if (count !== undefined) found = { count: Number(count), highest: Number(highest) };
    else acknowledged = Number(line);
    if (found !== undefined && kill((written += 1))) writer.kill("SIGKILL");
  }
  await exited;
  return { ...found!, acknowledged };
}

test("killed 20 times during a stream of writes, every acknowledged write is there", { timeout: 120_000 }, async () => {
  const folder = join(place, "killed");
  let acknowledged = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const life = await live(folder, (written) => written === 5 + round * 3);
    expect(life.highest, `found in life ${round}`).toBeGreaterThanOrEqual(acknowledged);
    expect(life.count, "numbers without a gap").toBe(life.highest);
    expect(life.acknowledged).toBeGreaterThan(life.highest);
    acknowledged = life.acknowledged;
  }
  const last = await live(folder, () => true);
  expect(last.highest).toBeGreaterThanOrEqual(acknowledged);
  expect(last.count).toBe(last.highest);
});

test("each commit is one fsync of the file system, and reading is none", async () => {
  let calls = 0;
  const database = await openFolder(join(place, "counted"), (fd) => {
    calls += 1;
    fsyncSync(fd);
  });
  await database.exec("create table t (n int)");
  await database.exec("checkpoint");
  const counted = async (statement: string) => {
    const before = calls;
    await database.exec(statement);
    return calls - before;
  };
  const COMMITS = 25;
  const each: number[] = [];
  for (let n = 0; n < COMMITS; n += 1) each.push(await counted(`insert into t values (${n})`));
  expect(each).toEqual(each.map(() => 1));
  expect(await counted("begin; insert into t values (1); insert into t values (2); commit")).toBe(1);
  expect(await counted("select * from t")).toBe(0);
  await database.close();
});
