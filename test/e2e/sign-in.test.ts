import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Browser } from "playwright-core";
import { complaintsOf, openBrowser, visit } from "./support/browser.ts";
import { open, signedIn } from "./support/visitor.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("one press signs in to the demo, and the agent can type at once", async () => {
  const page = await signedIn(browser, "Agent");
  await expect.poll(() => page.locator(":focus").getAttribute("role")).toBe("combobox");
  expect(complaintsOf(page)).toEqual([]);
});

test("a wrong password says so, keeps what was typed, and lets in nobody", async () => {
  const page = await visit(browser, inject("demoAddress"));
  await page.goto("/contracts");
  await page.getByLabel("E-mail").fill("somebody@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  await expect.poll(() => alert.textContent()).toContain("The e-mail address or the password is not right.");
  await expect.poll(() => page.getByLabel("E-mail").inputValue()).toBe("somebody@example.com");
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});

test("a link asks to sign in first, then opens", async () => {
  const page = await visit(browser, inject("demoAddress"));
  await page.goto("/contracts?state=in_force");
  await page.getByRole("button", { name: /^Finance/ }).click();
  await page.getByRole("heading", { name: "Contracts" }).waitFor();
  expect(new URL(page.url()).search).toBe("?state=in_force");
});

test("a session that ended leads to the sign-in page, and back to where one was", async () => {
  const page = await signedIn(browser, "Agent");
  await open(page, "/accounts");
  await page.context().clearCookies();
  await page.getByRole("link", { name: "Assets" }).click();
  await page.getByText("Your session ended.").waitFor();
  await page.getByRole("button", { name: /^Agent/ }).click();
  await page.getByRole("heading", { name: "Assets" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/assets");
});

test("leaving ends the session", async () => {
  const page = await signedIn(browser, "Manager");
  await page.getByRole("button", { name: /Manager$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto("/accounts");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await expect.poll(() => page.getByRole("navigation").count()).toBe(0);
});
