import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { listExceptions } from "#api/exceptions.ts";
import { changePolicy, getPolicy } from "#api/policy.ts";
import { openTicket, type Ticket } from "#api/tickets.ts";
import { everyLooks, openBrowser } from "./support/browser.ts";
import { advised, api, assetWhere, coveredButByPhone } from "./support/subjects.ts";
import { open, signedIn } from "./support/visitor.ts";
import { expectShown, expectWellMade } from "./support/well-made.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ticketOn = (serial: string, subject: string, channel: Ticket["channel"] = "email"): Promise<Ticket> =>
  api().call(openTicket, { body: { question: { serial }, subject, description: "", channel, severity: 3 } });
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("ENT7, ENT9: what nothing covers is served with a notice, stands among the exceptions, and is closed with a note", async () => {
  const { serial } = await advised();
  const agent = await signedIn(browser, "Agent");
  await open(agent, `/?serial=${encodeURIComponent(serial)}&channel=email&severity=3`);
  await panel(agent, "If a ticket is opened all the same")
    .getByText(/^Serve, with a notice\./)
    .waitFor();
  const ticket = await ticketOn(serial, "The link is down, out of cover");
  await open(agent, `/tickets/${ticket.number}`);
  await agent.getByRole("article", { name: /told the customer about their cover/ }).waitFor();

  const sales = await signedIn(browser, "Sales");
  await open(sales, `/exceptions?q=${ticket.number}`);
  const download = sales.waitForEvent("download");
  await sales.getByRole("button", { name: /^Export/ }).click();
  await sales.getByRole("menuitem", { name: "CSV" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain(ticket.number);
  await sales.getByRole("table", { name: "exceptions" }).getByRole("link", { name: /^X-/ }).click();
  const outcome = panel(sales, "What became of it");
  await outcome.getByRole("button", { name: "Take it" }).click();
  await outcome.getByText("that is you").waitFor();
  await outcome.getByRole("button", { name: "Close…" }).click();
  const closing = dialog(sales, /^Close X-/);
  await closing.getByLabel(/^Quoted/).check();
  await closing.getByLabel("Note").fill("They have our offer for a year of Silver");
  await closing.getByRole("button", { name: "Close it" }).click();
  await outcome.getByText("They have our offer for a year of Silver").waitFor();
  await expectShown(outcome.getByText("Quoted"));
});

test("ENT7: a rule made on the page holds a ticket back; a lead has it served with a reason, and the work begins", async () => {
  const before = await api().call(getPolicy, {});
  const longAgo = Temporal.Now.plainDateISO("UTC")
    .subtract({ days: before.policy.graceDays + 2 })
    .toString();
  const { serial, decision } = await assetWhere(
    "covered no longer, and its grace over",
    { channel: "email", severity: 3 },
    ({ outcome, reasons, candidates }) =>
      outcome === "not_entitled" &&
      reasons[0]?.rule === "COV3" &&
      candidates.every(({ endsBefore }) => endsBefore !== null && endsBefore < longAgo),
  );
  const manager = await signedIn(browser, "Manager");
  await open(manager, "/policy");
  await manager.getByRole("button", { name: "Add a rule" }).click();
  const rule = dialog(manager, "A rule for a no");
  await rule.getByLabel("Name").fill("Strict with one");
  await rule.getByRole("radiogroup", { name: "Accounts" }).getByText("Only these").click();
  await rule.getByRole("combobox", { name: "Add an account" }).fill(decision.account!.name);
  await manager.getByRole("option", { name: decision.account!.name, exact: true }).click();
  await rule.getByRole("button", { name: "Done" }).click();
  await manager.getByRole("button", { name: "Save…" }).click();
  const saving = dialog(manager, "Save the policy");
  await saving.getByText(`Strict with one. For ${decision.account!.name}: refuse, send to renewals.`).waitFor();
  await saving.getByLabel("Why").fill("Agreed with sales");
  await saving.getByRole("button", { name: "Save" }).click();
  await manager.getByText("“Agreed with sales”").first().waitFor();

  try {
    const ticket = await ticketOn(serial, "Held, out of cover");
    expect([ticket.handling, ticket.held]).toEqual(["enforce", "not_covered"]);
    const agent = await signedIn(browser, "Agent");
    await open(agent, `/tickets/${ticket.number}`);
    await agent.getByText("Held: nothing covers it").waitFor();
    await panel(agent, "Work").getByText("No work is entered yet.").waitFor();
    await expect.poll(() => panel(agent, "Work").getByRole("form").count()).toBe(0);
    await expect.poll(() => agent.getByRole("button", { name: /Serve it all the same/ }).count()).toBe(0);

    await open(manager, `/tickets/${ticket.number}`);
    await manager.getByRole("button", { name: /Serve it all the same/ }).click();
    const override = dialog(manager, "Serve it without cover");
    await override.getByLabel("Why").fill("They sign tomorrow");
    await override.getByRole("button", { name: "Serve it" }).click();
    await panel(manager, "Cover")
      .getByText(/“They sign tomorrow”/)
      .waitFor();
    await panel(manager, "Work").getByRole("form", { name: "Enter work" }).waitFor();
  } finally {
    const { version } = await api().call(getPolicy, {});
    await api().call(changePolicy, {
      body: { policy: before.policy, reason: "As it was before" },
      headers: { "if-match": `"${version}"` },
    });
  }
});

test("ENT11: another channel is decided again before it is saved; kept cover stays, and both decisions are to be read", async () => {
  const { serial } = await coveredButByPhone();
  const ticket = await ticketOn(serial, "Asked by mail, then by phone");
  expect(ticket.outcome).toBe("entitled");
  const page = await signedIn(browser, "Agent");
  await open(page, `/tickets/${ticket.number}`);
  await panel(page, "About").getByRole("button", { name: "Change" }).click();
  const about = dialog(page, "What it is about");
  await about.getByLabel("Channel").selectOption("Phone");
  await panel(page, "As it is")
    .getByText(/^Covered/)
    .waitFor();
  await panel(page, "As it would be")
    .getByText(/^Not covered/)
    .waitFor();
  await expect.poll(() => about.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await about.getByLabel(/^The one it had/).check();
  await about.getByRole("button", { name: "Save" }).click();
  await panel(page, "About")
    .getByText(/by phone/)
    .waitFor();
  await panel(page, "Cover")
    .getByText(/^Covered/)
    .waitFor();
  await page.getByRole("button", { name: "Why?" }).click();
  const decided = panel(page, "All that was decided").getByRole("listitem");
  await decided.filter({ hasText: "the cover before was kept" }).first().waitFor();
  await decided.filter({ hasText: "When it was opened" }).getByText("holds").waitFor();
});

test("ENT3: a strict policy is tried on the past, and says how many tickets it would have refused", async () => {
  const page = await signedIn(browser, "Manager");
  await open(page, "/policy");
  const past = panel(page, "Had it held before");
  await past.getByRole("button", { name: "Try it on the past" }).click();
  await past.getByText(/tickets? refused, \d+ of them wrongly/).waitFor();
  await expect.poll(() => past.getByRole("table", { name: "tickets" }).locator("tbody tr").count()).toBeGreaterThan(0);
});

describe.each(everyLooks)("at $width px, $scheme", (looks) => {
  test("exceptions, one of them, tasks, the policy and an account's confidence are well made", async () => {
    const { rows } = await api().call(listExceptions, { query: { limit: 1 } });
    const page = await signedIn(browser, "Manager", looks);
    for (const [name, address] of [
      ["exceptions", `/exceptions?q=${rows[0]!.ticketNumber}`],
      ["exception", `/exceptions/${rows[0]!.number}`],
      ["tasks", "/tasks?kind=undecided"],
      ["policy", "/policy"],
      ["account-confidence", `/accounts/${rows[0]!.accountId!}`],
    ] as const) {
      await open(page, address);
      await expectWellMade(page, name, looks);
    }
  });
});
