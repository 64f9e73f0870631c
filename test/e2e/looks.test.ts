import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { getContract, listContracts } from "#api/contracts.ts";
import { listAccounts } from "#api/register.ts";
import { objections } from "./support/accessible.ts";
import { complaintsOf, everyLooks, openBrowser, picture, visit } from "./support/browser.ts";
import { api, covered, coveredButByPhone, lapsed, mistyped } from "./support/subjects.ts";
import { open, signedIn } from "./support/visitor.ts";

let browser: Browser;
let pages: readonly (readonly [name: string, address: string])[];
beforeAll(async () => {
  browser = await openBrowser();
  pages = await everyPage();
});
afterAll(() => browser.close());

const serialAt = (serial: string, more = "") => `/?serial=${encodeURIComponent(serial)}${more}`;

/** Each page of the application with something on it. */
async function everyPage(): Promise<readonly (readonly [string, string])[]> {
  const [yes, no, near] = await Promise.all([covered(), lapsed(), coveredButByPhone()]);
  const { rows: accounts } = await api().call(listAccounts, { query: { limit: 1 } });
  const { rows: contracts } = await api().call(listContracts, { query: { state: "in_force", limit: 1 } });
  const contract = await api().call(getContract, { params: { id: contracts[0]!.id } });
  return [
    ["check", "/"],
    ["check-covered", serialAt(yes.serial)],
    ["check-not-covered", serialAt(no.serial)],
    ["check-near-miss", serialAt(near.serial, "&channel=phone")],
    ["check-unknown", serialAt(await mistyped(yes.serial))],
    ["check-account", `/?account=${encodeURIComponent(accounts[0]!.name)}`],
    ["accounts", "/accounts"],
    ["account", `/accounts/${accounts[0]!.id}`],
    ["assets", "/assets"],
    ["asset", `/assets/${yes.decision.subject!.id}`],
    ["contracts", "/contracts"],
    ["contract", `/contracts/${contract.id}`],
    ["plans", "/plans"],
    ["no-results", "/assets?q=nothing-is-called-this"],
    ["not-found", "/there-is-no-such-page"],
  ];
}

const overflow = (page: Page) =>
  page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

describe.each(everyLooks)("at $width px, $scheme", (looks) => {
  test("every page is accessible, fits its width and breaks nothing", async () => {
    const page = await signedIn(browser, "Agent", looks);
    for (const [name, address] of pages) {
      await open(page, address);
      await picture(page, name, looks);
      expect(await objections(page), name).toEqual([]);
      expect(await overflow(page), `${name} is wider than the screen`).toBe(0);
      expect(complaintsOf(page), name).toEqual([]);
    }
  });

  test("so are the sign-in page, the ticket form, the keys and the palette", async () => {
    const outside = await visit(browser, inject("demoAddress"), looks);
    await open(outside, "/sign-in");
    await picture(outside, "sign-in", looks);
    expect(await objections(outside)).toEqual([]);
    const page = await signedIn(browser, "Agent", looks);
    await open(page, pages[1]![1]);
    await page
      .getByRole("region", { name: "Verdict" })
      .getByText(/^Covered/)
      .waitFor();
    for (const [name, key, opened] of [
      ["ticket-form", "o", "Open ticket"],
      ["keys", "?", "Keys"],
      ["palette", "Control+k", "Search"],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole("dialog", { name: opened }).waitFor();
      await page.waitForLoadState("networkidle");
      await picture(page, name, looks);
      expect(await objections(page), name).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  });
});
