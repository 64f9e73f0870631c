import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { createContract, listCovered } from "#api/contracts.ts";
import { changeRanking, createPlan, getPlan, getRanking, listPlans, listPlanTemplates } from "#api/plans.ts";
import { createTierRule } from "#api/tiers.ts";
import { anew } from "./support/anew.ts";
import { everyLooks, openBrowser } from "./support/browser.ts";
import { api } from "./support/subjects.ts";
import { uncoveredThree } from "./support/three-assets.ts";
import { open, signedIn } from "./support/visitor.ts";
import { expectSaid, expectWellMade } from "./support/well-made.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const today = Temporal.Now.plainDateISO("UTC");

/** A plan with Silver's terms under a name of its own. */
async function planCalled(name: string) {
  const { rows } = await api().call(listPlans, {});
  const { terms } = rows.find((plan) => plan.name === "Silver")!;
  return api().call(createPlan, { body: { name: anew(name), terms } });
}

const tryIt = (page: Page) => page.getByRole("region", { name: "Try it" });
const save = (page: Page) => page.getByRole("button", { name: /^Save/ });

test("ALW9: a plan is made from a template in one step", async () => {
  const { rows } = await api().call(listPlanTemplates, {});
  const name = anew("From a template");
  const page = await signedIn(browser, "Manager");
  await open(page, "/plans");
  await page.keyboard.press("n");
  const making = page.getByRole("dialog");
  await making.getByLabel("Name").fill(name);
  await making.getByLabel("Template").selectOption({ label: rows[0]!.name });
  await page.getByRole("button", { name: "Make plan" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  const { versions } = await api().call(getPlan, { params: { id: page.url().split("/").at(-1)! } });
  expect(versions.map(({ terms, reason }) => [terms, reason])).toEqual([
    [rows[0]!.terms, `Made from the template ${rows[0]!.name}`],
  ]);
});

test("SLA4: a plan in force is changed from a day: typed, dragged, tried live, and told with what changed", async () => {
  const plan = await planCalled("Journeys");
  const page = await signedIn(browser, "Manager");
  await open(page, `/plans/${plan.id}`);
  await page.keyboard.press("e");
  await tryIt(page).getByText("Covered", { exact: true }).waitFor();

  await tryIt(page).getByLabel("How").selectOption("fax");
  await tryIt(page).getByText("Not covered", { exact: true }).waitFor();
  await tryIt(page).getByRole("heading", { name: "What would help" }).waitFor();
  await page.getByRole("group", { name: "Channels admitted" }).getByText("Fax").click();
  await tryIt(page).getByText("Covered", { exact: true }).waitFor();

  await page.getByLabel("Monday").fill("7-12, 13-19");
  await page.getByLabel("Monday").press("Enter");
  await expect.poll(() => page.getByLabel("Monday").inputValue()).toBe("07:00–12:00, 13:00–19:00");
  await dragAcross(page, "[data-row='5']", 0.375, 0.5);
  await expect.poll(() => page.getByLabel("Saturday").inputValue()).toBe("09:00–12:00");

  const later = today.add({ days: 40 });
  await page.getByLabel("From", { exact: false }).last().fill(later.toString());
  await page.getByRole("textbox", { name: "Why" }).fill("Saturdays were asked for");
  await save(page).click();
  await page.getByText("To come").waitFor();
  await page.getByText("Mon 07:00–12:00, 13:00–19:00; Tue–Fri 08:00–18:00; Sat 09:00–12:00").waitFor();
  const { versions } = await api().call(getPlan, { params: { id: plan.id } });
  expect(versions.map(({ effectiveOn, phase, reason }) => [effectiveOn, phase, reason])).toEqual([
    [later.toString(), "to_come", "Saturdays were asked for"],
    [versions[1]!.effectiveOn, "now", "made"],
  ]);
  await page.getByText("Mon–Fri 08:00–18:00").first().waitFor(); // what it promises today stays
});

async function dragAcross(page: Page, selector: string, from: number, to: number): Promise<void> {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const box = (await page.locator(selector).boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
}

test("ENT5: what is wrong stands at its field with what to do; nothing is lost by a failed save, by leaving or by a reload", async () => {
  const plan = await planCalled("Faulty");
  const page = await signedIn(browser, "Manager");
  await open(page, `/plans/${plan.id}/edit`);
  await page.getByLabel("Resolution, 1 · Critical").fill("4");
  await page.getByText("4 of what? Write 4 h, 4 working hours, 4 working days or 4 days.").first().waitFor();
  await page.getByRole("button", { name: "1 thing to mend" }).click();
  await expect
    .poll(() => page.getByLabel("Resolution, 1 · Critical").evaluate((cell) => cell === document.activeElement))
    .toBe(true);
  await page.getByLabel("Resolution, 1 · Critical").fill("4 wh");
  await page.getByRole("button", { name: "Mon–Fri 09–17" }).click();
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) await page.getByLabel(day).fill("");
  await page
    .getByText(/never open/)
    .first()
    .waitFor();
  await page.getByLabel("Monday").fill("9–17");
  await page.getByText(/to mend/).waitFor({ state: "detached" });

  await page.getByRole("link", { name: "Tickets" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Keep editing" }).click();
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText("What you had written is back").waitFor();
  await expect.poll(() => page.getByLabel("Resolution, 1 · Critical").inputValue()).toBe("4 working hours");

  await page.getByRole("textbox", { name: "Why" }).fill("Mondays alone");
  await page.route("**/versions", (route) => route.abort());
  await save(page).click();
  await page.getByText("The server does not answer.").waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Why" }).inputValue()).toBe("Mondays alone");
  await page.unroute("**/versions");
  await save(page).click();
  await expectSaid(page, "Mondays alone");
});

test("ENT3: the ranking is reordered by keys, replayed over past decisions, and saved with its reason", async () => {
  const before = await api().call(getRanking, {});
  const page = await signedIn(browser, "Manager");
  try {
    await open(page, "/ranking");
    await page.getByRole("button", { name: /^The account, 5 of 6/ }).press("Home");
    await page.getByRole("button", { name: /^The account, 1 of 6/ }).waitFor();
    await page.getByRole("button", { name: "See what would have differed" }).click();
    await page.getByText(/decisions made again: .* would have differed\.$/).waitFor();
    const reason = anew("Lines for everything come first");
    await page.getByLabel("Why").fill(reason);
    await page.getByRole("button", { name: "Save the ranking" }).click();
    await expectSaid(page, reason);
    expect((await api().call(getRanking, {})).scopes[0]).toBe("account");
  } finally {
    const { version } = await api().call(getRanking, {});
    const { scopes, sources } = before;
    const headers = { "if-match": `"${version}"` };
    await api().call(changeRanking, { headers, body: { scopes, sources, reason: "As it was before" } });
  }
});

test("what is asked again in the background and fails takes nothing from who is reordering", async () => {
  const page = await signedIn(browser, "Manager");
  await page.clock.install();
  await open(page, "/ranking");
  await page.getByRole("button", { name: /^The account, 5 of 6/ }).press("Home");
  const moved = page.getByRole("button", { name: /^The account, 1 of 6/ });
  await moved.waitFor();
  let asked = 0;
  await page.route("**/api/v1/ranking", (route) => {
    asked += 1;
    return route.abort();
  });
  await page.clock.fastForward(60_000);
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
  await expect.poll(() => asked).toBe(3);
  await page.evaluate("new Promise((drawn) => setTimeout(drawn, 500))");
  expect(await moved.count()).toBe(1);
});

test("ALW9: a tier's proposal is looked at and applied by one key; another is declined with a reason", async () => {
  const [small, large] = [await planCalled("Small"), await planCalled("Large")];
  const [first, second] = [anew("TIER-1"), anew("TIER-2")];
  const contracts = [await contractUnder(small.id, first), await contractUnder(small.id, second)];
  await api().call(createTierRule, {
    body: {
      key: anew("journey-boxes"),
      noun: "boxes",
      counts: "any",
      moves: { only: [small.id] },
      tiers: [
        { atLeast: 2, planId: large.id },
        { atLeast: 0, planId: small.id },
      ],
    },
  });
  const page = await signedIn(browser, "Administrator");
  await open(page, "/tiers");
  await page.getByRole("button", { name: `Look at ${large.name} for ${first}` }).click();
  const dialog = page.getByRole("dialog", { name: `${large.name} for` });
  await dialog.getByRole("region", { name: "Coverage" }).waitFor();
  await dialog
    .getByRole("button", { name: `Apply ${large.name}` })
    .and(page.locator(":enabled"))
    .waitFor();
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  const plansCovering = async () =>
    (await api().call(listCovered, { params: { id: contracts[0]! }, query: {} })).rows.map(({ plan }) => plan);
  await expect.poll(plansCovering).toEqual([large.name, large.name, large.name]);

  await page.getByRole("button", { name: `Decline ${large.name} for ${second}` }).click();
  const reason = anew("They are about to give one back");
  await page.getByRole("dialog").getByLabel("Why").fill(reason);
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expectSaid(page, reason);
});

/** A contract of three assets under the plan; a service of its own lets it cover what others cover too. */
async function contractUnder(planId: string, number: string): Promise<string> {
  const { accountId, serials } = await uncoveredThree(today.toString());
  const { id } = await api().call(createContract, {
    body: {
      number,
      accountId,
      planId,
      currency: "GBP",
      timeZone: "UTC",
      startsOn: today.subtract({ days: 20 }).toString(),
      endsBefore: today.add({ days: 300 }).toString(),
      billingEvery: "month",
      signedOn: today.subtract({ days: 30 }).toString(),
      lines: [{ number: "1", service: number, covers: serials.map((serial) => ({ subject: { serial }, yearlyMinor: "12000" })) }],
    } as never,
  });
  return id;
}

describe.each(everyLooks)("at $width px, $scheme", (looks) => {
  test("plan, its form, the ranking and the tiers are well made", async () => {
    const { rows } = await api().call(listPlans, {});
    const silver = rows.find(({ name }) => name === "Silver")!;
    const page = await signedIn(browser, "Manager", looks);
    await open(page, `/plans/${silver.id}`);
    await expectWellMade(page, "plan", looks);
    await open(page, `/plans/${silver.id}/edit`);
    await tryIt(page).getByText("Covered", { exact: true }).waitFor();
    await expectWellMade(page, "plan-form", looks);
    await open(page, "/ranking");
    await expectWellMade(page, "ranking", looks);
    await open(page, "/tiers");
    await expectWellMade(page, "tiers", looks);
    await page.keyboard.press("n");
    await page.getByRole("dialog").getByRole("button", { name: "Save rule" }).click();
    await expectWellMade(page, "tier-form", looks);
  });
});
