import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { listContractAllowances, type AllowanceBalance } from "#api/allowances.ts";
import { listContracts } from "#api/contracts.ts";
import { openTicket, type Ticket } from "#api/tickets.ts";
import { everyLooks, openBrowser } from "./support/browser.ts";
import { api, assetWhere } from "./support/subjects.ts";
import { open, signedIn } from "./support/visitor.ts";
import { expectShown, expectWellMade } from "./support/well-made.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Of the tickets that contracts in force grant, those of which most is left where something is taken away: in what was granted first. */
async function anAllowance(): Promise<AllowanceBalance> {
  const { rows } = await api().call(listContracts, { query: { state: "in_force", limit: 200 } });
  const granted = await Promise.all(
    rows.map(async ({ id }) => (await api().call(listContractAllowances, { params: { id } })).rows),
  );
  const left = ({ buckets }: AllowanceBalance): number => buckets[0]?.lots[0]?.available ?? 0;
  const [most] = granted
    .flat()
    .filter(({ unit }) => unit === "tickets")
    .toSorted((a, b) => left(b) - left(a));
  if (most === undefined || left(most) < 5) throw new Error("The demo has no contract in force with five tickets left.");
  return most;
}

const statementOf = ({ contractId, planId, key }: AllowanceBalance): string =>
  `/contracts/${contractId}/allowances/${planId}/${encodeURIComponent(key)}`;
const lines = (page: Page) => page.getByRole("table", { name: "lines" }).locator("tbody tr");

/** A ticket that draws on an allowance as it is opened. */
async function drawingTicket(subject: string): Promise<Ticket> {
  const asked = { channel: "email", severity: 3 } as const;
  const { serial } = await assetWhere(
    "covered with tickets to draw",
    asked,
    ({ outcome, candidates }) =>
      outcome === "entitled" &&
      candidates.find(({ ruledOutBy }) => ruledOutBy === null)?.allowances.some(({ left }) => left > 0) === true,
  );
  return api().call(openTicket, { body: { question: { serial }, subject, description: "", ...asked } });
}

test("ALW2: finance tops an allowance up and takes from it, and both stand on its statement with their reasons", async () => {
  const allowance = await anAllowance();
  const page = await signedIn(browser, "Finance");
  await open(page, `/contracts/${allowance.contractId}`);
  await page
    .getByRole("region", { name: "Allowances" })
    .getByRole("link", { name: `Statement of ${allowance.planName}, ${allowance.contractNumber}` })
    .first()
    .click();

  await page.getByRole("button", { name: "Top up" }).click();
  const topUp = page.getByRole("dialog", { name: "Top up" });
  await topUp.getByLabel("Tickets").fill("0");
  await topUp.getByText("Write a number above zero.").waitFor();
  await topUp.getByLabel("Tickets").fill("25");
  await topUp.getByLabel("Why").fill("They move their data centre");
  await topUp.getByRole("button", { name: "Top up" }).click();
  await lines(page).filter({ hasText: "They move their data centre" }).getByText("+25").waitFor();

  await page.getByRole("button", { name: "Adjust" }).click();
  const adjust = page.getByRole("dialog", { name: "Adjust" });
  await adjust.getByText("Take away").click();
  await adjust.getByLabel("Tickets").fill("5");
  await adjust.getByLabel("Why").fill("Five were counted twice");
  await adjust.getByRole("button", { name: "Adjust" }).click();
  await lines(page).filter({ hasText: "Five were counted twice" }).getByText("-5").waitFor();
  const [bucket] = allowance.buckets;
  const today = page.getByRole("region", { name: "What is left today" });
  await expectShown(today.getByText(`${bucket!.available + 20} of ${bucket!.granted + 20} left`));
});

test("ALW4: a ticket stands on the statement, and is given back there when it is cancelled", async () => {
  const ticket = await drawingTicket("A fan is loud, opened by mistake");
  const covering = ticket.decision.candidates.find(({ ruledOutBy }) => ruledOutBy === null);
  const { rows } = await api().call(listContractAllowances, { params: { id: covering!.contractId! } });
  const page = await signedIn(browser, "Agent");
  await open(page, statementOf(rows.find(({ planId }) => planId === covering!.planId)!));
  const ofTicket = lines(page).filter({ hasText: ticket.number });
  await ofTicket.filter({ hasText: "Used" }).getByText("-1", { exact: true }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Top up" }).count()).toBe(0);

  await ofTicket.getByRole("link", { name: ticket.number }).click();
  await page.getByRole("region", { name: "State" }).getByLabel("Status").selectOption("Cancelled");
  await page.getByText(/Status changed from new to cancelled/).waitFor();
  await open(page, statementOf(rows.find(({ planId }) => planId === covering!.planId)!));
  await ofTicket.filter({ hasText: "Given back" }).getByText("+1", { exact: true }).waitFor();
});

test("a customer's home tells what they have and what is left, and leads to a ticket without a step too many", async () => {
  const page = await signedIn(browser, "Customer");
  for (const name of ["What is left", "My open tickets", "Contracts"]) await page.getByRole("region", { name }).waitFor();
  await page.getByRole("combobox", { name: "Which asset has a problem?" }).click();
  await page.getByRole("option").first().click();
  await page.getByRole("region", { name: "Verdict" }).getByRole("button", { name: "Open ticket" }).waitFor();
  await page.getByRole("button", { name: "Clear the question" }).click();
  expect(new URL(page.url()).pathname).toBe("/");
});

test("what is offered for an older text is chosen neither by Enter nor by a click", async () => {
  const page = await signedIn(browser, "Customer");
  const choice = page.getByRole("combobox", { name: "Which asset has a problem?" });
  await choice.click();
  const enabled = page.locator('[role="option"]:not([data-combobox-disabled])');
  await enabled.first().waitFor();
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/assets\?.*q=zzz/, async (route) => {
    await asked;
    await route.continue();
  });
  await choice.fill("zzz");
  await expect.poll(() => enabled.count()).toBe(0);
  await expect.poll(() => page.getByRole("option").count()).toBeGreaterThan(0);
  await page.getByRole("option").first().click({ force: true });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).pathname).toBe("/support");
  answer();
  await page.getByText("Nothing matches").waitFor();
});

describe.each(everyLooks)("at $width px, $scheme", (looks) => {
  test("a statement and a customer's home are well made", async () => {
    const page = await signedIn(browser, "Finance", looks);
    await open(page, statementOf(await anAllowance()));
    await expectWellMade(page, "statement", looks);
    await expectWellMade(await signedIn(browser, "Customer", looks), "my-support", looks);
  });
});
