import { afterAll, beforeAll, expect, test } from "vitest";
import { inTestTransaction } from "#test/support/context.ts";
import { type Estate, recordEstate } from "#test/support/estate.ts";
import { type Answer, type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let finance: Client;
let estate: Estate;
beforeAll(async () => {
  server = await testServer();
  finance = await server.as("finance");
  estate = await inTestTransaction(server.database, { now: "2026-01-01T09:00:00Z" }, (ctx) =>
    recordEstate(ctx, { prefix: "S", count: 6, uncovered: 3 }),
  );
});
afterAll(() => server.close());

const path = () => `/api/v1/contracts/${estate.contractId}/amendments`;

async function handIn(content: string, client = finance): Promise<Answer> {
  const form = new FormData();
  form.append("file", new Blob([content]), "changes.csv");
  const request = new Response(form);
  const body = Buffer.from(await request.arrayBuffer());
  return client.send("POST", `${path()}/sheet`, body, { "content-type": request.headers.get("content-type")! });
}

const good = `Serial number,Tag,Action,Day,Price,Plan,Line,New serial
S-1,,remove,20/03/2026,,,,
S-2,,Remove,2026-03-20,,,,
S-3,,replace,31/05/2026,,,,s 7
,T-S-4,reprice,2026-07-01,"1,300.00",,1,
S-5,,move,2026-07-01,,silver,,
S-8,,add,2026-06-01,600,Gold,,
S-9,,add,2026-06-01,600,Gold,,
`;

test("COV8: a spreadsheet is read as one amendment: what it says is previewed and recorded together", async () => {
  const read = await handIn(good);
  expect(read).toMatchObject({ status: 200, body: { rows: 7, refused: [] } });
  expect(read.body.changes).toEqual([
    { kind: "remove", covered: [{ serial: "S-1" }, { serial: "S-2" }], lastDay: "2026-03-20" },
    { kind: "replace", covered: { serial: "S-3" }, by: { serial: "s 7" }, lastDay: "2026-05-31" },
    { kind: "reprice", covered: [{ assetTag: "T-S-4", line: "1" }], yearlyMinor: "130000", effectiveOn: "2026-07-01" },
    { kind: "move", covered: [{ serial: "S-5" }], plan: "silver", effectiveOn: "2026-07-01" },
    { kind: "add", subjects: [{ serial: "S-8" }, { serial: "S-9" }], plan: "Gold", yearlyMinor: "60000", startsOn: "2026-06-01" },
  ]);
  const { changes } = read.body;
  const shown = await finance.send("POST", `${path()}/preview`, { changes });
  expect(shown.body.effects.coverage.total).toBe(8);
  const recorded = await finance.send("POST", path(), { changes, reason: "Inventory", basis: shown.body.basis });
  expect(recorded).toMatchObject({ status: 201, body: { amendment: { kind: "several" }, effects: shown.body.effects } });
});

test("COV8: a row that cannot be read is refused by row and column; the others are read", async () => {
  const read = await handIn(`serial,tag,action,day,price,plan,new serial
S-6,,drop,2026-03-20,,,
,,remove,2026-03-20,,,
S-6,,remove,30/02/2026,,,
S-6,,reprice,2026-03-20,12.5O,,
S-6,,replace,2026-03-20,,,
S-7x,,remove,2026-03-20,,,
S-6,,move,2026-03-20,,Platinum,
S-6,,remove,2026-03-20,,,
s6,,reprice,2026-03-20,5,,
S-6,,remove,2026-03-21,,,
`);
  expect(read.status).toBe(200);
  expect(
    read.body.refused.map(({ row, column, code }: { row: number; column: string | null; code: string }) => [row, column, code]),
  ).toEqual([
    [2, "action", "unknown_action"],
    [3, "serial", "missing"],
    [4, "day", "no_such_day"],
    [5, "price", "letter_in_number"],
    [6, "new serial", "missing"],
    [7, null, "unknown_serial"],
    [8, null, "unknown_plan"],
    [11, null, "twice"],
  ]);
  expect(read.body.changes).toEqual([
    { kind: "remove", covered: [{ serial: "S-6" }], lastDay: "2026-03-20" },
    { kind: "reprice", covered: [{ serial: "s6" }], yearlyMinor: "500", effectiveOn: "2026-03-20" },
  ]);
});

test("COV8: what is no spreadsheet is refused, and so is whoever may not amend", async () => {
  expect(await handIn("%PDF-1.7")).toMatchObject({ status: 422, body: { refusal: "not_a_spreadsheet" } });
  expect(await finance.send("POST", `${path()}/sheet`, {})).toMatchObject({ status: 422 });
  expect((await handIn(good, await server.as("agent"))).status).toBe(403);
});
