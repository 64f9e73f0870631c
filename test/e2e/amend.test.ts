import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Locator, Page } from "playwright-core";
import { amendContract, type WireChange } from "#api/amendments.ts";
import { getContract } from "#api/contracts.ts";
import { anew } from "./support/anew.ts";
import { complaintsOf, everyLooks, openBrowser } from "./support/browser.ts";
import { api } from "./support/subjects.ts";
import { billedThrough, contractOfThree, uncoveredThree, type ThreeAssets } from "./support/three-assets.ts";
import { open, signedIn } from "./support/visitor.ts";
import { expectShown, expectWellMade } from "./support/well-made.ts";

let browser: Browser;
let three: ThreeAssets;
beforeAll(async () => {
  browser = await openBrowser();
  three = await uncoveredThree("2026-03-21");
});
afterAll(() => browser.close());

/** A contract of the three for a service of its own, beside which any other may stand. */
async function contractCalled(name: string) {
  const number = anew(name);
  return contractOfThree(three, number, `service ${number}`);
}

const dialogOf = (page: Page): Locator => page.getByRole("dialog");
const part = (within: Page | Locator, name: string): Locator => within.getByRole("region", { name, exact: true });
const rowOf = (table: Locator, name: string | RegExp): Locator => table.getByRole("row", { name });

/** The contract's page, with the dialog open on dropping one of its assets. */
async function dropping(page: Page, contractId: string, serial: string, lastDay: string): Promise<Locator> {
  await open(page, `/contracts/${contractId}`);
  await page.getByRole("checkbox", { name: `Choose ${serial}` }).click();
  await part(page, "Chosen").getByRole("button", { name: "Drop" }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole("textbox", { name: "Last day covered" }).or(dialog.locator("input[type=date]")).first().fill(lastDay);
  return dialog;
}

const amended = (contractId: string, changes: WireChange[], reason: string) =>
  api().call(amendContract, { params: { id: contractId }, body: { changes, reason } });

test("COV3, PRO1, PRJ1: the flagship: B is dropped with 20 March its last day, and coverage, bill and budget turn on the 21st", async () => {
  const [, b] = three.serials;
  const contract = await contractOfThree(three, "FLAGSHIP-1");
  await billedThrough(contract.id, "2026-03-31");
  const before = new Date().toISOString();
  const page = await signedIn(browser, "Finance");
  const dialog = await dropping(page, contract.id, b, "2026-03-20");

  await expectShown(part(dialog, "What it does").getByText("£35.48"));
  const credit = dialog.getByRole("list", { name: "Charges and credits" }).getByRole("listitem");
  await expect.poll(() => credit.count()).toBe(1);
  await expect.poll(() => credit.textContent()).toMatch(new RegExp(`Credit ${b}.*11/31 of £100\\.00.*-£35\\.48`));
  const april = rowOf(dialog.getByRole("table", { name: "Invoices to come" }), /1 Apr 2026/);
  await expect.poll(() => april.textContent()).toContain("£300.00£200.00-£100.00");
  const budget = dialog.getByRole("table", { name: "Budget by month" });
  await expect.poll(() => rowOf(budget, /Mar 2026/).textContent()).toContain("£180.00£158.71-£21.29");
  await expect.poll(() => rowOf(budget, /Apr 2026/).textContent()).toContain("£180.00£120.00-£60.00");

  const drop = dialog.getByRole("button", { name: "Drop", exact: true });
  await expect.poll(() => drop.isDisabled()).toBe(true);
  await dialog.getByLabel("Why").fill("Decommissioned, see mail of 9 March");
  await drop.click();
  await dialog.waitFor({ state: "detached" });
  await expectShown(part(page, "Amendments").getByText(`Dropped ${b}`));
  await expectShown(part(page, "Budget and work").getByText("£158.71"));

  for (const [day, verdict] of [
    ["2026-03-20", /^Covered/],
    ["2026-03-21", /^Not covered/],
  ] as const) {
    await open(page, `/?serial=${encodeURIComponent(b)}&at=${day}T12:00:00Z`);
    await expectShown(part(page, "Verdict").getByText(verdict));
  }
  await open(page, `/contracts/${contract.id}?at=2026-03-21&knownAt=${before}`);
  await expectShown(rowOf(part(page, "What it covers").getByRole("table"), new RegExp(b)).getByText("Covered"));

  await billedThrough(contract.id, "2026-04-01");
  await open(page, `/contracts/${contract.id}`);
  const documents = part(page, "Invoices and credit notes").getByRole("table");
  await expectShown(rowOf(documents, /Credit note.*-£35\.48/));
  await expectShown(rowOf(documents, /Invoice.*1 Apr 2026.*£200\.00/));
  expect(complaintsOf(page)).toEqual([]);
});

test("COV8: the day is moved by keys and by dragging, and the preview follows to the last of them", async () => {
  const [, b] = three.serials;
  const contract = await contractCalled("DRAGGED-1");
  await billedThrough(contract.id, "2026-03-31");
  const page = await signedIn(browser, "Finance");
  const dialog = await dropping(page, contract.id, b, "2026-03-20");
  const does = part(dialog, "What it does");
  await expectShown(does.getByText("11/31 of £100.00"));

  const handle = dialog.getByRole("slider", { name: "Last day covered" });
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => handle.getAttribute("aria-valuetext")).toBe("21 March 2026");
  await expectShown(does.getByText("10/31 of £100.00"));
  await page.keyboard.press("Shift+ArrowLeft");
  await expectShown(does.getByText("17/31 of £100.00"));

  const place = (await handle.boundingBox())!;
  await page.mouse.move(place.x, place.y + 8);
  await page.mouse.down();
  for (let x = 0; x <= 160; x += 8) await page.mouse.move(place.x + x, place.y + 8);
  await page.mouse.up();
  const day = (await handle.getAttribute("aria-valuetext"))!;
  expect(day).not.toBe("14 March 2026");
  await does.and(page.locator("[aria-busy=false]")).waitFor();
  const [dayOfMonth, month] = day.split(" ");
  await expectShown(part(does, "Coverage").getByText(`– ${dayOfMonth} ${month!.slice(0, month === "September" ? 4 : 3)} 2026`));
});

test("COV13: what is recorded for later asks, and is answered in place", async () => {
  const [a] = three.serials;
  const contract = await contractCalled("LATER-1");
  const covered = [{ serial: a }];
  await amended(contract.id, [{ kind: "reprice", covered, yearlyMinor: "130000", effectiveOn: "2026-07-01" }], "new list");
  const page = await signedIn(browser, "Finance");
  await open(page, `/contracts/${contract.id}`);
  await page.getByRole("checkbox", { name: `Choose ${a}` }).click();
  await part(page, "Chosen").getByRole("button", { name: "Re-price" }).click();
  const dialog = dialogOf(page);
  await dialog.locator("input[type=date]").fill("2026-04-01");
  await dialog.getByLabel("New price of a year, each").fill("1,250.00");
  await expectShown(dialog.getByText("Something is recorded for later already"));
  await dialog.getByRole("button", { name: "Keep what is recorded for later" }).click();
  await expectShown(part(dialog, "Coverage").getByText(/£1,250\.00 a year/));
  await expectShown(part(dialog, "Coverage").getByText(/£1,300\.00 a year/));
});

test("a preview that somebody else has overtaken is not recorded: it says what happened and shows the fresh one", async () => {
  const [a, b] = three.serials;
  const contract = await contractCalled("OVERTAKEN-1");
  const page = await signedIn(browser, "Finance");
  const dialog = await dropping(page, contract.id, b, "2026-06-30");
  await dialog.getByLabel("Why").fill("No longer used");
  await expectShown(part(dialog, "Coverage").getByText("– 30 Jun 2026"));
  await amended(contract.id, [{ kind: "remove", covered: [{ serial: a }], lastDay: "2026-05-31" }], "scrapped in May");
  await dialog.getByRole("button", { name: "Drop", exact: true }).click();
  await expectShown(dialog.getByText("The contract has changed since you looked"));
  await expectShown(dialog.getByText(/scrapped in May/));
  await dialog.getByRole("button", { name: "Drop all the same" }).click();
  await dialog.waitFor({ state: "detached" });
  const { yearlyValue } = await api().call(getContract, { params: { id: contract.id } });
  expect(yearlyValue.minor).toBe("120000");
});

test("COV8: several changes land as one, from a pasted list of serials, and are taken back as one", async () => {
  const [a, b, c] = three.serials;
  const contract = await contractCalled("SEVERAL-1");
  const page = await signedIn(browser, "Finance");
  await open(page, `/contracts/${contract.id}`);
  await page.keyboard.press("a");
  const dialog = dialogOf(page);
  await dialog.getByRole("button", { name: "Paste a list" }).click();
  await dialog.getByLabel("Serials, one a line").fill(`Serial\n${a}\n${b}\n`);
  await dialog.getByRole("button", { name: "Take 2 serials" }).click();
  await dialog.getByRole("button", { name: "Another change" }).click();
  await dialog.getByRole("radio", { name: "Re-price" }).check();
  await dialog.getByRole("checkbox", { name: c }).check();
  await dialog.getByText("by a percentage").click();
  await dialog.getByLabel("By how much").fill("10");
  await expectShown(part(dialog, "Coverage").getByText(/£1,320\.00 a year/));
  await dialog.getByLabel("Why").fill("Two scrapped, the other dearer");
  await dialog.getByLabel("Why").press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  const history = part(page, "Amendments");
  await expectShown(history.getByText("Several changes"));
  await expectShown(history.getByText(new RegExp(`Dropped ${a} and ${b}`)));

  await history.getByRole("button", { name: /^Take back: Several changes/ }).click();
  await dialog.getByLabel("Why").fill("The wrong contract");
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await dialog.waitFor({ state: "detached" });
  await expectShown(history.getByText("Took an amendment back"));
  const { yearlyValue } = await api().call(getContract, { params: { id: contract.id } });
  expect(yearlyValue.minor).toBe("360000");
});

test("COV8: a spreadsheet of changes says which rows it cannot take, and the others land as one", async () => {
  const [a, b] = three.serials;
  const contract = await contractCalled("SHEET-1");
  const page = await signedIn(browser, "Finance");
  await open(page, `/contracts/${contract.id}`);
  await page.keyboard.press("a");
  const dialog = dialogOf(page);
  const rows = [
    "Serial,Action,Day,Price",
    `${a},remove,2026-06-30,`,
    `${b},reprice,2026-07-01,"1,300.00"`,
    "NO-SUCH-1,remove,2026-06-30,",
  ];
  await dialog
    .getByLabel("Spreadsheet of changes")
    .setInputFiles({ name: "june.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) });
  await expectShown(dialog.getByText("1 row of 3 cannot be taken"));
  await expectShown(dialog.getByText("Row 4: No asset has the serial NO-SUCH-1."));
  await dialog.getByRole("button", { name: "Take the other changes" }).click();
  await expectShown(dialog.getByText("2 changes from june.csv"));
  await expectShown(part(dialog, "Coverage").getByText(/£1,300\.00 a year/));
  await dialog.getByLabel("Why").fill("The June list");
  await dialog.getByRole("button", { name: "Amend", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await expectShown(part(page, "Amendments").getByText(`Dropped ${a}`));
});

test("a file and a note are put to a contract, and taken away again", async () => {
  const contract = await contractCalled("PAPERS-1");
  const page = await signedIn(browser, "Finance");
  await open(page, `/contracts/${contract.id}`);
  const files = part(page, "Files");
  await files.getByLabel("File", { exact: true }).setInputFiles({
    name: "Signed.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7 signed by both"),
  });
  const arrives = page.waitForEvent("download");
  await files.getByRole("link", { name: "Signed.pdf" }).click();
  expect(readFileSync(await (await arrives).path(), "utf8")).toBe("%PDF-1.7 signed by both");
  await files.getByRole("button", { name: "Take away Signed.pdf" }).click();
  await files.getByRole("link", { name: "Signed.pdf" }).waitFor({ state: "detached" });

  const notes = part(page, "Notes");
  await notes.getByRole("textbox", { name: "Note" }).fill("Ask Ines before quoting.");
  await notes.getByRole("button", { name: "Add the note" }).click();
  const note = notes.getByRole("article").filter({ hasText: "Ask Ines before quoting." });
  await note.waitFor();
  await note.getByRole("button", { name: /^Take away the note/ }).click();
  await note.waitFor({ state: "detached" });
});

test("who may not amend is not offered it", async () => {
  const contract = await contractCalled("READ-1");
  const page = await signedIn(browser, "Agent");
  await open(page, `/contracts/${contract.id}`);
  await expect.poll(() => page.getByRole("button", { name: "Amend" }).count()).toBe(0);
  await expect.poll(() => page.getByRole("checkbox").count()).toBe(0);
});

describe.each(everyLooks)("at $width px, $scheme", (looks) => {
  test("the contract, its history and the dialog are well made", async () => {
    const [a, b] = three.serials;
    const contract = await contractCalled(`LOOKS-${looks.width}-${looks.scheme}`);
    await billedThrough(contract.id, "2026-03-31");
    const suspend: WireChange = { kind: "suspend", startsOn: "2026-08-01", resumesOn: "2026-09-15" };
    const drop: WireChange = { kind: "remove", covered: [{ serial: a }], lastDay: "2026-12-31" };
    await amended(contract.id, [suspend], "Their data centre moves");
    await amended(contract.id, [drop], "Replaced at the end of the year");
    const page = await signedIn(browser, "Finance", looks);
    await open(page, "/contracts?attention=true");
    await expectWellMade(page, "contracts-attention", looks);
    await open(page, `/contracts/${contract.id}`);
    await expectWellMade(page, "contract-amended", looks);
    const dialog = await dropping(page, contract.id, b, "2026-03-20");
    await part(dialog, "Charges and credits").waitFor();
    await expectWellMade(page, "amend", looks);
    await dialog.getByRole("radio", { name: "Correct" }).check();
    await expectWellMade(page, "amend-correct", looks);
  });
});
