import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { amend, type Change, type ContractFacts } from "#core/amendments/index.ts";
import { writeAmended } from "#modules/contracts/contracts.ts";
import { openTicket } from "#modules/tickets/tickets.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { factsOf, signContract, type SignedContract } from "#test/support/signed-contract.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { addWork, budgetEffects, listWork, rebook, rebookings, rebookSince, type WorkMove } from "./projects.ts";

let database: Database;
let contract: SignedContract;
/** Each test has a contract of its own, and sees the work that it entered. */
let number = "";
let entered = new Set<string>();
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());
let contracts = 0;
beforeEach(async () => {
  contracts += 1;
  number = `FLAG${contracts}`;
  entered = new Set();
  contract = await at("2026-02-20T09:00:00Z", (ctx) =>
    signContract(ctx, {
      number,
      accountId: small.northgate,
      startsOn: "2026-03-01",
      endsBefore: "2027-03-01",
      assets: { A: 120_000n, B: 120_000n, C: 120_000n },
      spares: ["D"],
    }),
  );
});

const at = <T>(now: string, useCase: Parameters<typeof inTestTransaction<T>>[2]) =>
  inTestTransaction(database, { role: "administrator", now }, useCase);

/** Work on a ticket about an asset, on each of the days. */
async function worked(asset: string, ...days: string[]): Promise<void> {
  const { id } = await at("2026-03-02T09:00:00Z", (ctx) =>
    openTicket(ctx, {
      question: { serial: `${number}${asset}` },
      subject: asset,
      description: "",
      channel: "email",
      severity: 2,
    }),
  );
  for (const workedOn of days)
    entered.add(
      (await at("2026-06-30T09:00:00Z", (ctx) => addWork(ctx, id, { worker: "me", workedOn, minutes: 60, note: asset }))).id,
    );
}

async function after(ctx: Parameters<Parameters<typeof at>[1]>[0], change: Change) {
  const before = await factsOf(ctx, contract.contractId);
  const outcome = amend(before, { id: ctx.newId(), reason: "asked", author: "test", ...change });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return { before, amended: outcome.value };
}

const previewed = (change: Change, now = "2026-07-01T09:00:00Z"): Promise<WorkMove[]> =>
  at(now, async (ctx) => {
    const { before, amended } = await after(ctx, change);
    return rebookings(ctx, before, amended.state);
  });
const committed = (change: Change, now = "2026-07-01T09:00:00Z"): Promise<{ moves: WorkMove[]; amendmentId: string }> =>
  at(now, async (ctx) => {
    const { before, amended } = await after(ctx, change);
    const moves = await rebookings(ctx, before, amended.state, { forUpdate: true });
    const { recordedAt } = await writeAmended(ctx, amended, {});
    await rebook(ctx, moves, { amendmentId: amended.recorded.id, recordedAt });
    return { moves, amendmentId: amended.recorded.id };
  });
/** What the test entered, as known then, with its contract told as FLAG. */
const listed = (knownAt?: string) =>
  at("2026-07-02T09:00:00Z", (ctx) => listWork(ctx, { booked: "any", knownAt, limit: 200 })).then(({ rows }) =>
    rows.filter(({ id }) => entered.has(id)),
  );
const flag = (contractNumber: string | null) => (contractNumber === number ? "FLAG" : contractNumber);
const booked = async (knownAt?: string) =>
  (await listed(knownAt)).map(({ note, booking }) => `${note} ${booking.bookedOn} ${flag(booking.contractNumber)}`).toSorted();
const shown = (moves: readonly WorkMove[]) =>
  moves.map(({ shown: one }) => `${one!.workedOn} ${flag(one!.before)} → ${flag(one!.after)}`);
const drop: Change = { kind: "remove", covered: [], lastDay: "2026-03-20" };
const dropB = (): Change => ({ ...drop, covered: [contract.subject("B")] });

test("PRJ2: an amendment moves the work on the days that it changes, and names itself; as known before it is where it was", async () => {
  await worked("B", "2026-03-20", "2026-03-21", "2026-05-10");
  await worked("A", "2026-03-21");
  const before = await booked();
  expect(before).toEqual(["A 2026-03-21 FLAG", "B 2026-03-20 FLAG", "B 2026-03-21 FLAG", "B 2026-05-10 FLAG"]);

  const preview = await previewed(dropB());
  expect(shown(preview)).toEqual(["2026-03-21 FLAG → null", "2026-05-10 FLAG → null"]);
  expect(await booked()).toEqual(before);

  const { moves, amendmentId } = await committed(dropB());
  expect(moves).toEqual(preview);
  const found = await booked();
  expect(found).toEqual(["A 2026-03-21 FLAG", "B 2026-03-20 FLAG", "B 2026-03-21 null", "B 2026-05-10 null"]);
  const exceptions = (await listed()).filter(({ booking }) => booking.kind === "exception");
  expect(exceptions.map(({ booking }) => [booking.amendmentId, booking.rule])).toEqual([
    [amendmentId, "COV3"],
    [amendmentId, "COV3"],
  ]);
  expect(await booked("2026-06-30T12:00:00Z")).toEqual(before);
});

test("PRJ2: taken back, it moves the work back", async () => {
  await worked("B", "2026-03-21");
  const { amendmentId } = await committed(dropB());
  await at("2026-07-01T10:00:00Z", async (ctx) => {
    const before = await factsOf(ctx, contract.contractId);
    const outcome = amend(before, { id: ctx.newId(), reason: "by mistake", author: "test", kind: "reverse", amendmentId });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    const moves = await rebookings(ctx, before, outcome.value.state, { forUpdate: true });
    await writeAmended(ctx, outcome.value, {});
    await rebook(ctx, moves, { amendmentId: outcome.value.recorded.id });
  });
  expect(await booked()).toEqual(["B 2026-03-21 FLAG"]);
  expect(await booked("2026-07-01T09:30:00Z")).toEqual(["B 2026-03-21 null"]);
});

test("PRJ2: what an import records otherwise moves work too, and names the contract's correction", async () => {
  await worked("B", "2026-03-20", "2026-03-21");
  await worked("A", "2026-03-21");
  await at("2026-07-01T09:00:00Z", async (ctx) => {
    const { amended } = await after(ctx, dropB());
    await writeAmended(ctx, amended, {});
    await rebookSince(ctx, ctx.now);
  });
  expect(await booked()).toEqual(["A 2026-03-21 FLAG", "B 2026-03-20 FLAG", "B 2026-03-21 null"]);
  const [moved] = (await listed()).filter(({ booking }) => booking.amendmentId !== null);
  expect(moved).toMatchObject({ workedOn: "2026-03-21", booking: { kind: "exception" } });
  await at("2026-07-02T09:00:00Z", (ctx) => rebookSince(ctx, ctx.now));
  expect(await booked("2026-06-30T12:00:00Z")).toEqual(["A 2026-03-21 FLAG", "B 2026-03-20 FLAG", "B 2026-03-21 FLAG"]);
});

test("PRJ2: suspended days are nobody's; work on them moves, on the others it stays", async () => {
  await worked("A", "2026-03-10", "2026-03-11", "2026-03-20", "2026-03-21");
  const moves = await previewed({ kind: "suspend", startsOn: "2026-03-11", resumesOn: "2026-03-21" });
  expect(shown(moves)).toEqual(["2026-03-11 FLAG → null", "2026-03-20 FLAG → null"]);
});

test("PRJ2: work done before there was cover moves in when it is recorded, under a plan new to the contract too", async () => {
  await worked("D", "2026-04-10");
  expect(await booked()).toEqual(["D 2026-04-10 null"]);
  const planId = await at("2026-04-01T00:00:00Z", (ctx) =>
    ctx.tx.selectFrom("plan").select("id").where("name", "=", "Silver").executeTakeFirstOrThrow(),
  );
  const { lineId, subject } = contract.subject("D");
  const add: Change = {
    kind: "add",
    line: lineId,
    subjects: [subject],
    planId: planId.id,
    yearlyMinor: "90000",
    startsOn: "2026-04-01",
    endsBefore: "2027-03-01",
  };
  const { moves } = await committed(add);
  expect(shown(moves)).toEqual(["2026-04-10 null → FLAG"]);
  expect(await booked()).toEqual(["D 2026-04-10 FLAG"]);
});

test("PRJ2: another price moves no work, and another plan leaves it with its contract", async () => {
  await worked("A", "2026-04-10");
  const covered = [contract.subject("A")];
  expect(await previewed({ kind: "reprice", covered, yearlyMinor: "130000", effectiveOn: "2026-04-01" })).toEqual([]);
  const { id } = await at("2026-04-01T00:00:00Z", (ctx) =>
    ctx.tx.selectFrom("plan").select("id").where("name", "=", "Silver").executeTakeFirstOrThrow(),
  );
  const moved = await previewed({ kind: "move", covered, planId: id, effectiveOn: "2026-04-01" });
  expect(moved.map(({ shown: told, booking: { contractId, planId } }) => ({ told, contractId, planId }))).toEqual([
    { told: null, contractId: contract.contractId, planId: id },
  ]);
});

test("PRJ1: the flagship's preview of the budget: −21.29 in March, −60.00 a month from April to the end of the term", async () => {
  const effects = (change: Change, now = "2026-03-10T09:00:00Z") =>
    at(now, async (ctx) => {
      const { before, amended } = await after(ctx, change);
      return (await budgetEffects(ctx, before, amended.state)).months;
    });
  const months = await effects(dropB());
  const moved = (one: (typeof months)[number]) => Number(one.afterMinor) - Number(one.beforeMinor);
  expect(months.map((one) => `${one.month} ${moved(one)}`)).toEqual([
    "2026-03 -2129",
    ...["04", "05", "06", "07", "08", "09", "10", "11", "12"].map((month) => `2026-${month} -6000`),
    "2027-01 -6000",
    "2027-02 -6000",
  ]);
  expect(months[0]).toMatchObject({ beforeMinor: "18000", afterMinor: "15871", beforeMinutes: 114, afterMinutes: 100 });
  expect(await effects({ kind: "transfer", accountId: small.harbor, effectiveOn: "2026-05-01" })).toEqual([]);
  expect((await effects({ kind: "extend", endsBefore: null, carries: "what_runs_to_the_end" })).length).toBe(24);
});

test("PRJ1: five thousand assets are previewed at once", async () => {
  const facts = await at("2026-03-10T09:00:00Z", (ctx) => factsOf(ctx, contract.contractId));
  const [one] = facts.coverage;
  const many = Array.from({ length: 5000 }, (_, n) => ({
    ...one!,
    id: `many-${n}`,
    subject: { kind: "asset", assetId: `0198a000-0000-7000-8000-${String(n).padStart(12, "0")}`, coversParts: false } as const,
    yearlyMinor: String(100_000 + n),
  }));
  const large: ContractFacts = { ...facts, coverage: [...facts.coverage, ...many] };
  const smaller: ContractFacts = { ...large, coverage: large.coverage.slice(0, -1) };
  const [months, moves] = await at("2026-03-10T09:00:00Z", async (ctx) => [
    (await budgetEffects(ctx, large, smaller)).months,
    await rebookings(ctx, large, smaller),
  ]);
  expect([months.length, moves]).toEqual([12, []]);
});
