/** What every page must be: accessible, no wider than the screen, broken nowhere; and somebody looks at its picture. */

import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { objections } from "./accessible.ts";
import { complaintsOf, picture, type Looks } from "./browser.ts";

/** Waits until the page is at rest, keeps a picture of it under the name, and fails if it is not well made. */
export async function expectWellMade(page: Page, name: string, looks: Looks): Promise<void> {
  await page.waitForLoadState("networkidle");
  await picture(page, name, looks);
  expect(await objections(page), name).toEqual([]);
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect(overflow, `${name} is wider than the screen`).toBe(0);
  expect(complaintsOf(page), name).toEqual([]);
}

/** Waits until it is to be seen; fails when it does not come. */
export const expectShown = (locator: Locator): Promise<void> => locator.first().waitFor();

/** Waits until the words stand on the page: not only in the field in which somebody has just typed them, which may be there a moment longer. */
export const expectSaid = (page: Page, words: string): Promise<void> =>
  expectShown(page.getByText(words).and(page.locator(":not(textarea, input)")));
