import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WireChange } from "#api/amendments.ts";
import { loadFacts } from "#modules/contracts/contracts.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { type Estate, recordEstate } from "#test/support/estate.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { amendContract } from "./amendments.ts";

let server: TestServer;
let finance: Client;
let administrator: Client;
beforeAll(async () => {
  server = await testServer();
  finance = await server.as("finance");
  administrator = await server.as("administrator");
});
afterAll(() => server.close());

const estate = (prefix: string, uncovered = 0): Promise<Estate> =>
  inTestTransaction(server.database, { now: "2026-01-01T09:00:00Z" }, (ctx) =>
    recordEstate(ctx, { prefix, count: 3, uncovered }),
  );
const path = (contractId: string) => `/api/v1/contracts/${contractId}/amendments`;
const remove = (serial: string, lastDay: string): WireChange => ({ kind: "remove", covered: [{ serial }], lastDay });
const amendments = async (contractId: string) => (await finance.send("GET", path(contractId))).body.rows;

test("COV8: two people amend the same asset at the same instant: one lands, the other is told what happened", async () => {
  for (const [index, prefix] of ["P", "Q", "R", "S"].entries()) {
    const { contractId } = await estate(prefix);
    const asked = [
      { by: finance, reason: "Sold", changes: [remove(`${prefix}-2`, "2026-03-20")] },
      { by: administrator, reason: "Scrapped", changes: [remove(`${prefix}-2`, index % 2 === 0 ? "2026-03-20" : "2026-05-31")] },
    ];
    const previewed = await Promise.all(
      asked.map(({ by, changes }) => by.send("POST", `${path(contractId)}/preview`, { changes })),
    );
    expect(previewed.map(({ status }) => status)).toEqual([200, 200]);
    const answers = await Promise.all(
      asked.map(({ by, changes, reason }, at) =>
        by.send("POST", path(contractId), { changes, reason, basis: previewed[at]!.body.basis }),
      ),
    );
    const landed = answers.findIndex(({ status }) => status === 201);
    const late = answers[1 - landed]!;
    expect([409, 422], late.text).toContain(late.status);
    expect(late.body.detail).toContain(asked[landed]!.reason);
    expect(late.body.changed.amendments).toMatchObject([{ reason: asked[landed]!.reason }]);
    expect((await amendments(contractId)).map(({ reason }: { reason: string }) => reason)).toEqual([
      asked[landed]!.reason,
      "Signed",
    ]);
  }
});

test("COV8: amendments of different assets at once, without previews, all land one after the other", async () => {
  const { contractId } = await estate("T");
  const answers = await Promise.all(
    ["T-1", "T-2", "T-3"].map((serial) =>
      finance.send("POST", path(contractId), { changes: [remove(serial, "2026-03-20")], reason: serial }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const recorded = await amendments(contractId);
  expect(new Set(recorded.map(({ recordedAt }: { recordedAt: string }) => recordedAt)).size).toBe(4);
});

test("COV2: two contracts that come to cover one asset at the same instant: one does, the other is told", async () => {
  for (const prefix of ["U", "V", "W"]) {
    const one = await estate(prefix, 1);
    const two = await estate(`${prefix}${prefix}`);
    // The second contract's account is above the first's, so that both may cover its assets.
    await inTestTransaction(server.database, {}, (ctx) =>
      ctx.tx.updateTable("account").set({ parent_id: two.accountId }).where("id", "=", one.accountId).execute(),
    );
    const add: WireChange = {
      kind: "add",
      line: "1",
      subjects: [{ serial: `${prefix}-4` }],
      plan: "Gold",
      yearlyMinor: "100",
      startsOn: "2026-06-01",
    };
    const answers = await Promise.all(
      [one, two].map(({ contractId }) => finance.send("POST", path(contractId), { changes: [add], reason: "Ours" })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)[0]).toBe(201);
    const late = answers.find(({ status }) => status !== 201)!;
    expect([409, 422]).toContain(late.status);
    expect(late.body).toMatchObject({ rule: "COV2" });
  }
});

test("COV8: an amendment that is killed leaves nothing, and nobody waits for it", async () => {
  const { contractId } = await estate("X");
  const facts = () =>
    inTestTransaction(server.database, { role: "finance" }, async (ctx) => (await loadFacts(ctx, [contractId])).get(contractId));
  const before = await facts();
  const killed = inTestTransaction(server.database, { role: "finance" }, async (ctx) => {
    await amendContract(ctx, contractId, { changes: [remove("X-2", "2026-03-20")], reason: "Sold" });
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(ctx.tx);
  });
  await expect(killed).rejects.toThrow(/terminat/);
  expect(await facts()).toEqual(before);
  const again = await finance.send("POST", path(contractId), { changes: [remove("X-2", "2026-03-20")], reason: "Sold" });
  expect(again.status).toBe(201);
});
