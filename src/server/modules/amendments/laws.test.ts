import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireChange } from "#api/amendments.ts";
import { changesOf, type ContractFacts } from "#core/amendments/index.ts";
import { plusDays } from "#core/coverage/days.ts";
import { billAtOnce, listInvoices } from "#modules/billing/billing.ts";
import { loadFacts } from "#modules/contracts/contracts.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { Problem } from "#platform/problem.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { type Estate, type EstateWanted, recordEstate } from "#test/support/estate.ts";
import { amendContract, previewAmendment } from "./amendments.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = <T>(now: string, useCase: (ctx: Context) => Promise<T>) =>
  inTestTransaction(database, { role: "finance", now }, useCase);

let estates = 0;
async function estate(wanted: Partial<EstateWanted> = {}): Promise<Estate & { prefix: string }> {
  estates += 1;
  const prefix = `L${estates}`;
  const made = await inTestTransaction(database, { now: "2026-01-01T09:00:00Z" }, (ctx) =>
    recordEstate(ctx, { prefix, count: 3, uncovered: 1, ...wanted }),
  );
  return { prefix, ...made };
}

const factsOf = (ctx: Context, id: string, knownAt?: Temporal.Instant): Promise<ContractFacts> =>
  loadFacts(ctx, [id], { knownAt }).then((found) => found.get(id)!);

/** The money of all documents of a contract. */
async function invoiced(ctx: Context, contractId: string): Promise<bigint> {
  const { rows } = await listInvoices(ctx, { contractId, limit: 200 });
  return rows.reduce((sum, { totalMinor }) => sum + BigInt(totalMinor), 0n);
}

const day = fc.integer({ min: -5, max: 370 }).map((days) => plusDays("2026-01-01", days));
const laterFacts = fc.constantFrom("keep" as const, "supersede" as const);
/** Changes of assets 1 to 4, of which the fourth is not covered at first. */
function changesFor(prefix: string): fc.Arbitrary<WireChange> {
  const serial = fc.integer({ min: 1, max: 4 }).map((number) => ({ line: "1", serial: `${prefix}-${number}` }));
  const covered = fc.array(serial, { minLength: 1, maxLength: 2 });
  const yearlyMinor = fc.constantFrom("90000", "120000", "100001");
  const kind = <K extends string>(name: K) => fc.constant(name);
  return fc.oneof(
    fc.record({ kind: kind("remove"), covered, lastDay: day, laterFacts }),
    fc.record({ kind: kind("reprice"), covered, yearlyMinor, effectiveOn: day, laterFacts }),
    fc.record({ kind: kind("move"), covered, plan: fc.constantFrom("Gold", "Silver"), effectiveOn: day, laterFacts }),
    fc.record({ kind: kind("suspend"), startsOn: day, resumesOn: fc.option(day) }),
    fc.record({ kind: kind("cancel"), lastDay: day, laterFacts }),
    fc
      .record({ subjects: serial.map(({ serial: one }) => [{ serial: one }]), yearlyMinor, startsOn: day, laterFacts })
      .map((change): WireChange => ({ kind: "add", line: "1", plan: "Gold", ...change })),
  );
}

/** What came of it, or the code of the refusal. */
const attempted = <T>(act: Promise<T>): Promise<T | string> =>
  act.catch((error: unknown) => {
    if (error instanceof Problem) return `${error.code} ${error.message}`;
    throw error;
  });

describe("laws of amendments, over the database", () => {
  test("COV8, COV13: a preview is what is recorded or refused, and what the next bill posts; taken back, no money and no day is left of it", async () => {
    const run = fc.asyncProperty(fc.gen(), async (draw) => {
      const { contractId, prefix } = await estate();
      await at("2026-05-01T08:00:00Z", (ctx) => billAtOnce(ctx, "2026-05-01"));
      const bare = await at("2026-05-01T08:00:00Z", (ctx) => factsOf(ctx, contractId));
      const before = await at("2026-05-01T08:00:00Z", (ctx) => invoiced(ctx, contractId));
      const recorded: string[] = [];
      for (let step = 1; step <= 3; step += 1) {
        const changes = [draw(() => changesFor(prefix))];
        const now = `2026-05-0${step + 1}T10:00:00Z`;
        const shown = await at(now, (ctx) => attempted(previewAmendment(ctx, contractId, { changes })));
        const basis = typeof shown === "string" ? {} : { basis: shown.basis };
        const landed = await at(now, (ctx) =>
          attempted(amendContract(ctx, contractId, { changes, reason: "because", ...basis })),
        );
        expect(typeof landed === "string" ? landed : landed.effects).toEqual(typeof shown === "string" ? shown : shown.effects);
        if (typeof shown === "string" || typeof landed === "string") continue;
        recorded.push(landed.amendment.id);
        const { creditMinor, chargeMinor } = shown.effects.money;
        await at(now, async (ctx) => {
          const so = await invoiced(ctx, contractId);
          await billAtOnce(ctx, now.slice(0, 10));
          expect((await invoiced(ctx, contractId)) - so).toBe(BigInt(creditMinor) + BigInt(chargeMinor));
        });
      }
      for (const reverse of recorded.toReversed()) {
        await at("2026-05-09T10:00:00Z", (ctx) => amendContract(ctx, contractId, { reverse, reason: "Taken back" }));
      }
      await at("2026-05-10T10:00:00Z", async (ctx) => {
        await billAtOnce(ctx, "2026-05-01");
        const after = await factsOf(ctx, contractId);
        expect(changesOf(bare, after)).toEqual([]);
        expect(after.header).toEqual(bare.header);
        expect(await invoiced(ctx, contractId)).toBe(before);
        const then = await factsOf(ctx, contractId, Temporal.Instant.from("2026-05-01T08:00:00Z"));
        expect(changesOf(bare, then)).toEqual([]);
      });
    });
    await fc.assert(run, { numRuns: 12 });
  });
});

/** Whether days that documents charge for, less those credited, hold a day of an asset. */
async function isBilled(ctx: Context, contractId: string, serial: string, on: string): Promise<boolean> {
  const { rows } = await sql<{ net: number }>`
    select coalesce(sum(case line.kind when 'charge' then 1 when 'credit' then -1 else 0 end), 0)::int as net
    from invoice_line line join asset on asset.id = line.asset_id
    where line.contract_id = ${contractId} and asset.serial = ${serial} and line.starts_on <= ${on} and ${on} < line.ends_before`.execute(
    ctx.tx,
  );
  return rows[0]!.net === 1;
}

test("COV3: the desk's answer is the bill's, for whatever was amended, of every asset on any day", async () => {
  const answers = new Set<boolean>();
  const run = fc.asyncProperty(fc.gen(), async (draw) => {
    const { contractId, prefix } = await estate();
    for (let step = 1; step <= 3; step += 1) {
      const changes = [draw(() => changesFor(prefix))];
      const now = `2026-05-0${step}T10:00:00Z`;
      await at(now, (ctx) => attempted(amendContract(ctx, contractId, { changes, reason: "because" })));
    }
    await at("2026-12-31T12:00:00Z", async (ctx) => {
      await billAtOnce(ctx, "2026-12-31");
      for (const number of [1, 2, 3, 4]) {
        const serial = `${prefix}-${number}`;
        const on = draw(() => fc.integer({ min: 0, max: 364 }).map((days) => plusDays("2026-01-01", days)));
        const { outcome } = await checkEntitlement(ctx, { serial, at: `${on}T12:00` });
        expect(outcome === "entitled", `${serial} on ${on}`).toBe(await isBilled(ctx, contractId, serial, on));
        answers.add(outcome === "entitled");
      }
    });
  });
  await fc.assert(run, { numRuns: 12 });
  expect(answers).toEqual(new Set([true, false]));
});

describe("the calendar's edges", () => {
  const remove = (prefix: string, lastDay: string): WireChange => ({
    kind: "remove",
    covered: [{ serial: `${prefix}-2` }],
    lastDay,
  });

  test("PRO1: anchored on the 31st, in a leap year: the period from 29 February ends before 31 March", async () => {
    const { contractId, prefix } = await estate({ header: { startsOn: "2028-01-31", endsBefore: "2029-01-31" }, anchorDay: 31 });
    await at("2028-03-01T08:00:00Z", (ctx) => billAtOnce(ctx, "2028-03-01"));
    const { effects } = await at("2028-03-02T08:00:00Z", (ctx) =>
      previewAmendment(ctx, contractId, { changes: [remove(prefix, "2028-03-10")] }),
    );
    expect(effects.money.lines.rows).toMatchObject([
      {
        periodStartsOn: "2028-02-29",
        periodEndsBefore: "2028-03-31",
        startsOn: "2028-03-11",
        endsBefore: "2028-03-31",
        numerator: 20,
        denominator: 31,
        amountMinor: "-6452",
      },
    ]);
  });

  test("COV3: a last day of 29 February is covered, and 1 March is not", async () => {
    const { contractId, prefix } = await estate({ header: { startsOn: "2028-01-01", endsBefore: "2029-01-01" } });
    const { effects } = await at("2028-02-01T08:00:00Z", (ctx) =>
      amendContract(ctx, contractId, { changes: [remove(prefix, "2028-02-29")], reason: "Leap day" }),
    );
    expect(effects).toMatchObject({ effectiveOn: "2028-03-01", coverage: { rows: [{ after: [{ endsBefore: "2028-03-01" }] }] } });
  });

  test("COV4: at 01:00 UTC it is still yesterday in Los Angeles: April is not due there, and is in London", async () => {
    for (const [timeZone, isDue] of [
      ["America/Los_Angeles", false],
      ["Europe/London", true],
      ["Pacific/Auckland", true],
    ] as const) {
      const { contractId, prefix } = await estate({ header: { timeZone } });
      const now = "2026-04-01T01:00:00Z";
      await at("2026-03-01T12:00:00Z", (ctx) => billAtOnce(ctx, "2026-03-01"));
      const cancelled = await at(now, (ctx) =>
        amendContract(ctx, contractId, { changes: [{ kind: "cancel", lastDay: "2026-03-31" }], reason: "Moved away" }),
      );
      const april = cancelled.effects.money.invoices.find(({ startsOn }) => startsOn === "2026-04-01");
      expect(april, timeZone).toMatchObject({ dueOn: "2026-04-01", beforeMinor: "30000", afterMinor: "0" });
      expect(cancelled.effects.money.lines.total).toBe(0);
      const documents = await at(now, (ctx) => previewAmendment(ctx, contractId, { reverse: cancelled.amendment.id }));
      expect(documents.effects.money.lines.rows.length > 0, `${prefix} in ${timeZone}`).toBe(isDue);
    }
  });
});
