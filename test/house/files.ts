import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { at, root } from "../../scripts/ready/place.mjs";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const GENERATED = new Set(["package-lock.json", "db/types.gen.ts", "db/schema.sql", "docs/openapi.json", "docs/problems.md"]);
const TEXT = /\.(ts|tsx|mjs|cjs|js|css|html|sql|md|json|sh|ya?ml)$|^\.ci\/run$|^\.npmrc$/;

/** Every text file of the project, tracked or about to be, with paths relative to its root; ignored files are not among them. */
export function textFiles(): SourceFile[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"], {
    cwd: root,
  });
  return listed
    .toString("utf8")
    .split("\0")
    .filter((path) => TEXT.test(path))
    .flatMap((path) => read(path));
}

/** The files that people write: all text files but the generated ones. */
export function writtenFiles(): SourceFile[] {
  return textFiles().filter(({ path }) => !GENERATED.has(path));
}

/** The files that hold tests. */
export function testFiles(): SourceFile[] {
  return textFiles().filter(({ path }) => /\.test\.tsx?$/.test(path));
}

function read(path: string): SourceFile[] {
  try {
    return [{ path, text: readFileSync(at(path), "utf8") }];
  } catch {
    return []; // in the index, but no longer on disk: about to be removed
  }
}

/** Where `pattern` occurs: "path:line: the line", for messages that lead to the place. */
export function occurrences(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}
