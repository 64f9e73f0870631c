import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { badRegister, noSpreadsheet } from "./support/bad-register.ts";
import { startAmbit, type Ambit } from "./support/ambit.ts";
import { complaintsOf, everyLooks, openBrowser, visit, type Looks } from "./support/browser.ts";
import { open } from "./support/visitor.ts";
import { expectShown, expectWellMade } from "./support/well-made.ts";

const finance = { name: "Ruth Fairweather", email: "ruth@example.com", password: "a short sentence" };

let ambit: Ambit;
let browser: Browser;
beforeAll(async () => {
  [ambit, browser] = await Promise.all([startAmbit({ empty: true }), openBrowser()]);
  const made = await fetch(`${ambit.address}/api/v1/first-administrator`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ambit.address },
    body: JSON.stringify(finance),
  });
  if (!made.ok) throw new Error(await made.text());
});
afterAll(async () => {
  await browser.close();
  await ambit.stop();
});

async function atImports(looks?: Looks): Promise<Page> {
  const page = await visit(browser, ambit.address, looks);
  await page.context().request.post("/api/v1/session", {
    data: { email: finance.email, password: finance.password },
    headers: { origin: ambit.address },
  });
  await open(page, "/imports");
  return page;
}

const handIn = (page: Page, files: Parameters<Page["setInputFiles"]>[1]) =>
  page.getByLabel("Spreadsheets", { exact: true }).setInputFiles(files);
const figures = (page: Page) => page.getByRole("region", { name: "To reconcile" }).locator("dl").first();
const next = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("an empty register shows the way to the import", async () => {
  const page = await atImports();
  await page.getByText("Nothing has been imported yet").waitFor();
  await open(page, "/assets");
  await page.getByRole("link", { name: "Import your register" }).click();
  await expectShown(page.getByRole("heading", { name: "Drop your spreadsheets here" }));
});

test("what cannot be handed in is refused at once, and an upload that breaks off can be sent again", async () => {
  const page = await atImports();
  await handIn(page, [{ name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") }]);
  await page.getByText("scan.pdf is not a spreadsheet. Save it as CSV or XLSX and try again.").waitFor();
  await page.route("**/api/v1/imports", (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  await handIn(page, [badRegister[0]!]);
  const alert = page.getByRole("alert");
  await alert.getByText("The upload was interrupted.").waitFor();
  await page.unroute("**/api/v1/imports");
  await alert.getByRole("button", { name: "Try again" }).click();
  await page.waitForURL(/\/imports\/[\w-]+$/);
  await expectShown(next(page, "Check the rows"));
});

test("IMP1: a bad register: columns matched by hand and kept, every refused row explained, the rest applied and answered from", async () => {
  const page = await atImports();
  await handIn(page, [...badRegister, noSpreadsheet]);
  await page.getByRole("alert").getByText("scan.xlsx could not be read").waitFor();
  const assets = page.getByRole("region", { name: "assets.csv" });
  await assets.getByText("Not read: Box").waitFor();
  await assets.getByLabel("Serial Number").selectOption("Box");
  await assets.getByText("matched by you, kept for next time").waitFor();
  await assets.getByText("NGL-10001 · NGL-10002 · NGL-10003").waitFor();

  await next(page, "Check the rows").click();
  await page.getByText("Nothing is saved yet. Applying makes").waitFor();
  await expect.poll(() => figures(page).innerText()).toMatch(/rows read\s+11\s+would be made\s+5/);
  await expect.poll(() => figures(page).innerText()).toMatch(/refused\s+6/);
  await page.getByText("£1,250.50").first().waitFor();
  const refused = page.getByRole("table", { name: "refused rows" });
  for (const words of [/Mars\/Phobos/, /2024-02-30/, /CU9/, /Platinum/, /31\/04\/2024/, /letter O/])
    await refused.getByText(words).first().waitFor();

  await page.getByLabel("Search refused rows").fill("platinum");
  await page.getByText("1 refused row.").waitFor();
  const download = page.waitForEvent("download");
  await page
    .getByRole("region", { name: /^Refused rows/ })
    .getByRole("button", { name: "Export CSV" })
    .click();
  expect(readFileSync(await (await download).path(), "utf8")).toMatch(/contracts\.csv,3,Support Level,/);

  await next(page, "Apply").click();
  await page.getByText("Applied: 5 made, 0 changed").waitFor();
  await page.reload();
  await page.getByText("Applied: 5 made, 0 changed").waitFor();
  await page.getByRole("link", { name: "Check a serial" }).click();
  await page.getByRole("combobox", { name: /Who calls/ }).fill("ngl 10001");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Verdict" }).getByText("Covered until 31 December 2090").waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

test("IMP1: the same files again: the match is remembered, nothing changes, and both imports stand in the list", async () => {
  const page = await atImports();
  await handIn(page, [...badRegister]);
  await page.getByRole("region", { name: "assets.csv" }).getByText("matched as last time").waitFor();
  await next(page, "Check the rows").click();
  await page.getByText("Nothing is saved yet, and applying would change nothing.").waitFor();
  await expect.poll(() => figures(page).innerText()).toMatch(/unchanged\s+5/);
  await expect.poll(() => next(page, "Apply").isDisabled()).toBe(true);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "assets.csv" }).click();
  expect(readFileSync(await (await download).path())).toEqual(badRegister[1]!.buffer);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Imports" }).click();
  const applied = page.getByRole("row").filter({ hasText: "Applied" });
  await expect.poll(() => applied.first().innerText()).toContain("Ruth Fairweather");
});

test("a sheet that nobody recognises is told what it holds, and needs its columns before it is checked", async () => {
  const page = await atImports();
  const people = Buffer.from("Wer,Firma,Post\r\nJuno Holm,CU1,juno@northgate.example\r\n");
  await handIn(page, [{ name: "leute.csv", mimeType: "text/csv", buffer: people }]);
  const sheet = page.getByRole("region", { name: "leute.csv" });
  await sheet.getByText(/not recognised/).waitFor();
  await sheet.getByLabel("What leute.csv holds").selectOption({ label: "Contacts" });
  await sheet.getByText("still without Customer Ref, Name").waitFor();
  await sheet.getByLabel("Customer Ref").selectOption("Firma");
  await expect.poll(() => next(page, "Check the rows").isDisabled()).toBe(true);
  await sheet.getByLabel(/^Name( |$)/).selectOption("Wer");
  await sheet.getByLabel("E-mail").selectOption("Post");
  await sheet.getByText("matched by you, kept for next time").waitFor();
  await next(page, "Check the rows").click();
  await page.getByText("Nothing is saved yet. Applying makes 1 record and changes 0.").waitFor();
});

test("of many refused rows a screenful is drawn, the rest on demand, and the export has them all", async () => {
  const page = await atImports();
  const lines = Array.from({ length: 150 }, (_, index) => `NGL-2${index},CX-2400 switch,CU9`);
  const buffer = Buffer.from(["Serial Number,Product,Customer Ref", ...lines].join("\r\n"));
  await handIn(page, [{ name: "assets.csv", mimeType: "text/csv", buffer }]);
  await next(page, "Check the rows").click();
  await page.getByText("100 of 150 refused rows shown").waitFor();
  const drawn = page.getByRole("table", { name: "refused rows" }).locator("tbody tr");
  await expect.poll(() => drawn.count()).toBe(100);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  expect(
    readFileSync(await (await download).path(), "utf8")
      .trim()
      .split("\r\n"),
  ).toHaveLength(151);
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("150 refused rows.").waitFor();
  await expect.poll(() => drawn.count()).toBe(150);
});

test("the pages of imports are well made, in every size and scheme", async () => {
  for (const looks of everyLooks) {
    const page = await atImports(looks);
    await expectWellMade(page, "imports", looks);
    await handIn(page, [...badRegister, noSpreadsheet]);
    await next(page, "Check the rows").waitFor();
    await expectWellMade(page, "import-columns", looks);
    await next(page, "Check the rows").click();
    await page.getByRole("region", { name: "To reconcile" }).waitFor();
    await expectWellMade(page, "import-checked", looks);
  }
});
