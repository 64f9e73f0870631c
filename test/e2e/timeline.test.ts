import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./support/browser.ts";
import { covered } from "./support/subjects.ts";
import { open, signedIn } from "./support/visitor.ts";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  const { decision } = await covered();
  page = await signedIn(browser, "Agent");
  await open(page, `/assets/${decision.subject!.id}`);
  await page.getByRole("figure").waitFor();
});
afterAll(() => browser.close());

const focused = async () => (await page.locator(":focus").getAttribute("aria-label")) ?? "";
const range = async () => (await page.getByRole("figure").locator("figcaption").textContent()) ?? "";

test("Tab reaches the picture once; the arrows go from bar to bar and say their dates", async () => {
  const all = await page.getByRole("figure").locator("[data-key]").all();
  expect(await Promise.all(all.map((span) => span.getAttribute("tabindex")))).toEqual([
    "0",
    ...Array.from({ length: all.length - 1 }, () => "-1"),
  ]);
  await page.getByRole("figure").locator("[tabindex='0'][data-key]").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  const first = await focused();
  await page.keyboard.press("End");
  const last = await focused();
  expect(first).toMatch(/\d{4}/);
  expect(last).toMatch(/\d{4}/);
  await page.keyboard.press("Home");
  expect(await focused()).toBe(first);
});

test("plus and minus zoom between ten years and a week, F shows all of it", async () => {
  const whole = await range();
  for (let press = 0; press < 14; press += 1) await page.keyboard.press("+");
  const [from, until] = (await range()).split(" – ").map((day) => Date.parse(day));
  expect((until! - from!) / 86_400_000).toBe(7);
  for (let press = 0; press < 20; press += 1) await page.keyboard.press("-");
  const [first, last] = (await range()).split(" – ").map((day) => Date.parse(day));
  expect((last! - first!) / 86_400_000 / 365.25).toBeCloseTo(10, 1);
  await page.keyboard.press("f");
  expect(await range()).toBe(whole);
});

test("Shift and an arrow move through time, T comes back to today", async () => {
  await page.keyboard.press("f");
  const whole = await range();
  await page.keyboard.press("Shift+ArrowLeft");
  expect(await range()).not.toBe(whole);
  await page.keyboard.press("t");
  await page.getByRole("figure").getByText("today", { exact: true }).waitFor();
});

test("the table says the same as the picture", async () => {
  await page.keyboard.press("f");
  const drawn = await page.getByRole("figure").locator("[data-key][data-kind=bar]").count();
  await page.getByRole("button", { name: "Table" }).click();
  const rows = await page.getByRole("figure").locator("tbody tr").count();
  expect(rows).toBeGreaterThanOrEqual(drawn);
  await page.getByRole("button", { name: "Picture" }).click();
});

test("COV9: the lens shows the record as it was known on a day", async () => {
  await page.getByLabel("As known on").fill("2000-01-01");
  await page.getByText("Nothing has ever covered it").waitFor();
  await expect.poll(() => page.getByRole("figure").count()).toBe(0);
  await page.getByRole("button", { name: "As it is" }).click();
  await page.getByRole("figure").waitFor();
});
