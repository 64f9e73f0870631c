import { afterEach, beforeEach, expect, test } from "vitest";
import type { ImportReport } from "#api/imports.ts";
import { amend, type Change, type ContractFacts } from "#core/amendments/index.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { sheetsFrom, unwatched } from "#test/support/sheets.ts";
import { runSheets } from "./run.ts";

let database: Database;
let id: string;
beforeEach(async () => {
  database = await testDatabase();
  await inTestTransaction(database, {}, ensureStandardPlans);
  await take(books);
  id = await within(async (ctx) => (await contracts.contractsByNumber(ctx, ["C1"])).get("c1")!.id);
});
afterEach(() => database.close());

const contractHead =
  "Contract No,Customer Ref,Customer,Support Level,Start,End,Currency,Billing,Cancelled on,Renewal of,Time zone\n";
const contract = `${contractHead}C1,A1,Acme,Gold,01/01/2024,31/12/2024,GBP,Annual,,,\n`;
const lineHead = "Contract No,Line,Covers,Serial No,Product,From,To,Value p.a.,Removed on\n";
const lines = `${lineHead}C1,1,Asset,ABC101,,01/01/2024,31/12/2024,1200.00,\nC1,2,Asset,ABC102,,01/01/2024,31/12/2024,600.00,\n`;
const books = {
  customers: "Customer Ref,Customer,Time zone,Currency\nA1,Acme,Europe/London,GBP\n",
  assets: "Asset Tag,Serial Number,Product,Customer Ref\nT1,ABC101,nginx,A1\nT2,ABC102,nginx,A1\nT3,ABC103,nginx,A1\n",
  contracts: contract,
  lines,
};

async function take(files: Readonly<Record<string, string>>): Promise<ImportReport> {
  const sheets = await sheetsFrom(Object.entries(files).map(([name, bytes]) => ({ name: `${name}.csv`, bytes })));
  return runSheets(testShell(database), testActor("finance"), sheets, false, unwatched);
}

const within = <T>(useCase: (ctx: Context) => Promise<T>): Promise<T> =>
  inTestTransaction(database, { role: "finance" }, useCase);
const factsOf = (ctx: Context): Promise<contracts.ContractDetail> => contracts.getContract(ctx, id, { at: "2024-06-01" });

/** Amends C1 as a person does. Lines are named by their number. */
const amendHere = (change: (line: (number: string) => string, before: ContractFacts) => Change) =>
  within(async (ctx) => {
    const before = await facts(ctx);
    const line = (number: string) => before.lines.find((one) => one.number === number)!.id;
    const outcome = amend(before, {
      ...change(line, before),
      id: ctx.newId(),
      reason: "agreed by telephone",
      author: ctx.actor.id,
    });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    await contracts.writeAmended(ctx, outcome.value, {});
    return outcome.value.recorded.id;
  });
const facts = async (ctx: Context): Promise<ContractFacts> =>
  (await contracts.loadFacts(ctx, [id], { forUpdate: true })).get(id)!;
const removeTwo = () =>
  amendHere((line, { coverage }) => {
    const { lineId, subject } = coverage.find((one) => one.lineId === line("2"))!;
    return { kind: "remove", covered: [{ lineId, subject }], lastDay: "2024-03-31" };
  });

/** What stands of C1: header and coverage. */
const standing = () =>
  within(async (ctx) => {
    const { header, coverage } = await facts(ctx);
    return { header, coverage: coverage.map(({ id: _, ...fact }) => fact) };
  });
const remarks = (report: ImportReport) => report.files.flatMap((file) => file.remarked.map(({ row, code }) => `${row} ${code}`));
const counts = (report: ImportReport) =>
  report.files.map(({ made, changed, unchanged, refused }) => [made, changed, unchanged, refused.length]);

test("IMP1: a line that was amended here is left as it is and told of, the others are taken as ever", async () => {
  await removeTwo();
  const before = await standing();
  const same = await take({ contracts: contract, lines });
  expect(counts(same)).toEqual([
    [0, 0, 1, 0],
    [0, 0, 2, 0],
  ]);
  expect(remarks(same)).toEqual(["3 amended_here"]);
  expect(same.files[1]!.remarked[0]!.message).toMatch(
    /^C1 line 2 was changed here by Test finance on \d\d\/\d\d\/\d{4}, and stays as it is here\. /,
  );
  expect(await standing()).toEqual(before);

  const dearer = await take({ lines: lines.replace("1200.00", "1300.00").replace("600.00", "700.00") });
  expect([counts(dearer), remarks(dearer)]).toEqual([[[0, 1, 1, 0]], ["3 amended_here"]]);
  const { coverage } = await standing();
  expect(coverage.map(({ yearlyMinor, endsBefore }) => [yearlyMinor, endsBefore]).toSorted()).toEqual([
    ["130000", "2025-01-01"],
    ["60000", "2024-04-01"],
  ]);
});

test("IMP1: a row that says what stands here again after all is unchanged, without a word", async () => {
  const removed = await removeTwo();
  await within(async (ctx) => {
    const outcome = amend(await facts(ctx), {
      kind: "reverse",
      amendmentId: removed,
      id: ctx.newId(),
      reason: "a slip",
      author: "x",
    });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    await contracts.writeAmended(ctx, outcome.value, {});
  });
  const again = await take({ contracts: contract, lines });
  expect([counts(again), remarks(again)]).toEqual([[[0, 0, 1, 0], [0, 0, 2, 0]], []]); // oxfmt-ignore
});

test("IMP1: a contract that was cancelled here stays cancelled, and so do its lines", async () => {
  await amendHere(() => ({ kind: "cancel", lastDay: "2024-03-31" }));
  const before = await standing();
  const again = await take({ contracts: contract, lines });
  // The lines' rows say what stands: of a line that runs to the end of its contract a sheet does not say more.
  expect(remarks(again)).toEqual(["2 amended_here"]);
  expect(await standing()).toEqual(before);
  expect(await within(factsOf)).toMatchObject({ state: "cancelled" });
});

test("IMP1: a header is left as it is where any of its contract was amended here, for it would reach the amended line", async () => {
  await removeTwo();
  const before = await standing();
  const silver = await take({ contracts: contract.replace("Gold", "Silver") });
  expect([counts(silver), remarks(silver)]).toEqual([[[0, 0, 1, 0]], ["2 amended_here"]]);
  expect(await standing()).toEqual(before);
});

test("IMP1: a line that a shortened contract cut is left, though its row reaches beyond", async () => {
  await amendHere((_, { coverage }) => ({ kind: "shorten", lastDay: "2024-06-30", agreedClamps: coverage }));
  const before = await standing();
  const again = await take({ lines });
  expect([counts(again), remarks(again)]).toEqual([[[0, 0, 2, 0]], ["2 amended_here", "3 amended_here"]]);
  expect(await standing()).toEqual(before);
});

test("IMP1: a new line of a contract that is suspended on some days is refused, not lost and not covered wrongly", async () => {
  await amendHere(() => ({ kind: "suspend", startsOn: "2024-03-01", resumesOn: "2024-04-01" }));
  const more = `${lines}C1,3,Asset,ABC103,,01/01/2024,31/12/2024,1.00,\n`;
  const report = await take({ lines: more });
  expect(report.files[0]!.refused).toMatchObject([
    { row: 4, code: "amended_here", message: expect.stringContaining("Add line 3 by an amendment") },
  ]);
  expect(remarks(report)).toEqual(["2 amended_here", "3 amended_here"]);
});

test("IMP1: a draft made here is not signed by a sheet", async () => {
  const draft = await within(async (ctx) => {
    const known = await contracts.contractsByNumber(ctx, ["C1"]);
    const { accountId, planId } = known.get("c1")!;
    return contracts.createContract(ctx, {
      number: "D1",
      accountId,
      planId,
      startsOn: "2024-01-01",
      endsBefore: null,
      signedOn: null,
      renewalOf: null,
      billingEvery: "year",
      billingTiming: "advance",
      anchorDay: null,
      noticeDays: 90,
      renewalMode: "manual",
      suspensionMovesEnd: false,
      lines: [],
    });
  });
  const report = await take({
    contracts: contract.replace("C1", "D1"),
    lines: lines.replaceAll("C1,", "D1,").replaceAll("ABC101", "ABC103").split("\n").slice(0, 2).join("\n"),
  });
  expect(remarks(report)).toEqual(["2 amended_here"]);
  expect(report.files[1]!.refused).toMatchObject([{ code: "amended_here" }]);
  expect(await within((ctx) => contracts.getContract(ctx, draft.id))).toMatchObject({ state: "draft", revision: 1 });
});

test("COV9: what an import changed of a header or a line can be read as it was known before", async () => {
  const known = Temporal.Now.instant();
  const until = "30/06/2024";
  await take({ lines: lines.replaceAll("31/12/2024", until) });
  await take({ contracts: contract.replace("31/12/2024", until) });
  const [now, then] = await within(async (ctx) => [
    await contracts.getContract(ctx, id),
    await contracts.getContract(ctx, id, { knownAt: known }),
  ] as const); // oxfmt-ignore
  expect([now.endsBefore, now.lineList.map((line) => line.endsBefore)]).toEqual(["2024-07-01", ["2024-07-01", "2024-07-01"]]);
  expect([then.endsBefore, then.lineList.map((line) => line.endsBefore)]).toEqual(["2025-01-01", ["2025-01-01", "2025-01-01"]]);
});
