import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { makeCaller } from "#api/client.ts";
import { getProject } from "#api/projects.ts";
import { listTickets } from "#api/tickets.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { startAmbit, type Ambit } from "./support/ambit.ts";
import { everyLooks, openBrowser, visit, type Looks } from "./support/browser.ts";
import { open } from "./support/visitor.ts";
import { expectShown, expectWellMade } from "./support/well-made.ts";

// What is posted stays: these journeys have an Ambit of their own, filled as the demo is.
let ambit: Ambit;
let browser: Browser;
beforeAll(async () => {
  [ambit, browser] = await Promise.all([startAmbit(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await ambit.stop();
});

async function as(role: "Finance" | "Agent" | "Customer" | "Manager", looks?: Looks): Promise<Page> {
  const page = await visit(browser, ambit.address, looks);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(`^${role}\\b`) }).click();
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
  return page;
}

const api = () => makeCaller(fetch, ambit.address, { authorization: `Bearer ${ambit.key}` });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

/** Looks at what is due through a day; resolves on the preview's page. */
async function preview(page: Page, through: string): Promise<void> {
  await open(page, "/billing");
  await page.getByLabel("Due through").fill(through);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.waitForURL(/\/billing\/[\w-]+$/);
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await press();
  return readFileSync(await (await download).path());
}

test.each(everyLooks)("a preview is well made at $width px, $scheme", async (looks) => {
  const page = await as("Finance", looks);
  await preview(page, "2027-06-30");
  await page.getByRole("button", { name: /^Post \d/ }).waitFor();
  await expectWellMade(page, "billing-preview", looks);
  await page.context().close();
});

describe("BIL2: from what is due to a document that a customer accepts", () => {
  test("a run is previewed to the line, posted, and then has nothing more to post", async () => {
    const page = await as("Finance");
    await preview(page, "2027-06-30");
    await heading(page, "Due through 30 June 2027").waitFor();
    await page.getByText("Nothing is posted yet.").waitFor();
    await page
      .getByRole("button", { name: /lines? of C-/ })
      .first()
      .click();
    await expectShown(page.getByRole("dialog").getByText(/\d+\/\d+ days/));
    await page.keyboard.press("Escape");
    const post = page.getByRole("button", { name: /^Post \d/ });
    const documents = (await post.innerText()).replace("Post ", "");
    const count = documents.match(/\d+/g)!.reduce((sum, each) => sum + Number(each), 0);
    await post.click();
    await page.getByText(`Posted: ${documents}`).waitFor();
    const posted = page.getByRole("region", { name: "Contract by contract" }).getByRole("link", { name: /^(INV|CN)-/ });
    await expect.poll(() => posted.count()).toBe(count);

    await page.getByRole("link", { name: "See them" }).click();
    await heading(page, "Invoices").waitFor();
    await page.getByText(new RegExp(`^${count} documents?\\.$`)).waitFor();
    await preview(page, "2027-06-30");
    await page.getByText("There is nothing to bill").waitFor();
  });

  test("an invoice names asset, days and amount of each line, and comes as PDF and as rows for accounting", async () => {
    const page = await as("Finance");
    await open(page, "/invoices");
    await page.getByRole("link", { name: /^INV-/ }).first().click();
    await heading(page, /^INV-/).waitFor();
    const number = await heading(page, /^INV-/).innerText();
    await expectShown(page.getByRole("table", { name: /lines/i }).getByText(/^\d+\/\d+ days$/));
    const pdf = await downloaded(page, () => page.getByRole("link", { name: "PDF" }).click());
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await open(page, `/invoices?q=${number}`);
    await page.getByRole("button", { name: "Lines for accounting" }).click();
    const rows = await downloaded(page, () => page.getByRole("menuitem", { name: "CSV" }).click());
    expect(rows.toString()).toContain(number);
  });

  test("goodwill is a credit note of its own, never above what is left, and both documents lead to each other", async () => {
    const page = await as("Finance");
    await open(page, "/invoices");
    await page.getByRole("link", { name: /^INV-/ }).first().click();
    await heading(page, /^INV-/).waitFor();
    const number = await heading(page, /^INV-/).innerText();
    await page
      .getByRole("button", { name: /^Goodwill on/ })
      .first()
      .click();
    const form = page.getByRole("dialog");
    await form.getByLabel(/^Amount before tax/).fill("999999999");
    await form.getByText(/At most .* is left of this line/).waitFor();
    await expect.poll(() => form.getByRole("button", { name: "Post credit note" }).isDisabled()).toBe(true);
    await form.getByLabel(/^Amount before tax/).fill("10");
    await form.getByLabel("Why").fill("Two late visits in January");
    await form.getByRole("button", { name: "Post credit note" }).click();
    await heading(page, /^CN-/).waitFor();
    await page.getByText("Two late visits in January").first().waitFor();
    const credit = await heading(page, /^CN-/).innerText();
    await page.getByRole("link", { name: number }).click();
    await heading(page, number).waitFor();
    await expectShown(page.getByRole("link", { name: credit }));
  });

  test("who may not bill is not offered to, and who may not see invoices sees none", async () => {
    const agent = await as("Agent");
    const places = agent.getByRole("navigation", { name: "Pages" });
    await places.getByRole("link", { name: "Projects" }).waitFor();
    await expect.poll(() => places.getByRole("link", { name: /^(Billing|Invoices)$/ }).count()).toBe(0);
    const manager = await as("Manager");
    await open(manager, "/billing");
    await manager.getByText("Runs and previews").waitFor();
    await expect.poll(() => manager.getByRole("button", { name: "Preview" }).count()).toBe(0);
    const customer = await as("Customer");
    const theirs = customer.getByRole("navigation", { name: "Pages" });
    await theirs.getByRole("link", { name: "Invoices" }).click();
    await heading(customer, "Invoices").waitFor();
    await expect.poll(() => theirs.getByRole("link", { name: /^(Billing|Projects)$/ }).count()).toBe(0);
  });
});

describe("PRJ1: a project", () => {
  test("PRJ2: work that an agent enters on a ticket stands in its project, beside the budget", async () => {
    const { rows } = await api().call(listTickets, { query: { outcome: "entitled", limit: 200 } });
    const page = await as("Agent");
    await open(page, `/tickets/${rows[0]!.number}`);
    const work = page.getByRole("region", { name: "Work" });
    await work.getByLabel("How long").fill("1:30");
    await work.getByLabel("What was done").fill("Replaced the fan");
    await work.getByRole("button", { name: "Enter work" }).click();
    await work.getByText("1 h 30 min").first().waitFor();
    await work.getByRole("link", { name: /^C-/ }).first().click();
    await page.getByText(/^Support project of contract/).waitFor();
    await page.getByRole("table", { name: "entries" }).getByText("Replaced the fan").waitFor();
    const contractId = page.url().split("/").at(-1)!;
    const { months, asked } = await api().call(getProject, { params: { contractId } });
    const worked = months.find(({ month }) => month === asked.at.slice(0, 7))!.actualMinutes;
    expect(worked).toBeGreaterThanOrEqual(90);
    const shown = page
      .getByRole("table", { name: "Budget against actual, by month" })
      .getByText(hoursWords(worked), { exact: true });
    await expectShown(shown);
    await expect.poll(() => page.getByText("£").count()).toBe(0);
  });

  test("PRJ1: other terms move the budget, and the bridge says by how much", async () => {
    const page = await as("Finance");
    await open(page, "/projects?sort=-budget");
    await page.getByRole("table", { name: "projects" }).getByRole("link", { name: /^C-/ }).first().click();
    await page.getByRole("button", { name: "Change" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel(/^Share of what the coverage earns/).fill("50");
    await form.getByLabel("Why").fill("More is done by telephone");
    await form.getByRole("button", { name: "Record" }).click();
    await form.waitFor({ state: "detached" });
    const bridge = page.getByRole("table", { name: "From opening to closing budget" });
    const step = bridge.getByRole("row").filter({ hasText: "More is done by telephone" });
    await step.getByText("Budget terms").waitFor();
    await expect.poll(() => step.innerText()).toMatch(/-\D*[\d,.]+/);
  });
});

test.each(everyLooks)("the pages of billing and projects are well made at $width px, $scheme", async (looks) => {
  const page = await as("Finance", looks);
  await open(page, "/billing");
  await expectWellMade(page, "billing", looks);
  await open(page, "/invoices");
  await expectWellMade(page, "invoices", looks);
  await page.getByRole("link", { name: /^CN-/ }).first().click();
  await heading(page, /^CN-/).waitFor();
  await expectWellMade(page, "credit-note", looks);
  await page.getByRole("link", { name: /^INV-/ }).first().click();
  await heading(page, /^INV-/).waitFor();
  await expectWellMade(page, "invoice", looks);
  await open(page, "/projects");
  await expectWellMade(page, "projects", looks);
  await open(page, "/projects?sort=-budget");
  await page.getByRole("table", { name: "projects" }).getByRole("link", { name: /^C-/ }).first().click();
  await page.getByText(/^Support project of contract/).waitFor();
  await expectWellMade(page, "project", looks);
  await page.context().close();
});
