import { beforeEach, expect, test } from "vitest";
import type { Change } from "#core/amendments/index.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { amendContract, signContract, type SignedContract } from "#test/support/signed-contract.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { drawUp, postBills } from "./bill.ts";
import { getInvoice } from "./documents.ts";

// Assets A, B, C at 100.00 each per calendar month, billed in advance.
const terms = { accountId: small.northgate, startsOn: "2026-03-01", endsBefore: "2027-03-01" };
const assets = { A: 120_000n, B: 120_000n, C: 120_000n };

let database: Database;
let contract: SignedContract;
beforeEach(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
  contract = await at("2026-02-20T09:00:00Z", (ctx) => signContract(ctx, { number: "FLAG", ...terms, assets }));
  return () => database.close();
});

const at = <T>(now: string, useCase: Parameters<typeof inTestTransaction<T>>[2]) =>
  inTestTransaction(database, { role: "finance", now }, useCase);
const drop = (): Change => ({ kind: "remove", covered: [contract.subject("B")], lastDay: "2026-03-20" });

/** Bills through a day and tells the documents: number, total, and lines as they read. */
async function bill(through: string, now: string): Promise<string[]> {
  return at(now, async (ctx) => {
    const posted = await postBills(ctx, await drawUp(ctx, [contract.contractId], through, { hold: true }), null);
    const told: string[] = [];
    for (const { id } of posted) {
      const { number, totalMinor, linePage } = await getInvoice(ctx, id);
      told.push(`${number} ${totalMinor}`);
      const lines = linePage.rows.toSorted((a, b) => (a.title < b.title ? -1 : 1));
      for (const line of lines)
        told.push(
          `  ${line.kind} ${line.title} [${line.startsOn}, ${line.endsBefore}) ${line.numerator}/${line.denominator} of ${line.priceMinor}: ${line.amountMinor}, ${line.amendment?.kind}${line.charge ? ` from ${line.charge.invoiceNumber}` : ""}`,
        );
    }
    return told;
  });
}

test("BIL2: the flagship case: B's last day is 20 March, recorded when March is invoiced: credit note 35.48, April's invoice 200.00", async () => {
  const march = await bill("2026-03-01", "2026-03-01T08:00:00Z");
  expect(march.filter((line) => !line.startsWith(" "))).toEqual(["INV-2026-000001 30000"]);
  await at("2026-03-10T10:00:00Z", (ctx) => amendContract(ctx, contract.contractId, drop()));
  expect(await bill("2026-03-10", "2026-03-10T11:00:00Z")).toEqual([
    "CN-2026-000001 -3548",
    "  credit FLAGB [2026-03-21, 2026-04-01) 11/31 of 10000: -3548, remove from INV-2026-000001",
  ]);
  expect(await bill("2026-03-10", "2026-03-10T12:00:00Z")).toEqual([]);
  expect(await bill("2026-04-01", "2026-04-01T08:00:00Z")).toEqual([
    "INV-2026-000002 20000",
    "  charge FLAGA [2026-04-01, 2026-05-01) 30/30 of 10000: 10000, activate",
    "  charge FLAGC [2026-04-01, 2026-05-01) 30/30 of 10000: 10000, activate",
  ]);
});

test("BIL2: the flagship case, with April's run the first after it: the same documents, on one day", async () => {
  await bill("2026-03-01", "2026-03-01T08:00:00Z");
  await at("2026-03-10T10:00:00Z", (ctx) => amendContract(ctx, contract.contractId, drop()));
  const both = await bill("2026-04-01", "2026-04-01T08:00:00Z");
  expect(both.filter((line) => !line.startsWith(" "))).toEqual(["CN-2026-000001 -3548", "INV-2026-000002 20000"]);
});

test("BIL2: recorded before March is invoiced: one invoice of 264.52 and no credit", async () => {
  await at("2026-02-25T10:00:00Z", (ctx) => amendContract(ctx, contract.contractId, drop()));
  expect(await bill("2026-03-10", "2026-03-10T11:00:00Z")).toEqual([
    "INV-2026-000001 26452",
    "  charge FLAGA [2026-03-01, 2026-04-01) 31/31 of 10000: 10000, activate",
    "  charge FLAGB [2026-03-01, 2026-03-21) 20/31 of 10000: 6452, remove",
    "  charge FLAGC [2026-03-01, 2026-04-01) 31/31 of 10000: 10000, activate",
  ]);
});
