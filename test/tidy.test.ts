import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { at, root } from "../scripts/ready/place.mjs";
import { occurrences, testFiles, textFiles, writtenFiles } from "./house/files.ts";

/** A longer file holds more than one idea. 300 is what to aim for; this is the wall. */
const MOST_LINES = 400;
const MOST_LINES_OF_A_DECISION = 60;

const isCode = (path: string) => /\.(ts|tsx|mjs|css|sql)$/.test(path);
const isThis = (path: string) => path === "test/tidy.test.ts";
const code = writtenFiles().filter(({ path }) => isCode(path) && !isThis(path));

describe("files", () => {
  test("are named for what they hold", () => {
    const vague = /(^|[/.-])(utils?|helpers?|managers?|common|misc|stuff)([/.-]|$)/i;
    const paths = textFiles().map(({ path }) => path);
    expect(paths.filter((path) => vague.test(path))).toEqual([]);
  });

  test("are short enough to be read", () => {
    const long = code.filter(({ text }) => text.split("\n").length > MOST_LINES).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test("hold no leftovers", () => {
    expect(occurrences(code, /\b(TODO|FIXME|XXX|HACK)\b|^\s*debugger\b/)).toEqual([]);
  });

  test("name no place of one machine", () => {
    const written = writtenFiles().filter(({ path }) => !isThis(path));
    expect(occurrences(written, /["'`\s(=](\/work|\/root|\/home\/\w+|\/Users\/\w+|\/tmp)\//)).toEqual([]);
  });

  test("name no host that packages come from", () => {
    const files = textFiles().filter(({ path }) => !isThis(path));
    expect(occurrences(files, /\bregistry\.\w+\.\w+|\bnpmjs\.(org|com)|"resolved":/)).toEqual([]);
  });
});

describe("tests", () => {
  test("are neither singled out nor left out", () => {
    const files = testFiles().filter(({ path }) => !isThis(path));
    expect(
      occurrences(files, /\b(test|it|describe|suite)(\.\w+)*\.(only|skip|skipIf|runIf|todo|fails)\b|\bx(it|describe)\(/),
    ).toEqual([]);
  });

  test("do not wait for time to pass", () => {
    const files = [...testFiles(), ...textFiles().filter(({ path }) => path.startsWith("test/"))].filter(
      ({ path }) => !isThis(path),
    );
    expect(occurrences(files, /waitForTimeout|\bsleep\(|setTimeout\((resolve|done)\b/)).toEqual([]);
  });
});

describe("papers", () => {
  test("decisions are numbered, short, and say what they must", () => {
    const decisions = textFiles().filter(({ path }) => /^docs\/decisions\/\d/.test(path));
    expect(decisions.length).toBeGreaterThan(0);
    for (const { path, text } of decisions) {
      expect(basename(path)).toMatch(/^\d{4}-[a-z0-9-]+\.md$/);
      expect(text.split("\n").length, path).toBeLessThanOrEqual(MOST_LINES_OF_A_DECISION + 1);
      for (const heading of ["## Context", "## Decision", "## Consequences", "## Revisit when"])
        expect(text, path).toContain(heading);
    }
    const numbers = decisions.map(({ path }) => basename(path).slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test("the changelog begins with what is not released yet", () => {
    const changelog = textFiles().find(({ path }) => path === "CHANGELOG.md")?.text ?? "";
    const firstHeading = /^## (.*)$/m.exec(changelog)?.[1];
    expect(firstHeading).toBe("Unreleased");
  });

  test("every dependency has its line in the list of reasons, and every line its dependency", () => {
    const list = textFiles().find(({ path }) => path === "docs/decisions/dependencies.md")?.text ?? "";
    const explained = [...list.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? "");
    const manifest = JSON.parse(textFiles().find(({ path }) => path === "package.json")?.text ?? "{}") as Manifest;
    const used = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(explained.toSorted()).toEqual(used.toSorted());
  });

  test("every package, of those that others depend on too, is under a licence that allows commercial use", () => {
    const lock = JSON.parse(textFiles().find(({ path }) => path === "package-lock.json")?.text ?? "{}") as Lock;
    const others = Object.entries(lock.packages).flatMap(([path, { license }]) =>
      path === "" || license === undefined || allowsCommercialUse(license) ? [] : [`${path}: ${license}`],
    );
    expect(others).toEqual([]);
  });

  test("the lock file can be installed from on every platform", () => {
    const { status, stderr } = spawnSync(process.execPath, [at("scripts/lock-platforms.mjs"), "--check"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});

const ALLOWED = new Set(
  "MIT ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 MPL-2.0 PSF-2.0 Python-2.0 Unlicense Zlib Bitstream-Vera CC0-1.0 CC-BY-3.0 CC-BY-4.0".split(
    " ",
  ),
);

/** What packages say in words that no licence list knows, read by hand. */
const READ = new Map([["SEE LICENSE IN README.md AND LICENSE", "Bitstream-Vera"]]); // dejavu-fonts-ttf

/** Whether a licence expression, such as `(ISC AND CC-BY-3.0)`, can be kept to by software that is sold. */
function allowsCommercialUse(expression: string): boolean {
  const choices = (READ.get(expression) ?? expression).replaceAll(/[()]/g, "").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((licence) => ALLOWED.has(licence)));
}

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

interface Lock {
  readonly packages: Record<string, { readonly license?: string }>;
}
