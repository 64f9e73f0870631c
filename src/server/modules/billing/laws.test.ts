import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BillingTerms } from "#core/billing/index.ts";
import type { Change } from "#core/amendments/index.ts";
import { plusDays } from "#core/coverage/days.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { amendContract, factsOf, signContract, type SignedContract } from "#test/support/signed-contract.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { drawUp, postBills } from "./bill.ts";
import { priceOfCoveredDays } from "./day-prices.oracle.ts";
import { giveGoodwill } from "./goodwill.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const inFinance = <T>(useCase: Parameters<typeof inTestTransaction<T>>[2]) =>
  inTestTransaction(database, { role: "finance" }, useCase);
const term = { startsOn: "2027-12-31", endsBefore: "2028-12-31" };
/** Past the end of every period that holds a day of the term. */
const lastDay = "2030-01-31";

let contracts = 0;
type Terms = { every: "month" | "quarter" | "year"; timing: BillingTerms["timing"]; anchorDay: number; taxBp: number };
function sign(terms: Terms): Promise<SignedContract> {
  contracts += 1;
  const assets = { A: 120_000n, B: 9_999n };
  return inFinance((ctx) =>
    signContract(ctx, { number: `LAW-${contracts}`, accountId: small.northgate, ...term, assets, spares: ["C"], ...terms }),
  );
}

/** Bills a contract through a day; how many documents that made. */
const bill = ({ contractId }: SignedContract, through: string): Promise<number> =>
  inFinance(async (ctx) => (await postBills(ctx, await drawUp(ctx, [contractId], through, { hold: true }), null)).length);

type Step =
  | { readonly do: "bill"; readonly through: string }
  | { readonly do: "amend"; readonly change: (contract: SignedContract) => Change }
  | { readonly do: "goodwill"; readonly share: number };

const day = fc.integer({ min: -10, max: 380 }).map((days) => plusDays(term.startsOn, days));
const laterFacts = fc.constantFrom("keep", "supersede");
const name = fc.constantFrom("A", "B", "C");
const change: fc.Arbitrary<(contract: SignedContract) => Change> = fc.oneof(
  fc.record({ name, lastDay: day, laterFacts }).map(({ name: of, ...rest }) => (contract: SignedContract): Change => ({
    kind: "remove",
    covered: [contract.subject(of)],
    ...rest,
  })),
  fc
    .record({ name, effectiveOn: day, laterFacts, yearlyMinor: fc.constantFrom("7", "60000", "240000") })
    .map(({ name: of, ...rest }) => (contract: SignedContract): Change => ({
      kind: "reprice",
      covered: [contract.subject(of)],
      ...rest,
    })),
  fc.record({ startsOn: day, days: fc.integer({ min: 1, max: 60 }) }).map(({ startsOn, days }) => (): Change => ({
    kind: "suspend",
    startsOn,
    resumesOn: plusDays(startsOn, days),
  })),
  fc
    .record({ effectiveOn: day, accountId: fc.constantFrom(small.harbor, small.retail), laterFacts })
    .map((rest) => (): Change => ({ kind: "transfer", ...rest })),
  fc
    .record({ from: name, by: name, lastDay: day, laterFacts })
    .map(({ from, by, ...rest }) => (contract: SignedContract): Change => ({
      kind: "replace",
      covered: contract.subject(from),
      by: contract.subject(by).subject,
      ...rest,
    })),
  fc.record({ lastDay: day, laterFacts }).map((rest) => (): Change => ({ kind: "cancel", ...rest })),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: change.map((made): Step => ({ do: "amend", change: made })) },
  { weight: 3, arbitrary: day.map((through): Step => ({ do: "bill", through })) },
);
const anyTerms: fc.Arbitrary<Terms> = fc.record({
  every: fc.constantFrom("month", "quarter", "year"),
  timing: fc.constantFrom("advance", "arrears"),
  anchorDay: fc.constantFrom(1, 15, 31),
  taxBp: fc.constantFrom(0, 1900, 2000, 775),
});

async function take(contract: SignedContract, { ...one }: Step): Promise<void> {
  if (one.do === "bill") await bill(contract, one.through);
  else if (one.do === "amend") await inFinance((ctx) => amendContract(ctx, contract.contractId, one.change(contract)));
  else await goodwill(contract, one.share);
}

type Line = {
  id: string;
  invoiceId: string;
  kind: string;
  amountMinor: bigint;
  taxMinor: bigint;
  chargeId: string | null;
  taxBp: number;
};
const linesOf = async ({ contractId }: SignedContract): Promise<Line[]> =>
  (
    await sql<Line>`select id, invoice_id as "invoiceId", kind, amount_minor as "amountMinor", tax_minor as "taxMinor", charge_id as "chargeId",
      tax_bp as "taxBp" from invoice_line where contract_id = ${contractId} order by id`.execute(database.db)
  ).rows;

/** Gives back some hundredths of what is left of a charge, where there is one. */
async function goodwill(contract: SignedContract, share: number): Promise<void> {
  const lines = await linesOf(contract);
  const charge = lines.find(({ id, kind }) => kind === "charge" && leftOf(lines, id) >= 100n);
  if (charge === undefined) return;
  const amountMinor = (leftOf(lines, charge.id) * BigInt(share)) / 100n;
  await inFinance((ctx) =>
    giveGoodwill(ctx, { invoiceId: charge.invoiceId, lineId: charge.id, amountMinor, reason: "goodwill" }),
  );
}

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, one) => total + one, 0n);
const leftOf = (lines: readonly Line[], chargeId: string): bigint =>
  sum(lines.filter(({ id, chargeId: of }) => id === chargeId || of === chargeId).map(({ amountMinor }) => amountMinor));
const few = { numRuns: 25 };
const timeout = 120_000;

test("BIL2: whatever is amended and billed when, the documents come to each covered day's price, once", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(anyTerms, fc.array(step, { minLength: 1, maxLength: 6 }), async (terms, steps) => {
      const contract = await sign(terms);
      for (const one of steps) await take(contract, one);
      await bill(contract, lastDay);
      const lines = await linesOf(contract);
      const expected = await inFinance(async (ctx) => priceOfCoveredDays(await factsOf(ctx, contract.contractId)));
      expect(sum(lines.map(({ amountMinor }) => amountMinor))).toBe(expected);
      expect(await bill(contract, lastDay)).toBe(0);
      const charges = lines.filter(({ kind }) => kind === "charge");
      expect(charges.filter(({ id }) => leftOf(lines, id) < 0n)).toEqual([]);
    }),
    few,
  );
});

test("BIL3: what is left of a charge carries the tax on what is left", { timeout }, async () => {
  const withGoodwill = fc.oneof(
    step,
    fc.integer({ min: 1, max: 100 }).map((share): Step => ({ do: "goodwill", share })),
  );
  await fc.assert(
    fc.asyncProperty(anyTerms, fc.array(withGoodwill, { minLength: 2, maxLength: 6 }), async (terms, steps) => {
      const contract = await sign(terms);
      for (const one of [{ do: "bill", through: "2028-02-15" } as const, ...steps]) await take(contract, one);
      await bill(contract, lastDay);
      const lines = await linesOf(contract);
      for (const charge of lines.filter(({ kind }) => kind === "charge")) {
        const own = lines.filter(({ id, chargeId }) => id === charge.id || chargeId === charge.id);
        const left = leftOf(lines, charge.id);
        expect(left).toBeGreaterThanOrEqual(0n);
        expect(sum(own.map(({ taxMinor }) => taxMinor))).toBe((left * BigInt(charge.taxBp) * 2n + 10_000n) / 20_000n);
      }
    }),
    few,
  );
});

test("BIL2: a run every month and one that catches up come to the same lines", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(anyTerms, fc.array(change, { maxLength: 3 }), async (terms, changes) => {
      const [monthly, once] = [await sign(terms), await sign(terms)];
      for (const contract of [monthly, once]) for (const made of changes) await take(contract, { do: "amend", change: made });
      for (let through = term.startsOn; through < lastDay; through = plusDays(through, 31)) await bill(monthly, through);
      await bill(monthly, lastDay);
      await bill(once, lastDay);
      const told = async ({ contractId, assets }: SignedContract) => {
        const { rows } = await sql<{ told: string; assetId: string }>`
          select kind || ' ' || starts_on || ' ' || ends_before || ' ' || period_starts_on || ' ' || amount_minor || ' ' || tax_minor as told,
            asset_id as "assetId" from invoice_line where contract_id = ${contractId}`.execute(database.db);
        const names = new Map(Object.entries(assets).map(([called, id]) => [id, called]));
        return rows.map((row) => `${names.get(row.assetId)} ${row.told}`).toSorted();
      };
      expect(await told(monthly)).toEqual(await told(once));
    }),
    few,
  );
});

test("BIL2: the database itself refuses a document changed or deleted, and a credit above its charge", async () => {
  const contract = await sign({ every: "year", timing: "advance", anchorDay: 31, taxBp: 0 });
  await bill(contract, "2028-01-31");
  const [line] = await linesOf(contract);
  const posted = "never changed or deleted";
  const refusals = [
    [sql`update invoice_line set amount_minor = 0 where id = ${line!.id}`, posted],
    [sql`delete from invoice_line where id = ${line!.id}`, posted],
    [sql`update invoice set net_minor = 0 where id = ${line!.invoiceId}`, posted],
    [
      sql`insert into invoice_line select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'key', key || 'x', 'ordinal', 99,
        'kind', 'goodwill', 'charge_id', id, 'amount_minor', -amount_minor - 1, 'tax_minor', 0))).* from invoice_line l where id = ${line!.id}`,
      "more is credited than is left",
    ],
  ] as const;
  for (const [statement, words] of refusals) await expect(statement.execute(database.db)).rejects.toThrow(words);
});
