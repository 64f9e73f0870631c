import type { SourceFile } from "./files.ts";

/** The rules (three capitals and a number) that a SPEC.md states: those that a line, list item, table row or heading begins with. */
export function rulesStated(spec: SourceFile): string[] {
  const begun = spec.text.matchAll(/^[\s>|#*-]*\[?\**`?([A-Z]{3}\d+)\b/gm);
  return [...new Set([...begun].map((match) => match[1] ?? ""))];
}

/** The rules that tests name: those that the name of a test, or of a group of tests, begins with. */
export function rulesTested(tests: SourceFile): string[] {
  const named = tests.text.matchAll(/(?:\b(?:test|it|describe)(?:\.\w+)*|[)`])\(\s*["'`]([A-Z]{3}\d+)(?=[:,\s])/g);
  return [...new Set([...named].map((match) => match[1] ?? ""))];
}
