/** Somebody in front of the demo: signs in by one press, as a visitor of the demo does. */

import { inject } from "vitest";
import type { Browser, Page } from "playwright-core";
import { visit, type Looks } from "./browser.ts";

export type Role = "Agent" | "Finance" | "Sales" | "Manager" | "Administrator" | "Auditor" | "Customer";

/** A page of the demo's person of this role, at home: on Check, a customer on what they have. */
export async function signedIn(browser: Browser, role: Role, looks?: Looks): Promise<Page> {
  const page = await visit(browser, inject("demoAddress"), looks);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(`^${role}\\b`) }).click();
  if (role === "Customer") await page.getByRole("heading", { level: 1, name: "My support" }).waitFor();
  else await page.getByRole("combobox", { name: /Who calls/ }).waitFor();
  return page;
}

/** Opens an address of the demo and waits until nothing is on its way any more. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
}
