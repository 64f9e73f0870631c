/** A real browser for journeys: one Chromium for a test file, a fresh context for each visitor. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "../../../scripts/ready/chromium.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What is waited for comes at once, or when a busy machine gets to it. */
const PATIENCE_MS = 60_000;

const screenshots = join(import.meta.dirname, "../screenshots");

/** What a visitor looks at it with. */
export type Looks = { readonly width?: number; readonly scheme?: "light" | "dark" };

/** The sizes and schemes in which somebody looks at every page. */
export const everyLooks: readonly Required<Looks>[] = [1440, 390].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium on this machine: set CHROMIUM_PATH to one.");
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page of somebody who has never been here. Errors in the page fail the journey: `complaints` holds them. */
export async function visit(browser: Browser, address: string, { width = 1440, scheme = "light" }: Looks = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaintsOf(page).push(error.message));
  return page;
}

const complaints = new WeakMap<Page, string[]>();

/** What the page threw and nobody caught, so far. */
export function complaintsOf(page: Page): string[] {
  const known = complaints.get(page) ?? [];
  complaints.set(page, known);
  return known;
}

/** Keeps a picture of the whole page, or of the screen while a dialog lies over it, in test/e2e/screenshots, for somebody to look at. */
export async function picture(page: Page, name: string, { width = 1440, scheme = "light" }: Looks = {}): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({
    path: join(screenshots, `${name}-${width}-${scheme}.png`),
    fullPage: (await page.getByRole("dialog").count()) === 0,
  });
}
