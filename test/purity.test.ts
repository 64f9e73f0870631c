import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at } from "../scripts/ready/place.mjs";

const IMPURE: Record<string, string> = {
  "a date of the old kind": "export const it = new Date();",
  "today, of the old kind": "export const it = Date.now();",
  "the time of day": "export const it = Temporal.Now.instant();",
  chance: "export const it = Math.random();",
  "chance, taken apart": "export const { random } = Math;",
  "a random name": "export const it = crypto.randomUUID();",
  "the process": "export const it = process.env;",
  "the console": "export const it = () => console.log(1);",
  "the network": "export const it = () => fetch('http://localhost');",
  "a timer": "export const it = () => setTimeout(() => 1, 1);",
  "a stopwatch": "export const it = performance.now();",
  "the page": "export const it = document.title;",
  "everything global": "export const it = globalThis;",
  "a file": "import { readFileSync } from 'node:fs';\nexport const it = readFileSync;",
};
const PURE = "export const it = Temporal.PlainDate.from('2026-03-01').add({ days: Math.max(1, 2) });";

const folder = mkdtempSync(join(tmpdir(), "ambit-purity-"));
const fileOf = (what: string) => `src/core/${what.replaceAll(/\W+/g, "-")}.ts`;

beforeAll(() => {
  mkdirSync(join(folder, "src/core"), { recursive: true });
  for (const config of ["package.json", ".oxlintrc.json", "tsconfig.base.json", "src/core/tsconfig.json"]) {
    mkdirSync(dirname(join(folder, config)), { recursive: true });
    copyFileSync(at(config), join(folder, config));
  }
  for (const [what, code] of [...Object.entries(IMPURE), ["pure" as const, PURE] as const]) {
    writeFileSync(join(folder, fileOf(what)), `${code}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("core is pure", () => {
  test("by its compiler's settings and by lint: each impurity is refused by one of them", () => {
    const refused = filesNamedBy("node_modules/typescript/bin/tsc", "--noEmit", "-p", "src/core").concat(
      filesNamedBy("node_modules/oxlint/bin/oxlint", "-f", "unix"),
    );
    const admitted = Object.keys(IMPURE).filter((what) => !refused.includes(fileOf(what)));
    expect(admitted).toEqual([]);
    expect(refused).not.toContain(fileOf("pure"));
  });
});

/** The files of core that a tool complains about. */
function filesNamedBy(tool: string, ...args: readonly string[]): string[] {
  const { stdout } = spawnSync(process.execPath, [at(tool), ...args], { cwd: folder, encoding: "utf8" });
  return [...new Set([...stdout.matchAll(/^(src\/core\/[\w-]+\.ts)/gm)].map((match) => match[1] ?? ""))];
}
