import { afterAll, beforeAll, expect, test } from "vitest";
import type { Project } from "#api/projects.ts";
import type { Ticket } from "#api/tickets.ts";
import { openTicket, type OpenTicket } from "#modules/tickets/tickets.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, type TestContextOptions } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { amendContract, signContract, type SignedContract } from "#test/support/signed-contract.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { addWork, getProject, listBudgets, listProjects, setBudgetTerms } from "./projects.ts";
import type { LensAsked } from "./lens.ts";

let database: Database;
let flag: SignedContract;
/** FLAG covers A, B and C at 1,200.00 each from 1 March 2026; B is removed with 20 March as its last day, recorded on the 10th. */
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
  flag = await at("2026-02-20T09:00:00Z", (ctx) =>
    signContract(ctx, {
      number: "FLAG",
      accountId: small.harbor,
      startsOn: "2026-03-01",
      endsBefore: "2027-03-01",
      assets: { A: 120_000n, B: 120_000n, C: 120_000n },
    }),
  );
  const outcome = await at("2026-03-10T09:00:00Z", (ctx) =>
    amendContract(ctx, flag.contractId, { kind: "remove", covered: [flag.subject("B")], lastDay: "2026-03-20" }),
  );
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  const onA = await opened({ serial: "FLAGA" });
  const onB = await opened({ serial: "FLAGB" });
  await work(onA, "2026-03-05", 280, "2026-03-05T20:00:00Z");
  await work(onA, "2026-04-02", 30, "2026-04-03T08:00:00Z");
  await work(onB, "2026-03-25", 45, "2026-03-25T20:00:00Z");
});
afterAll(() => database.close());

const at = <T>(now: string, useCase: Parameters<typeof inTestTransaction<T>>[2], options: TestContextOptions = {}) =>
  inTestTransaction(database, { now, ...options }, useCase);
const opened = (question: OpenTicket["question"]): Promise<Ticket> =>
  at("2026-03-02T09:00:00Z", (ctx) =>
    openTicket(ctx, { question, subject: "Down", description: "", channel: "email", severity: 2 }),
  );
const work = ({ id }: Ticket, workedOn: string, minutes: number, now: string) =>
  at(now, (ctx) => addWork(ctx, id, { worker: "me", workedOn, minutes, note: "" }));
const project = (asked: LensAsked = {}, options: TestContextOptions = {}): Promise<Project> =>
  at("2026-04-10T09:00:00Z", (ctx) => getProject(ctx, flag.contractId, asked), options);
const spring = { from: "2026-03", through: "2026-05" };
const gbp = (minor: number) => ({ minor: String(minor), currency: "GBP" });

test("PRJ1: a project tells budget beside actual by month, in money and in hours, and up to a day", async () => {
  const found = await project(spring);
  expect(found).toMatchObject({
    contractNumber: "FLAG",
    accountName: "Harbor Freightways",
    currency: "GBP",
    asked: { at: "2026-04-10" },
  });
  // 158.71 at 95.00 an hour is 100 minutes; 280 minutes cost 443.33.
  expect(found.months).toEqual([
    { month: "2026-03", budget: gbp(15_871), budgetMinutes: 100, actual: gbp(44_333), actualMinutes: 280 },
    { month: "2026-04", budget: gbp(12_000), budgetMinutes: 76, actual: gbp(4750), actualMinutes: 30 },
    { month: "2026-05", budget: gbp(12_000), budgetMinutes: 76, actual: gbp(0), actualMinutes: 0 },
  ]);
  expect(found.total).toEqual({ budget: gbp(39_871), budgetMinutes: 252, actual: gbp(49_083), actualMinutes: 310 });
  // Ten of April's thirty days: twice 20.00.
  expect(found.toDate).toMatchObject({ budget: gbp(19_871), actualMinutes: 310 });
  expect((await project({ ...spring, at: "2026-04-01" })).toDate).toMatchObject({
    budget: gbp(15_871 + 400),
    actualMinutes: 280,
  });
});

test("PRJ1: the bridge leads from the opening by each amendment to the budget, month by month", async () => {
  const { bridge, total, months } = await project(spring);
  expect(
    bridge.map(({ kind, change, effectiveOn, budget, budgetMinutes }) => [kind, change, effectiveOn, budget, budgetMinutes]),
  ).toEqual([
    ["opening", "activate", "2026-03-01", gbp(54_000), 342],
    ["amendment", "remove", "2026-03-21", gbp(-14_129), -90],
  ]);
  expect(bridge[1]).toMatchObject({ reason: "as agreed", author: "Test administrator", recordedAt: "2026-03-10T09:00:00Z" });
  expect(bridge[1]!.months).toEqual([
    { month: "2026-03", budget: gbp(-2129), budgetMinutes: -14 },
    { month: "2026-04", budget: gbp(-6000), budgetMinutes: -38 },
    { month: "2026-05", budget: gbp(-6000), budgetMinutes: -38 },
  ]);
  const sum = bridge.reduce((minor, step) => minor + Number(step.budget!.minor), 0);
  expect(sum).toBe(Number(total.budget!.minor));
  expect(months.map(({ month }) => month)).toEqual(["2026-03", "2026-04", "2026-05"]);
});

test("COV9: what was known then is told the same, whatever is recorded since", async () => {
  const then = { ...spring, knownAt: "2026-03-09T12:00:00Z", at: "2026-04-10" };
  const before = await project(then);
  expect(before.months.map(({ budget, actualMinutes }) => [budget, actualMinutes])).toEqual([
    [gbp(18_000), 280],
    [gbp(18_000), 0],
    [gbp(18_000), 0],
  ]);
  expect(before.bridge.map(({ change }) => change)).toEqual(["activate"]);
  await at("2026-04-20T09:00:00Z", async (ctx) => {
    const { contractId, subject } = flag;
    await amendContract(ctx, contractId, { kind: "remove", covered: [subject("C")], lastDay: "2026-03-31" });
    await setBudgetTerms(ctx, contractId, { fromMonth: "2026-01", shareBp: 1000, hourlyRateMinor: null, reason: "less" });
  });
  expect(await project(then)).toEqual(before);
  const now = await project(spring);
  expect(now.bridge.map(({ change, budget }) => [change, budget?.minor])).toEqual([
    ["activate", "54000"],
    ["remove", "-14129"],
    ["remove", "-12000"],
    // A tenth: 26.45 in March, 10.00 in April and in May, where it was 278.71.
    ["terms", String(2645 + 1000 + 1000 - 27_871)],
  ]);
});

test("COV13: terms from an earlier month say whether later ones are kept or superseded", async () => {
  const set = (fromMonth: string, shareBp: number, laterTerms?: "keep" | "supersede") =>
    at("2026-05-01T09:00:00Z", (ctx) =>
      setBudgetTerms(ctx, small.c1005, { fromMonth, shareBp, hourlyRateMinor: "10000", reason: "agreed", laterTerms }),
    );
  const told = (terms: Awaited<ReturnType<typeof set>>) =>
    terms.map(({ fromMonth, shareBp, own }) => `${fromMonth} ${shareBp} ${own}`);
  expect(told(await set("2026-06", 5000))).toEqual(["1900-01 6000 false", "2026-06 5000 true"]);
  await expect(set("2026-04", 4000)).rejects.toMatchObject({
    code: "refused",
    message: "Other terms are recorded from 2026-06 on. Say whether those are kept or superseded.",
    extra: { rule: "COV13", errors: [{ pointer: "/body/laterTerms" }] },
  });
  expect(told(await set("2026-04", 4000, "keep"))).toEqual(["1900-01 6000 false", "2026-04 4000 true", "2026-06 5000 true"]);
  expect(told(await set("2026-04", 3000, "supersede"))).toEqual(["1900-01 6000 false", "2026-04 3000 true"]);
  await expect(
    at("2026-05-01T09:00:00Z", (ctx) =>
      setBudgetTerms(ctx, small.n1, { fromMonth: "2026-04", shareBp: 1, hourlyRateMinor: null, reason: "none" }),
    ),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("PRJ1: accounts tell the budget and the work of their contracts, and apart from them what nothing covered", async () => {
  const asked = { from: "2026-03", through: "2026-03", knownAt: "2026-04-15T00:00:00Z", at: "2026-03-31", limit: 50 };
  const { rows } = await at("2026-04-10T09:00:00Z", (ctx) => listBudgets(ctx, asked));
  const harbor = rows.filter(({ accountId }) => accountId === small.harbor);
  // FLAG and SC-1003 are in pounds, the account's own currency is dollars: its exceptions are told in those.
  expect(harbor.map(({ currency, exceptionMinutes, exceptions }) => [currency, exceptionMinutes, exceptions])).toEqual([
    ["USD", 45, { minor: "9000", currency: "USD" }],
    ["GBP", 0, gbp(0)],
  ]);
  expect(harbor[0]!.contracts).toEqual([]);
  expect(harbor[1]!.contracts.map(({ contractNumber, total }) => [contractNumber, total.budget, total.actualMinutes])).toEqual([
    ["FLAG", gbp(15_871), 280],
    ["SC-1003", gbp(6000), 0],
  ]);
  expect(harbor[1]!.total).toMatchObject({ budget: gbp(21_871), actual: gbp(44_333), actualMinutes: 280 });
  const names = rows.map(({ accountName }) => accountName);
  expect(names).toEqual(names.toSorted());
  const paged = await at("2026-04-10T09:00:00Z", (ctx) => listBudgets(ctx, { ...asked, limit: 1 }));
  const next = await at("2026-04-10T09:00:00Z", (ctx) => listBudgets(ctx, { ...asked, limit: 1, cursor: paged.nextCursor! }));
  expect([...paged.rows, ...next.rows]).toEqual(rows);
});

test("PRJ1: a contract that changes hands is each holder's for their days", async () => {
  const asked = { from: "2026-03", through: "2026-04", at: "2026-04-30", limit: 50 };
  const moved = await at("2026-02-20T09:00:00Z", (ctx) =>
    signContract(ctx, {
      number: "HANDS",
      accountId: small.retail,
      startsOn: "2026-03-01",
      endsBefore: "2027-03-01",
      assets: { Z: 120_000n },
    }),
  );
  await at("2026-03-01T09:00:00Z", (ctx) =>
    amendContract(ctx, moved.contractId, { kind: "transfer", accountId: small.northgate, effectiveOn: "2026-04-01" }),
  );
  const of = async (accountId: string) =>
    (await at("2026-05-01T09:00:00Z", (ctx) => listBudgets(ctx, { ...asked, accountId }))).rows
      .flatMap(({ contracts }) => contracts)
      .filter(({ contractNumber }) => contractNumber === "HANDS")
      .map(({ total }) => total.budget);
  expect([await of(small.retail), await of(small.northgate)]).toEqual([[gbp(6000)], [gbp(6000)]]);
});

test("PRJ1: projects are listed by number, found by part of it, page by page", async () => {
  const list = (more: object = {}) => at("2026-04-10T09:00:00Z", (ctx) => listProjects(ctx, { ...spring, limit: 50, ...more }));
  const numbers = async (more: object = {}) => (await list(more)).rows.map(({ contractNumber }) => contractNumber);
  expect(await numbers()).toEqual(["FLAG", "HANDS", "SC-1001", "SC-1002", "SC-1003", "SC-1004", "SC-1005"]);
  expect(await numbers({ q: "1003" })).toEqual(["SC-1003"]);
  expect(await numbers({ accountId: small.harbor })).toEqual(["FLAG", "SC-1003"]);
  const first = await list({ limit: 2 });
  expect((await list({ limit: 2, cursor: first.nextCursor })).rows.map(({ contractNumber }) => contractNumber)).toEqual([
    "SC-1001",
    "SC-1002",
  ]);
  expect((await list({ q: "1003" })).rows[0]!.total).toMatchObject({ budget: gbp(6000), budgetMinutes: 38 });
});

test("PRJ1: months that run backwards, or are too many, are refused", async () => {
  await expect(project({ from: "2026-05", through: "2026-04" })).rejects.toMatchObject({ code: "refused" });
  await expect(project({ from: "1990-01", through: "2026-04" })).rejects.toThrow(/436 months/);
  expect((await project({ from: "2026-05" })).asked).toMatchObject({ from: "2026-05", through: "2027-04" });
  expect((await project({ through: "2026-05" })).asked).toMatchObject({ from: "2025-06", through: "2026-05" });
  expect((await project()).asked).toMatchObject({ from: "2026-01", through: "2026-12", at: "2026-04-10", knownAt: null });
});
