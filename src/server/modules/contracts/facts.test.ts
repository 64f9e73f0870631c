import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anything, madeWith, several } from "#core/amendments/any-change.oracle.ts";
import { toldByDay } from "#core/amendments/contract.oracle.ts";
import {
  type Activation,
  activate,
  type Amended,
  amend,
  amendAll,
  type Amendments,
  type Change,
  type ContractFacts,
} from "#core/amendments/index.ts";
import { recordAssets } from "#modules/assets/assets.ts";
import { listPlans } from "#modules/plans/plans.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { loadFacts, recordContracts, writeAmended } from "./contracts.ts";

let database: Database;
let plans: Map<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
  plans = new Map((await inTestTransaction(database, {}, listPlans)).map(({ name, id }) => [name, id]));
});
afterAll(() => database.close());

const signedAt = "2028-01-15T09:00:00Z";
const inContract = <T>(now: string, useCase: (ctx: Context) => Promise<T>) =>
  inTestTransaction(database, { role: "finance", now }, useCase);

/** The names that core's random contracts use, as ids of this database; each contract has subjects of its own (COV2). */
let contracts = 0;
function naming(): <T>(value: T) => T {
  contracts += 1;
  const id = (kind: number) => `01980000-0${String(kind).padStart(3, "0")}-7000-8000-${String(contracts).padStart(12, "0")}`;
  const names: Record<string, string> = {
    C: id(100),
    L1: id(101),
    L2: id(102),
    A: id(103),
    B: id(104),
    north: small.northgate,
    south: small.harbor,
    gold: plans.get("Gold")!,
    silver: plans.get("Silver")!,
  };
  // "C" is both the contract and one of its assets; ids of different kinds may be the same.
  return (value) =>
    JSON.parse(
      JSON.stringify(value, (key, one: unknown) => (key !== "number" && typeof one === "string" ? (names[one] ?? one) : one)),
    );
}

/** The account is a subject of its own, and one database has few: each contract covers a site instead. */
const withoutAccounts = ({ covers, ...activation }: Activation): Activation => ({
  ...activation,
  covers: covers.filter(({ subject }) => subject.kind !== "account"),
});

async function sign(ctx: Context, activation: Activation): Promise<ContractFacts> {
  const { contractId: id, timeZone, currency, startsOn, endsBefore, accounts, suspensionMovesEnd } = activation.header;
  const terms = { billingEvery: "month" as const, billingTiming: "advance" as const, signedOn: startsOn, cancelledOn: null };
  await recordContracts(ctx, [
    {
      id,
      number: id,
      accountId: accounts[0]!.accountId,
      planId: plans.get("Gold")!,
      currency,
      timeZone,
      startsOn,
      endsBefore,
      ...terms,
      renewalOf: null,
    },
  ]);
  const bought = { accountId: accounts[0]!.accountId, productId: null, siteId: null, parentId: null, version: null, tag: null };
  const assetIds = [id, ...activation.covers.flatMap(({ subject }) => (subject.kind === "asset" ? [subject.assetId] : []))];
  await recordAssets(
    ctx,
    [...new Set(assetIds)].map((assetId) => ({
      ...bought,
      id: assetId,
      serial: assetId,
      environment: null,
      status: "in_use" as const,
      installedOn: null,
    })),
  );
  await ctx.tx
    .updateTable("contract")
    .set({ suspension_moves_end: suspensionMovesEnd, anchor_on: activation.header.billing.anchorOn })
    .where("id", "=", id)
    .execute();
  return (await writeAmended(ctx, accepted(activate(activation)), {})).state;
}

function accepted(outcome: ReturnType<typeof activate>): Amended {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

/** The same facts in an order that follows from them. */
const inOrder = ({ coverage, ended, lines, ...rest }: ContractFacts) => {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const bare = rest.amendments.map(({ author: _, ...amendment }) => amendment);
  return {
    ...rest,
    amendments: bare,
    coverage: coverage.toSorted(byId),
    ended: ended.toSorted(byId),
    lines: lines.toSorted(byId),
  };
};

const load = async (ctx: Context, id: string, options = {}) => (await loadFacts(ctx, [id], options)).get(id)!;

const signature = (ctx: Context) => ({ id: ctx.newId(), reason: "because", author: ctx.actor.id });

describe("a contract's facts", () => {
  test("COV8: replayed through the database amendments come to the contract that core folds, and what was known stays readable (COV9)", async () => {
    const runs = fc.asyncProperty(fc.boolean(), several(anything), fc.boolean(), async (movesEnd, drawn, isOne) => {
      const name = naming();
      const activation = name(withoutAccounts(madeWith(movesEnd)));
      const contractId = activation.header.contractId;
      let told = await inContract(signedAt, (ctx) => sign(ctx, { ...activation, ...signature(ctx) }));
      const known: [Temporal.Instant, ContractFacts][] = [];
      const attempts: (readonly Change[])[] = isOne ? [name(drawn)] : name(drawn).map((change) => [change]);
      for (const changes of attempts) {
        const before = told;
        await inContract(signedAt, async (ctx) => {
          const loaded = await load(ctx, contractId, { forUpdate: true });
          expect(inOrder(loaded)).toEqual(inOrder(before));
          const amendments: Amendments = { ...signature(ctx), changes };
          const outcome = amendAll(loaded, amendments);
          const folded = amendAll(before, amendments);
          expect(outcome.ok).toBe(folded.ok);
          if (!outcome.ok || !folded.ok) return;
          const { state, recordedAt } = await writeAmended(ctx, outcome.value, { changes });
          known.push([recordedAt.subtract({ nanoseconds: 1000 }), before]);
          expect(toldByDay(state)).toEqual(toldByDay(folded.value.state));
          told = state;
        });
      }
      await inContract(signedAt, async (ctx) => {
        expect(inOrder(await load(ctx, contractId))).toEqual(inOrder(told));
        for (const [knownAt, facts] of known) expect(inOrder(await load(ctx, contractId, { knownAt }))).toEqual(inOrder(facts));
      });
    });
    await fc.assert(runs, { numRuns: 40 });
  });

  test("COV13: an amendment taken back leaves no line of its own, and has it again when that is taken back", async () => {
    const name = naming();
    const activation = name(withoutAccounts(madeWith(false)));
    const { contractId, startsOn, endsBefore } = activation.header;
    const line = { id: small.n4, number: "9", service: "software", startsOn, endsBefore };
    const add: Change = {
      kind: "add",
      line,
      subjects: [{ kind: "site", siteId: small.hq }],
      planId: plans.get("Gold")!,
      yearlyMinor: "100",
      startsOn,
      endsBefore,
    };
    await inContract(signedAt, async (ctx) => {
      const signed = await sign(ctx, { ...activation, ...signature(ctx) });
      const added = signature(ctx);
      const after = (await writeAmended(ctx, accepted(amend(signed, { ...added, ...add })), {})).state;
      const taken = signature(ctx);
      const reversed = amend(after, { ...taken, kind: "reverse", amendmentId: added.id });
      const without = (await writeAmended(ctx, accepted(reversed), {})).state;
      expect((await load(ctx, contractId)).lines.map(({ number }) => number)).toEqual(["L1", "L2"]);
      expect(inOrder(await load(ctx, contractId))).toEqual(inOrder(without));
      const again = amend(without, { ...signature(ctx), kind: "reverse", amendmentId: taken.id });
      await writeAmended(ctx, accepted(again), {});
      const loaded = await load(ctx, contractId);
      expect(loaded.lines.map(({ number }) => number).toSorted()).toEqual(["9", "L1", "L2"]);
      expect(toldByDay(loaded)).toEqual(toldByDay(after));
    });
  });

  test("COV9: amendments of one instant are recorded one after the other, whatever the clock says", async () => {
    const name = naming();
    const activation = name(withoutAccounts(madeWith(false)));
    const { contractId } = activation.header;
    const covered = activation.covers.slice(0, 1).map(({ lineId, subject }) => ({ lineId, subject }));
    const reprice = (yearlyMinor: string): Change => ({ kind: "reprice", covered, yearlyMinor, effectiveOn: "2028-03-01" });
    await inContract(signedAt, (ctx) => sign(ctx, { ...activation, ...signature(ctx) }));
    for (const [price, now] of [
      ["1", signedAt],
      ["2", signedAt],
      ["3", "2028-01-15T08:00:00Z"],
    ] as const) {
      await inContract(now, async (ctx) => {
        const outcome = amend(await load(ctx, contractId), { ...signature(ctx), ...reprice(price) });
        await writeAmended(ctx, accepted(outcome), {});
      });
    }
    const recorded = await inContract(signedAt, (ctx) =>
      ctx.tx.selectFrom("amendment").select("recorded_at").where("contract_id", "=", contractId).orderBy("recorded_at").execute(),
    );
    const signed = Temporal.Instant.from(signedAt);
    expect(recorded.map(({ recorded_at: at }) => at.since(signed).total("microseconds"))).toEqual([0, 1, 2, 3]);
  });

  test("SEC: amendments are not changed, and only finance writes them", async () => {
    await expect(
      inContract(signedAt, (ctx) => ctx.tx.updateTable("amendment").set({ reason: "another" }).execute()),
    ).rejects.toThrow("never changed");
    const outcome = accepted(activate(naming()(withoutAccounts(madeWith(false)))));
    await expect(inTestTransaction(database, { role: "agent" }, (ctx) => writeAmended(ctx, outcome, {}))).rejects.toMatchObject({
      code: "not_allowed",
    });
  });

  test("COV9: a contract that was imported is read with what was corrected since", async () => {
    const asked = async (knownAt?: string) =>
      inContract("2026-06-01T00:00:00Z", async (ctx) =>
        load(ctx, small.c1001, { knownAt: knownAt === undefined ? undefined : Temporal.Instant.from(knownAt) }),
      );
    const n1 = { subject: { kind: "asset", assetId: small.n1 }, yearlyMinor: "120000", suspended: false };
    expect(await asked()).toMatchObject({
      header: {
        timeZone: "Europe/London",
        billing: { anchorOn: "2026-01-01", every: { months: 12 } },
        accounts: [{ accountId: small.northgate }],
      },
      lines: [{ number: "1", startsOn: "2026-01-01", endsBefore: "2027-01-01" }],
      coverage: [{ ...n1, endsBefore: "2026-06-01", endReason: "removed" }],
      ended: [{ ...n1, endsBefore: "2027-01-01" }],
      amendments: [{ kind: "activate" }, { kind: "correct" }],
    });
    expect(await asked("2026-05-10T08:59:59Z")).toMatchObject({
      coverage: [{ endsBefore: "2027-01-01" }],
      ended: [],
      amendments: [{}],
    });
  });
});
