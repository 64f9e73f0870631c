/** Whether a page can be used by everybody, as far as a machine can tell: axe over WCAG 2.2 A and AA. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as AxeCore from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe objects to, each with where and why: empty on a clean page. */
export async function objections(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(
    (tags): Promise<AxeCore.AxeResults> =>
      (globalThis as unknown as { axe: typeof AxeCore }).axe.run({ runOnly: { type: "tag", values: tags } }),
    RULES,
  );
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help} at ${node.target.join(" ")}: ${node.failureSummary?.split("\n").slice(1).join(" ").trim()}`,
    ),
  );
}
