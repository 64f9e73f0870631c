import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { objections } from "./support/accessible.ts";
import { startAmbit, type Ambit } from "./support/ambit.ts";
import { everyLooks, openBrowser, picture, visit } from "./support/browser.ts";

let ambit: Ambit;
let browser: Browser;
beforeAll(async () => {
  [ambit, browser] = await Promise.all([startAmbit({ empty: true }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await ambit.stop();
});

test("an empty installation asks for its first administrator, then says to import the register", async () => {
  for (const looks of everyLooks) {
    const visitor = await visit(browser, ambit.address, looks);
    await visitor.goto("/accounts");
    await visitor.getByRole("heading", { name: "Welcome to Ambit" }).waitFor();
    await picture(visitor, "welcome", looks);
    expect(await objections(visitor)).toEqual([]);
  }
  const page = await visit(browser, ambit.address);
  await page.goto("/");
  await page.getByLabel("Your name").fill("Ruth Fairweather");
  await page.getByLabel("E-mail").fill("ruth@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("a short sentence");
  await page.getByRole("button", { name: "Make administrator" }).click();
  await page.getByRole("link", { name: "Import your register" }).waitFor();
  await picture(page, "check-empty");
  expect(await objections(page)).toEqual([]);
  const later = await visit(browser, ambit.address);
  await later.goto("/welcome");
  await later.getByRole("heading", { name: "Sign in" }).waitFor();
});
