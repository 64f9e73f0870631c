import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import type { SessionReply } from "#api/identity.ts";
import { listAssets } from "#api/register.ts";
import { mergeTicket } from "#api/ticket-decisions.ts";
import { changeTicket, getTicket, listTickets, openTicket, type Ticket } from "#api/tickets.ts";
import { complaintsOf, everyLooks, openBrowser } from "./support/browser.ts";
import { api, covered } from "./support/subjects.ts";
import { open, signedIn } from "./support/visitor.ts";
import { expectShown, expectWellMade } from "./support/well-made.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A fresh ticket under cover, opened through the API. */
async function freshTicket(subject: string): Promise<Ticket> {
  const { serial } = await covered();
  return api().call(openTicket, {
    body: { question: { serial }, subject, description: "It began this morning.", channel: "email", severity: 3 },
  });
}

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const said = (page: Page, by: RegExp) => page.getByRole("article", { name: by });
const status = (page: Page) => panel(page, "State").getByLabel("Status");

test("TIC3, SLA3: from the verdict to a reply that waits for the customer, in one step, and a note", async () => {
  const { serial, decision } = await covered();
  const page = await signedIn(browser, "Agent");
  await open(page, `/?serial=${encodeURIComponent(serial)}&severity=2&channel=email`);
  await page
    .getByRole("region", { name: "Verdict" })
    .getByText(/^Covered until/)
    .waitFor();
  await page.keyboard.press("o");
  const form = page.getByRole("form", { name: "Open ticket" });
  await form.getByLabel("Subject").fill("Console shows a checksum error");
  await form.getByRole("button", { name: "Open ticket" }).click();
  await page.getByRole("heading", { level: 1, name: "Console shows a checksum error" }).waitFor();

  await expect.poll(() => panel(page, "Cover").textContent()).toContain(decision.source!.plan);
  const promised = panel(page, "Promised");
  await promised
    .getByText(/^in \d/)
    .first()
    .waitFor();

  await page.keyboard.press("r");
  await page.keyboard.type("Please send us the log of the last boot.");
  await page.getByLabel("Status afterwards").selectOption({ label: "Waiting for customer" });
  await page.getByRole("textbox", { name: "Write to the customer" }).press("Control+Enter");
  await said(page, /replied to the customer/)
    .getByText("Please send us the log")
    .waitFor();
  await expect.poll(() => status(page).inputValue()).toBe("waiting_customer");
  await promised.getByText(/^met /).waitFor();
  await promised.getByText("paused").waitFor();

  await page.getByRole("textbox", { name: "Write to the customer" }).press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("Looks like the known fault of this batch.");
  await page.keyboard.press("Control+Enter");
  await said(page, /internal note: the customer does not see this/)
    .getByText("known fault")
    .waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Write to the customer" }).inputValue()).toBe("");
  expect(complaintsOf(page)).toEqual([]);
});

test("one key takes it, and it stands among mine", async () => {
  const ticket = await freshTicket("Taken by one key");
  const page = await signedIn(browser, "Agent");
  await open(page, `/tickets/${ticket.number}`);
  await page.keyboard.press("t");
  await panel(page, "State").getByText("that is you").waitFor();
  await open(page, `/tickets?assignee=me&q=${ticket.number}`);
  await expectShown(page.getByRole("link", { name: ticket.number }));
});

test("ENT13: why opens the reasons and what was considered, and the replay gives the same answer", async () => {
  const ticket = await freshTicket("Why is it covered?");
  const page = await signedIn(browser, "Agent");
  await open(page, `/tickets/${ticket.number}`);
  await page.keyboard.press("w");
  const why = page.getByRole("dialog");
  await why.getByText(ticket.decision.reasons[0]!.text).waitFor();
  await why.getByRole("table", { name: "What was considered" }).waitFor();
  await why.getByRole("button", { name: "Replay the decision" }).click();
  await expectShown(why.getByText("The same answer again"));
});

test("nothing written is lost: a send that fails and a reload leave it in the field", async () => {
  const ticket = await freshTicket("A draft survives");
  const page = await signedIn(browser, "Agent");
  await open(page, `/tickets/${ticket.number}`);
  await page.route("**/messages", (route) => route.abort());
  await page.keyboard.press("r");
  await page.keyboard.type("A long and careful answer.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("alert").getByText("The server does not answer.").waitFor();
  await page.unroute("**/messages");
  await page.reload();
  const field = page.getByRole("textbox", { name: "Write to the customer" });
  await field.waitFor();
  await expect.poll(() => field.inputValue()).toBe("A long and careful answer.");
  await field.press("Control+Enter");
  await said(page, /replied to the customer/)
    .getByText("A long and careful answer.")
    .waitFor();
  await page.reload();
  await field.waitFor();
  await expect.poll(() => field.inputValue()).toBe("");
});

test("SLA4: a severity changed on an older view is not written; what happened is said, and it can be done again", async () => {
  const ticket = await freshTicket("Two at once");
  const page = await signedIn(browser, "Agent");
  await open(page, `/tickets/${ticket.number}`);
  await api().call(changeTicket, {
    params: { id: ticket.id },
    body: { status: "on_hand" },
    headers: { "if-match": `"${ticket.revision}"` },
  });
  const severity = panel(page, "State").getByLabel("Severity");
  await severity.selectOption("1");
  await page.getByText("Somebody else changed this ticket first").waitFor();
  await page.getByText("Its status is now: On hand.").waitFor();
  expect((await api().call(getTicket, { params: { id: ticket.id } })).severity).toBe(3);
  await page.getByRole("button", { name: "Change it all the same" }).click();
  await page.getByText("Severity 1 · Critical").waitFor();
  const changed = await api().call(getTicket, { params: { id: ticket.id } });
  expect([changed.severity, changed.status]).toEqual([1, "on_hand"]);
});

test("TIC3: a customer writes on what was cancelled and opens it again; on what was merged they are led to where it goes on", async () => {
  const page = await signedIn(browser, "Customer");
  const { user } = (await (await page.request.get("/api/v1/session")).json()) as SessionReply;
  const { rows } = await api().call(listAssets, { query: { accountId: user!.accountId!, status: "in_use", limit: 50 } });
  const serial = rows.find((asset) => asset.serial !== null)!.serial!;
  const fresh = (subject: string) =>
    api().call(openTicket, { body: { question: { serial }, subject, channel: "email", severity: 3 } });
  const [ticket, other] = [await fresh("The left one is dark"), await fresh("Both are dark")];
  await api().call(changeTicket, {
    params: { id: ticket.id },
    body: { status: "cancelled" },
    headers: { "if-match": `"${ticket.revision}"` },
  });
  const write = async (words: string): Promise<void> => {
    await page.getByRole("textbox", { name: "Write to us" }).fill(words);
    await page.getByRole("button", { name: "Send" }).click();
    await said(page, /said, as the customer/)
      .getByText(words)
      .waitFor();
  };
  await open(page, `/tickets/${ticket.number}`);
  await page.getByText("Writing opens the ticket again.").waitFor();
  await write("It is dark again.");
  await page.getByText("Writing opens the ticket again.").waitFor({ state: "detached" });

  await api().call(mergeTicket, { params: { id: ticket.id }, body: { into: other.number } });
  await open(page, `/tickets/${ticket.number}`);
  await page.getByText(`It is read on ${other.number}, where this goes on.`).waitFor();
  await write("Now the right one too.");
  await page.waitForURL(new RegExp(`/tickets/${other.number}$`));
  expect(complaintsOf(page)).toEqual([]);
});

test("what somebody else writes appears without reloading", async () => {
  const ticket = await freshTicket("Seen live");
  const page = await signedIn(browser, "Agent");
  await page.clock.install();
  await open(page, `/tickets/${ticket.number}`);
  await api().call(changeTicket, {
    params: { id: ticket.id },
    body: { status: "waiting_vendor" },
    headers: { "if-match": `"${ticket.revision}"` },
  });
  await page.clock.runFor(16_000);
  await expectShown(page.getByText("Status changed from new to waiting for the vendor."));
});

test("the list: the most urgent first, walked by keys, filtered by its address, taken along as CSV", async () => {
  const page = await signedIn(browser, "Agent");
  await open(page, "/tickets?status=all&sort=newest");
  const rows = page.getByRole("table", { name: "tickets" }).locator("tbody tr");
  const { rows: newest, total } = await api().call(listTickets, { query: { status: "all", sort: "newest" } });
  await expect.poll(() => rows.count()).toBe(newest.length);
  expect(total).toBeGreaterThan(newest.length);
  await page.getByRole("button", { name: "Load more" }).click();
  await rows.nth(newest.length).waitFor();

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/tickets/${newest[1]!.number}$`));

  await open(page, "/tickets");
  await page.getByLabel("Cover").selectOption({ label: "Not covered" });
  await page.waitForURL(/outcome=not_entitled/);
  const uncovered = await api().call(listTickets, { query: { outcome: "not_entitled" } });
  await page.getByText(`${uncovered.total} tickets.`).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const csv = readFileSync(await (await download).path(), "utf8")
    .trim()
    .split("\r\n");
  expect(csv[0]).toContain("Ticket,Subject,Next due");
  expect(csv.slice(1).map((line) => line.split(",")[0])).toEqual(uncovered.rows.map(({ number }) => number));
});

test("what is overdue says so in words; a list without rows says what to do", async () => {
  const page = await signedIn(browser, "Agent");
  const { rows } = await api().call(listTickets, {});
  const due = rows[0]!.nextDue!;
  await page.clock.setFixedTime(new Date(Date.parse(due.dueAt) + 3 * 3_600_000));
  await open(page, "/tickets");
  await page.getByText("overdue by 3 h").first().waitFor();
  await open(page, "/tickets?q=no-ticket-has-this-subject");
  await page.getByText("No ticket matches").waitFor();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expectShown(page.getByRole("link", { name: rows[0]!.number }));
});

describe.each(everyLooks)("at $width px, $scheme", (looks) => {
  test("the pages of tickets are well made", async () => {
    const { rows } = await api().call(listTickets, { query: { sort: "changed", status: "on_hand" } });
    const page = await signedIn(browser, "Agent", looks);
    await open(page, "/tickets");
    await expectWellMade(page, "tickets", looks);
    await open(page, "/tickets?q=no-ticket-has-this-subject");
    await expectWellMade(page, "tickets-none", looks);
    await open(page, `/tickets/${rows.at(-1)!.number}`);
    await expectWellMade(page, "ticket", looks);
    await page.keyboard.press("n");
    await page.keyboard.type("Only for us.");
    await expectWellMade(page, "ticket-note", looks);
    await page.keyboard.press("Escape");
    await page.keyboard.press("w");
    await page.getByRole("dialog").waitFor();
    await expectWellMade(page, "ticket-why", looks);
  });
});
