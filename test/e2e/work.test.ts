import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { addWork } from "#api/projects.ts";
import { openTicket, type Ticket } from "#api/tickets.ts";
import { everyLooks, openBrowser } from "./support/browser.ts";
import { advised, api, covered } from "./support/subjects.ts";
import { open, signedIn } from "./support/visitor.ts";
import { expectWellMade } from "./support/well-made.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ticketOn = (serial: string, subject: string): Promise<Ticket> =>
  api().call(openTicket, { body: { question: { serial }, subject, description: "", channel: "email", severity: 3 } });
const work = (page: Page) => page.getByRole("region", { name: "Work", exact: true });
const entries = (page: Page) => work(page).getByRole("listitem");

test("PRJ2: work is entered on a ticket, is booked to the contract that covers it, and is removed again", async () => {
  const { serial, decision } = await covered();
  const ticket = await ticketOn(serial, "A fan is loud");
  const page = await signedIn(browser, "Agent");
  await open(page, `/tickets/${ticket.id}`);
  await work(page).getByText("No work is entered yet.").waitFor();

  const form = work(page).getByRole("form", { name: "Enter work" });
  await form.getByLabel("How long").fill("1,5");
  await form.getByRole("button", { name: "Enter work" }).click();
  await work(page)
    .getByText(/could be minutes or hours/)
    .waitFor();
  await expect.poll(() => form.getByLabel("How long").inputValue()).toBe("1,5");

  await form.getByLabel("How long").fill("4:40");
  await form.getByLabel("What was done").fill("Replaced it");
  await form.getByRole("button", { name: "Enter work" }).click();
  await entries(page).getByText("Replaced it").waitFor();
  await expect.poll(() => entries(page).count()).toBe(1);
  await expect.poll(() => entries(page).textContent()).toContain("4 h 40 min");
  const project = entries(page).getByRole("link", { name: decision.source!.contractNumber!, exact: true });
  await expect.poll(() => project.getAttribute("href")).toMatch(/^\/projects\//);
  await expect.poll(() => form.getByLabel("How long").inputValue()).toBe("");

  await entries(page).getByRole("button", { name: "Remove 4 h 40 min" }).click();
  await work(page).getByText("No work is entered yet.").waitFor();
});

test("PRJ2: work that nothing covers says that it is an exception; who sees no work sees no panel", async () => {
  const { serial, decision } = await advised();
  const ticket = await ticketOn(serial, "Out of cover");
  // Where they are: what ended there at midnight covers what was done on the day that still is today elsewhere.
  const today = Temporal.Now.plainDateISO(decision.account!.timeZone).toString();
  await api().call(addWork, { params: { id: ticket.id }, body: { workedOn: today, minutes: 20, note: "Looked at the log" } });
  const page = await signedIn(browser, "Finance");
  await open(page, `/tickets/${ticket.id}`);
  await entries(page)
    .getByText(/exception/)
    .waitFor();
  await expect.poll(() => work(page).getByRole("form").count()).toBe(0);
  await expect.poll(() => work(page).getByRole("button").count()).toBe(0);
});

describe.each(everyLooks)("at $width px, $scheme", (looks) => {
  test("a ticket with work is well made", async () => {
    const { serial } = await covered();
    const ticket = await ticketOn(serial, "Several days of work");
    const call = (minutes: number, workedOn: string, note: string) =>
      api().call(addWork, { params: { id: ticket.id }, body: { workedOn, minutes, note } });
    const today = Temporal.Now.plainDateISO("UTC");
    await call(280, today.toString(), "Replaced the fan, and cleaned the filters while the cabinet was open");
    await call(15, today.subtract({ days: 1 }).toString(), "");
    await call(45, today.subtract({ years: 40 }).toString(), "منظف المرشحات");
    const page = await signedIn(browser, "Agent", looks);
    await open(page, `/tickets/${ticket.id}`);
    await work(page).scrollIntoViewIfNeeded();
    await expectWellMade(page, "ticket-work", looks);
  });
});
