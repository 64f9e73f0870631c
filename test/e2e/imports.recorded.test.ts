import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { startAmbit, type Ambit } from "./support/ambit.ts";
import { everyLooks, openBrowser, visit } from "./support/browser.ts";
import { open } from "./support/visitor.ts";
import { expectWellMade } from "./support/well-made.ts";
import { recordedData } from "../support/recorded-data.ts";

let ambit: Ambit;
let browser: Browser;
beforeAll(async () => {
  [ambit, browser] = await Promise.all([startAmbit({ empty: true }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await ambit.stop();
});

const files = ["customers.csv", "contacts.csv", "assets.csv", "contract_register.xlsx"].map((name) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: recordedData(`register/${name}`),
}));

test("IMP1: the first hour: the administrator, three departments' spreadsheets, and the first answer", async () => {
  const page = await visit(browser, ambit.address);
  await page.goto("/");
  await page.getByLabel("Your name").fill("Ruth Fairweather");
  await page.getByLabel("E-mail").fill("ruth@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("a short sentence");
  await page.getByRole("button", { name: "Make administrator" }).click();
  await page.getByRole("link", { name: "Import your register" }).click();
  await page.getByLabel("Spreadsheets", { exact: true }).setInputFiles(files);
  await page.getByRole("button", { name: "Check the rows" }).click();
  await page.getByText("Nothing is saved yet. Applying makes").waitFor();
  const checkedAt = page.url();
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByText(/^Applied: [\d,]+ made, 0 changed$/).waitFor();
  for (const looks of everyLooks) {
    const visitor = await visit(browser, ambit.address, looks);
    await visitor.context().addCookies(await page.context().cookies());
    await open(visitor, new URL(checkedAt).pathname);
    await expectWellMade(visitor, "import-applied", looks);
  }
  await page.getByRole("link", { name: "Check a serial" }).click();
  await page.getByRole("combobox", { name: /Who calls/ }).fill("phh-68634f");
  await page.keyboard.press("Enter");
  const verdict = page.getByRole("region", { name: "Verdict" });
  await verdict
    .getByText(/overed/)
    .first()
    .waitFor();
  await expect.poll(() => verdict.textContent()).not.toContain("Not known");
});
