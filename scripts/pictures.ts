// Makes the README's pictures from the demo: npm run pictures.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { makeCaller } from "#api/client.ts";
import { checkEntitlements } from "#api/entitlements.ts";
import { listAssets } from "#api/register.ts";
import { startAmbit, type Ambit } from "#test/e2e/support/ambit.ts";
import { openBrowser, visit } from "#test/e2e/support/browser.ts";

const folder = join(import.meta.dirname, "../docs/pictures");

/** A serial with the fullest story: covered now, after the most coverages in the past. */
async function tellingSerial({ address, key }: Ambit): Promise<string> {
  const api = makeCaller(fetch, address, { authorization: `Bearer ${key}` });
  const { rows } = await api.call(listAssets, { query: { status: "in_use", limit: 200 } });
  const questions = rows.flatMap(({ serial }) => (serial === null ? [] : [{ serial }]));
  const { decisions } = await api.call(checkEntitlements, { body: { questions } });
  const [best] = decisions
    .filter(({ outcome, source }) => outcome === "entitled" && source?.kind === "contract")
    .toSorted((a, b) => b.candidates.length - a.candidates.length);
  if (best?.question.serial === undefined) throw new Error("The demo has no covered asset to picture.");
  return best.question.serial;
}

async function pictureCheck(browser: Browser, ambit: Ambit, serial: string): Promise<void> {
  const page = await visit(browser, ambit.address);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /^Agent\b/ }).click();
  await page.getByRole("combobox", { name: /Who calls/ }).waitFor();
  await page.goto(`/?serial=${encodeURIComponent(serial)}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(folder, "check.png") });
}

mkdirSync(folder, { recursive: true });
const ambit = await startAmbit();
const browser = await openBrowser();
try {
  await pictureCheck(browser, ambit, await tellingSerial(ambit));
} finally {
  await browser.close();
  await ambit.stop();
}
