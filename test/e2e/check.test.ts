import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { complaintsOf, openBrowser } from "./support/browser.ts";
import type { DecisionReply } from "#api/entitlements.ts";
import { listTickets } from "#api/tickets.ts";
import { api, covered, coveredButByPhone, lapsed, mistyped, tiedByContract } from "./support/subjects.ts";
import { open, signedIn } from "./support/visitor.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const verdictOf = (page: Page) => page.getByRole("region", { name: "Verdict" });
const field = (page: Page) => page.getByRole("combobox", { name: /Who calls/ });
const dateWords = (isoDate: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${isoDate}T00:00:00Z`));
const dayBefore = (isoDate: string) => new Date(Date.parse(isoDate) - 86_400_000).toISOString().slice(0, 10);

test("ENT6: a covered asset: the verdict comes while typing, and the address reproduces it", async () => {
  const { serial, decision } = await covered();
  const page = await signedIn(browser, "Agent");
  await page.keyboard.type(serial.toLowerCase(), { delay: 15 });
  await verdictOf(page)
    .getByText(`Covered until ${dateWords(dayBefore(decision.source!.endsBefore!))}`)
    .waitFor();
  await expect.poll(() => verdictOf(page).textContent()).toContain(decision.source!.plan);
  await page.waitForURL((url) => url.searchParams.get("serial") === serial);
  await page.reload();
  await verdictOf(page)
    .getByText(/^Covered until/)
    .waitFor();
  await expect.poll(() => field(page).inputValue()).toBe(serial);
  expect(complaintsOf(page)).toEqual([]);
});

test("COV3: an asset whose cover ended: since when, and what to do", async () => {
  const { serial, decision } = await lapsed();
  const page = await signedIn(browser, "Agent");
  await field(page).fill(serial);
  await field(page).press("Enter");
  await verdictOf(page)
    .getByText(/^Not covered since/)
    .waitFor();
  await expect.poll(() => verdictOf(page).textContent()).toContain(decision.reasons[0]!.text);
  for (const miss of decision.nearMisses) await page.getByText(miss.text).waitFor();
});

test("ENT6: a near miss is said, and taking it changes the answer", async () => {
  const { serial, decision } = await coveredButByPhone();
  const page = await signedIn(browser, "Agent");
  await open(page, `/?serial=${encodeURIComponent(serial)}&channel=phone`);
  await verdictOf(page).getByText("Not covered by phone").waitFor();
  await page.getByText(decision.nearMisses[0]!.text).waitFor();
  await page.getByRole("button", { name: "Change the channel" }).click();
  const channel = page.getByLabel("Channel");
  await channel.selectOption("email");
  await verdictOf(page)
    .getByText(/^Covered/)
    .waitFor();
  expect(new URL(page.url()).searchParams.get("channel")).toBe("email");
});

test("COV12: an unknown serial is not guessed at: the near one is offered, and choosing it answers", async () => {
  const { serial } = await covered();
  const wrong = await mistyped(serial);
  const page = await signedIn(browser, "Agent");
  await field(page).fill(wrong);
  await field(page).press("Enter");
  await verdictOf(page).getByText(`Not known: ${wrong}`).waitFor();
  await page.getByRole("button", { name: new RegExp(`^${serial}`) }).click();
  await verdictOf(page)
    .getByText(/^Covered until/)
    .waitFor();
  await expect.poll(() => field(page).inputValue()).toBe(serial);
});

test("COV9: as known before it was recorded, nothing was covered", async () => {
  const { serial } = await covered();
  const page = await signedIn(browser, "Agent");
  await open(page, `/?serial=${encodeURIComponent(serial)}&knownAt=2000-01-01`);
  await verdictOf(page)
    .getByText(/^Not covered/)
    .waitFor();
  await page.getByRole("button", { name: "Reset" }).click();
  await verdictOf(page)
    .getByText(/^Covered until/)
    .waitFor();
  expect(new URL(page.url()).searchParams.has("knownAt")).toBe(false);
});

test("TIC1: one key opens the ticket with what is known filled in; it stands under the verdict's cover", async () => {
  const { serial, decision } = await covered();
  const page = await signedIn(browser, "Agent");
  await open(page, `/?serial=${encodeURIComponent(serial)}&severity=2`);
  await verdictOf(page)
    .getByText(/^Covered until/)
    .waitFor();
  await page.keyboard.press("o");
  const form = page.getByRole("form", { name: "Open ticket" });
  await form.getByText(decision.account!.name).waitFor();
  await expect.poll(() => form.getByLabel("Severity").inputValue()).toBe("2");
  await expect.poll(() => form.getByLabel("Subject").and(page.locator(":focus")).count()).toBe(1);
  await page.keyboard.type("Fans at full speed since the update");
  await form.getByRole("button", { name: "Open ticket" }).click();
  await page.waitForURL(/\/tickets\/T-\d+$/);
  await page.getByRole("heading", { name: "Fans at full speed since the update" }).waitFor();
});

test("Ctrl-K anywhere finds it and shows the verdict before it is opened", async () => {
  const { serial } = await covered();
  const page = await signedIn(browser, "Manager");
  await open(page, "/plans");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await palette.getByRole("combobox").fill(serial);
  await palette.getByText(/^Covered until/).waitFor();
  await page.keyboard.press("Enter");
  await verdictOf(page)
    .getByText(/^Covered until/)
    .waitFor();
  expect(new URL(page.url()).searchParams.get("serial")).toBe(serial);
});

test("a server that does not answer is said, with what to do, and asking again works", async () => {
  const { serial } = await covered();
  const page = await signedIn(browser, "Agent");
  await page.route("**/api/v1/entitlement-checks", (route) => route.abort());
  await open(page, `/?serial=${encodeURIComponent(serial)}`);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  await expect.poll(() => alert.textContent()).toContain("The server does not answer.");
  await page.unroute("**/api/v1/entitlement-checks");
  await alert.getByRole("button", { name: "Try again" }).click();
  await verdictOf(page)
    .getByText(/^Covered until/)
    .waitFor();
});

test("Enter closes what is typed in one go: it asks, and opens no ticket before the verdict could be read", async () => {
  const { serial, decision } = await covered();
  const page = await signedIn(browser, "Agent");
  await page.keyboard.insertText(serial.toLowerCase());
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("serial") === serial);
  await verdictOf(page)
    .getByText(/^Covered until/)
    .waitFor();
  await page.getByRole("button", { name: "Clear the question" }).click();
  await page.keyboard.insertText(decision.account!.name);
  await page.keyboard.press("Enter");
  await verdictOf(page).getByRole("link", { name: decision.account!.name }).waitFor();
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
});

test("a ticket's number in the one field leads to the ticket", async () => {
  const { rows } = await api().call(listTickets, { query: { limit: 1 } });
  const page = await signedIn(browser, "Agent");
  await page.keyboard.insertText(rows[0]!.number.toLowerCase());
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: rows[0]!.subject }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/tickets/${rows[0]!.number}`);
});

test("what is typed while the palette opens is neither lost nor taken for a key of the page below", async () => {
  const { rows } = await api().call(listTickets, { query: { limit: 1, assignee: "nobody" } });
  const page = await signedIn(browser, "Agent");
  await open(page, `/tickets/${rows[0]!.number}`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("tr-7");
  await page.getByRole("dialog").getByRole("combobox").and(page.locator(":focus")).waitFor();
  await expect.poll(() => page.getByRole("dialog").getByRole("combobox").inputValue()).toBe("tr-7");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("button", { name: /^Take it/ }).count()).toBe(1);
});

test("a page whose script does not come says so, the rest stays, and trying again shows it", async () => {
  const page = await signedIn(browser, "Agent");
  const cut = (url: URL): boolean => url.pathname.startsWith("/_built/contracts") || url.pathname === "/api/v1/session";
  await page.route(cut, (route) => route.abort());
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Contracts" }).click();
  const alert = page.getByRole("alert");
  await alert.getByText("The server does not answer.").waitFor();
  await page.unroute(cut);
  await alert.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 1, name: "Contracts" }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

test("ENT5: a customer asks through the portal and for themselves, and reads before sending what becomes of a no", async () => {
  const page = await signedIn(browser, "Customer");
  const answered = page.waitForResponse((response) => response.url().endsWith("/entitlement-checks"));
  await open(page, "/?serial=NOSUCH1&channel=phone");
  // By the policy and the confidence in their records as those are by now.
  const { outcome, handling } = (await (await answered).json()) as DecisionReply;
  expect(outcome).toBe("not_entitled");
  await verdictOf(page).getByRole("button", { name: "Open ticket" }).click();
  const form = page.getByRole("form", { name: "Open ticket" });
  await form.getByText(handling!.isServed ? /^We look at it all the same/ : /^We cannot begin until it is covered/).waitFor();
  for (const label of ["Channel", "Caller’s e-mail"]) await expect.poll(() => form.getByLabel(label).count()).toBe(0);
  await form.getByLabel("Subject").fill("No light at all");
  const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/tickets"));
  await form.getByRole("button", { name: "Open ticket" }).click();
  expect((await asked).postDataJSON()).toMatchObject({ channel: "portal", question: { serial: "NOSUCH1", channel: "portal" } });
  await page.waitForURL(/\/tickets\//);
});

test("ENT4: of two that cover it equally, the one chosen answers the same question", async () => {
  const { serial, decision } = await tiedByContract();
  const tied = decision.candidates.filter(({ ruledOutBy }) => ruledOutBy === null);
  const page = await signedIn(browser, "Agent");
  await open(page, `/?serial=${serial}`);
  await page.getByRole("button", { name: new RegExp(`^${tied[0]!.contractNumber} line`) }).click();
  await verdictOf(page)
    .getByText(/^Covered/)
    .waitFor();
  await expect.poll(() => field(page).inputValue()).toBe(serial);
  await page.getByRole("button", { name: "Reset" }).click();
  await verdictOf(page)
    .getByText(/^Undecided/)
    .waitFor();
});

test("a customer is offered nothing that is refused", async () => {
  const page = await signedIn(browser, "Customer");
  const refused: string[] = [];
  page.on("response", (response) => void (response.status() === 403 && refused.push(response.url())));
  const places = page.getByRole("navigation", { name: "Pages" }).getByRole("list").getByRole("link");
  for (const address of await places.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))) {
    await open(page, address);
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  }
  await open(page, "/tickets?status=all");
  await page.getByRole("table", { name: "tickets" }).getByRole("link").first().click();
  await page.getByRole("region", { name: "Cover", exact: true }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(refused).toEqual([]);
});
