/** Invented customers, their estate, contracts and two years of tickets, to look around in. */

import * as accounts from "#modules/accounts/accounts.ts";
import * as assets from "#modules/assets/assets.ts";
import { changeBillingSettings } from "#modules/billing/billing.ts";
import { markDemo } from "#modules/identity/identity.ts";
import { listPlans } from "#modules/plans/plans.ts";
import * as products from "#modules/products/products.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import { type Context, inTransaction, type Shell } from "#platform/context.ts";
import { systemActor } from "#platform/permit.ts";
import { drawContracts } from "./contracts.ts";
import { type Duty, drawDuties, workThroughExceptions } from "./diligence.ts";
import { type Draw, drawEstate, type Estate } from "./estate.ts";
import { inOrder, record } from "./happenings.ts";
import { billingDays, vendor } from "./billing.ts";
import { correctAllowances, decideByHand, type Lived } from "./by-hand.ts";
import { type Matter, matters, secondContract } from "./matters.ts";
import { makeOffers } from "./offers.ts";
import { type Colleague, makePeople, type People } from "./people.ts";
import { makeRandom } from "./random.ts";
import { type Call, drawCalls, liveThrough, prepareCall } from "./tickets.ts";
import { recordWork } from "./work.ts";

/** Any number does; this one draws data with something of everything near the top of each list. */
const demoSeed = 20_260;
/** Days since which the register has its customers and what they have: longer than anything is told of them. */
const daysKnown = 800;

/**
 * Fills a new database that has the standard plans: all of it or none. Everything is drawn from one seed and reckoned from
 * `now`, so that the same instant gives the same data. Contracts and tickets happen in order of time, each recorded as of
 * its day, so that a past decision knew what the desk knew then.
 */
export async function seedDemo(shell: Shell, now: Temporal.Instant = Temporal.Now.instant()): Promise<void> {
  await inTransaction(shell, systemActor, (ctx) => fill(ctx), now.round({ smallestUnit: "second", roundingMode: "floor" }));
}

async function fill(base: Context): Promise<void> {
  const random = makeRandom(demoSeed);
  const { now } = base;
  const draw: Draw = { random, now, today: now.toZonedDateTimeISO("UTC").toPlainDate() };
  const ctx: Context = { ...base, newId: orderedIds(draw) };
  const estate = drawEstate(draw);
  await recordEstate({ ...ctx, now: now.subtract({ hours: daysKnown * 24 }) }, estate);
  const people = await makePeople(ctx, estate.customers[0]!);
  await changeBillingSettings({ ...ctx, actor: people.finance }, vendor);
  await liveThroughTwoYears(ctx, draw, estate, people);
  await makeOffers({ ...ctx, actor: people.manager }, draw);
  await markDemo(ctx);
}

/** Ids a millisecond apart, so that what is made later also sorts later. */
function orderedIds({ random, now }: Draw): () => string {
  let made = 0;
  return () => random.id(now.add({ milliseconds: (made += 1) }));
}

async function recordEstate(ctx: Context, { customers, products: master, versions }: Estate): Promise<void> {
  await accounts.recordAccounts(
    ctx,
    customers.map(({ account }) => account),
  );
  await accounts.recordSites(
    ctx,
    customers.flatMap(({ sites }) => sites),
  );
  await accounts.recordContacts(
    ctx,
    customers.flatMap(({ contacts }) => contacts),
  );
  await products.recordProducts(ctx, master);
  await products.recordProductVersions(ctx, versions);
  await assets.recordAssets(
    ctx,
    customers.flatMap((customer) => customer.assets),
  );
}

async function liveThroughTwoYears(ctx: Context, draw: Draw, estate: Estate, people: People): Promise<void> {
  const { agents, finance } = people;
  const plans = new Map((await listPlans(ctx)).map(({ name, id }) => [name, id]));
  const contracts = drawContracts(draw, estate, plans);
  const second = secondContract(draw, estate.customers, contracts, plans.get("Bronze")!);
  const happenings = inOrder([...contracts, second, ...billingDays(draw)]);
  const duties = drawDuties(draw, estate.customers, happenings, people);
  const lived: Lived[] = [];
  const calls: (Call | Matter)[] = [...drawCalls(draw, estate.customers), ...matters(draw, estate.customers, contracts)];
  for (const call of calls.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))) {
    while (happenings[0] !== undefined && isBefore(happenings[0].at, call.at)) await record(ctx, happenings.shift()!, finance);
    while (duties[0] !== undefined && isBefore(duties[0].at, call.at)) await carryOut(ctx, duties.shift()!);
    lived.push(await live(ctx, draw, call, agents));
  }
  for (const happening of happenings) await record(ctx, happening, finance);
  for (const duty of duties) await carryOut(ctx, duty);
  await tickets.saveActs(ctx, lived);
  await recordWork(ctx, draw, lived);
  await decideByHand(ctx, draw, { lived, customers: estate.customers, people });
  await correctAllowances(ctx, estate.customers, finance);
  await workThroughExceptions({ ...ctx, actor: people.manager }, draw);
}

const carryOut = (ctx: Context, { at, carryOut: act }: Duty): Promise<void> => act({ ...ctx, now: at });

/** The ticket's own row is saved at once, for the next decision to count it; what was said and what the clocks heard follows at the end. */
async function live(ctx: Context, draw: Draw, call: Call | Matter, agents: readonly Colleague[]): Promise<Lived> {
  const opened = await prepareCall(ctx, call);
  const before = { ticket: opened.ticket, clocks: [], said: [], decided: [] };
  await tickets.saveActs(ctx, [{ before: null, after: before }]);
  const serial = call.words["serial"]!;
  if ("shows" in call) return { before, after: opened, shows: call.shows, serial };
  return { before, after: liveThrough(draw, call, opened, agents), serial };
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) <= 0;
