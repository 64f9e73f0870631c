import { beforeEach, expect, test } from "vitest";
import { amend, type Change, type ContractFacts } from "#core/amendments/index.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { amendContract, factsOf, signContract, type SignedContract } from "#test/support/signed-contract.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { drawUp, postBills } from "./bill.ts";
import { billingEffects, type BillingEffects } from "./effects.ts";

let database: Database;
let contract: SignedContract;
beforeEach(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
  contract = await at("2026-02-20T09:00:00Z", (ctx) =>
    signContract(ctx, {
      number: "FLAG",
      accountId: small.northgate,
      startsOn: "2026-03-01",
      endsBefore: "2027-03-01",
      assets: {
        A: 120000n,
        B: 120000n,
        C: 120000n,
      },
      spares: ["D"],
    }),
  );
  return () => database.close();
});

const at = <T>(now: string, useCase: Parameters<typeof inTestTransaction<T>>[2]) =>
  inTestTransaction(database, { role: "finance", now }, useCase);
const bill = (through: string, now = `${through}T08:00:00Z`) =>
  at(now, async (ctx) => {
    const bills = await drawUp(ctx, [contract.contractId], through, { hold: true });
    await postBills(ctx, bills, null);
    return bills.flatMap(({ drafts }) => drafts.flatMap(({ lines }) => lines));
  });
const drop = (): Change => ({ kind: "remove", covered: [contract.subject("B")], lastDay: "2026-03-20" });

function amended(facts: ContractFacts, change: Change): ContractFacts {
  const outcome = amend(facts, { id: "11111111-1111-4111-8111-111111111111", reason: "asked", author: "test", ...change });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value.state;
}

/** What the change would do, asked on a day. */
async function effects(change: Change, through: string): Promise<BillingEffects> {
  const outcome = await at(`${through}T10:00:00Z`, async (ctx) => {
    const before = await factsOf(ctx, contract.contractId);
    return billingEffects(ctx, { before, after: amended(before, change), through });
  });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}
const said = ({ lines }: BillingEffects) =>
  lines.map(
    (line) =>
      `${line.document}: ${line.startsOn} to ${line.endsBefore} ${line.numerator}/${line.denominator} ${line.amountMinor}`,
  );
const told = ({ invoices }: BillingEffects) => invoices.map((one) => `${one.dueOn} ${one.beforeMinor} ${one.afterMinor}`);

test("COV8: the flagship's preview: credit 35.48, April's invoice and those after it 200.00", async () => {
  await bill("2026-03-01");
  const found = await effects(drop(), "2026-03-10");
  expect(said(found)).toEqual(["credit_note: 2026-03-21 to 2026-04-01 11/31 -3548"]);
  expect([found.creditMinor, found.chargeMinor]).toEqual([-3548n, 0n]);
  expect(told(found)[0]).toBe("2026-04-01 30000 20000");
  expect(found.invoices).toHaveLength(11);
  expect([found.yearlyBeforeMinor, found.yearlyAfterMinor]).toEqual([360_000n, 240_000n]);
});

test("COV8: before March is invoiced: its invoice to come is 264.52", async () => {
  const found = await effects(drop(), "2026-02-25");
  expect([said(found), told(found).slice(0, 2)]).toEqual([[], ["2026-03-01 30000 26452", "2026-04-01 30000 20000"]]);
});

test("COV8: due and not invoiced yet: the line that changes, and the invoice that is owed", async () => {
  const found = await effects(drop(), "2026-03-10");
  expect(said(found)).toEqual(["invoice: 2026-03-01 to 2026-03-21 20/31 6452"]);
  expect([found.creditMinor, found.chargeMinor]).toEqual([0n, -3548n]);
  expect(told(found)[0]).toBe("2026-03-01 30000 26452");
});

test("COV8: what joins a period that is invoiced ahead is on the next invoice", async () => {
  await bill("2026-05-31");
  const found = await effects(
    {
      kind: "add",
      line: contract.lineId,
      subjects: [contract.subject("D").subject],
      startsOn: "2026-05-01",
      endsBefore: "2026-07-01",
      planId: (await at("2026-03-10T10:00:00Z", (ctx) => factsOf(ctx, contract.contractId))).coverage[0]!.planId,
      yearlyMinor: "12000",
    },
    "2026-03-10",
  );
  expect(said(found)).toEqual(["invoice: 2026-05-01 to 2026-06-01 31/31 1000"]);
  expect(told(found).slice(0, 3)).toEqual(["2026-04-01 0 0", "2026-05-01 0 1000", "2026-06-01 30000 31000"]);
});

test("COV8: what the preview says is what the next run posts, change after change", async () => {
  await bill("2026-05-02");
  const changes: Change[] = [
    drop(),
    { kind: "reprice", covered: [contract.subject("A")], yearlyMinor: "90000", effectiveOn: "2026-04-11" },
    { kind: "suspend", startsOn: "2026-04-20", resumesOn: "2026-05-20" },
    { kind: "transfer", accountId: small.harbor, effectiveOn: "2026-04-25" },
    { kind: "cancel", lastDay: "2026-06-15", laterFacts: "supersede" },
  ];
  for (const change of changes) {
    const preview = await effects(change, "2026-05-02");
    const outcome = await at("2026-05-02T11:00:00Z", (ctx) => amendContract(ctx, contract.contractId, change));
    expect(outcome.ok).toBe(true);
    const posted = await bill("2026-05-02", "2026-05-02T12:00:00Z");
    const bare = (lines: readonly { key: string; amountMinor: bigint }[]) =>
      lines.map(({ key, amountMinor }) => `${key} ${amountMinor}`).toSorted();
    expect(bare(posted)).toEqual(bare(preview.lines));
  }
});
