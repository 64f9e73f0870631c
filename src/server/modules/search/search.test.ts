import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type TestServer } from "#test/support/server.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { openTicket } from "#modules/tickets/tickets.ts";

let server: TestServer;
let ticketNumber: string;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  ticketNumber = await inTestTransaction(server.database, { role: "agent", now: "2026-04-15T10:00:00Z" }, async (ctx) => {
    const ticket = await openTicket(ctx, {
      question: { serial: "HAR33001" },
      subject: "Loading dock display is blank",
      description: "It stays blank.",
      channel: "phone",
      severity: 2,
    });
    return ticket.number.replace(/^T-/, "");
  });
});
afterAll(() => server.close());

type Hit = {
  kind: string;
  id: string;
  title: string;
  detail: string;
  clue: { name: string; value: string } | null;
  alike?: true;
};
const find = async (q: string, role: "agent" | "contact" | "auditor" = "agent", accountId?: string): Promise<Hit[]> => {
  const answer = await (await server.as(role, accountId)).send("GET", `/api/v1/search?q=${encodeURIComponent(q)}`);
  expect(answer.status).toBe(200);
  return answer.body.hits;
};
const titles = async (q: string): Promise<string[]> => (await find(q)).map(({ kind, title }) => `${kind} ${title}`);

test("COV12: a serial is found however it is typed, and is a question for the Check page", async () => {
  for (const typed of ["PHH-68634f", "phh68634F", " phh 68634 f"]) {
    expect(await find(typed)).toEqual([
      {
        kind: "asset",
        id: small.n1,
        title: "PHH-68634f",
        detail: "QFX5120 · Northgate Logistics · HQ",
        clue: { name: "serial", value: "PHH-68634f" },
      },
    ]);
  }
  expect(await titles("KL0 IOOI1")).toEqual(["asset KLO 10011"]);
});

test("COV12: what begins so is found, and what is alike when nothing else is", async () => {
  expect(await titles("orb-77")).toEqual(["asset ORB-77001", "asset ORB-77002"]);
  expect(await find("PHH-68643f")).toMatchObject([{ title: "PHH-68634f", alike: true }]);
  expect((await find("orb-77")).some(({ alike }) => alike)).toBe(false);
  expect(await titles("zzzz-99999")).toEqual([]);
});

test("ENT2: tag, e-mail, phone, contract, account and ticket each lead to their record", async () => {
  expect(await titles("ng 1")).toEqual(["asset PHH-68634f", "asset HAR-33001"]);
  expect(await find("NG-2")).toMatchObject([{ kind: "asset", title: "NG-2", clue: { name: "assetTag", value: "NG-2" } }]);
  expect(await find("JUNO@northgate.example")).toMatchObject([
    { kind: "contact", title: "Juno Petrov", clue: { name: "email", value: "juno@northgate.example" } },
  ]);
  expect(await titles("sam@har")).toEqual(["contact Sam Rivera"]);
  expect(await titles("0044 20 79463050")).toEqual(["contact Juno Petrov"]);
  expect(await find("sc1001")).toMatchObject([
    {
      kind: "contract",
      title: "SC-1001",
      detail: "Gold · Northgate Logistics",
      clue: { name: "contractNumber", value: "SC-1001" },
    },
  ]);
  expect(await find("cu3")).toMatchObject([
    { kind: "account", title: "Harbor Freightways", clue: { name: "account", value: "CU3" } },
  ]);
  expect(await find(`T-${ticketNumber}`)).toMatchObject([
    { kind: "ticket", title: `T-${ticketNumber}`, detail: "Loading dock display is blank · Harbor Freightways", clue: null },
  ]);
});

test("part of a name is enough: exact before part, at most twelve", async () => {
  expect(await titles("northgate")).toEqual(["account Northgate Logistics", "account Northgate Retail"]);
  expect(await titles("riv")).toEqual(["contact Sam Rivera"]);
  expect(await titles("dock display")).toEqual([`ticket T-${ticketNumber}`]);
  expect((await find("a")).length).toBeLessThanOrEqual(12);
});

test("a placeholder and signs that mean something to SQL find nothing", async () => {
  for (const typed of ["000000", "N/A", "%%%", "___", "'; drop table asset --", "\\"]) expect(await find(typed)).toEqual([]);
});

test("a contact finds what is their own account's only; an auditor finds all", async () => {
  expect((await find("NG-1", "contact", small.harbor)).map(({ id }) => id)).toEqual([small.p1]);
  expect(await find("PHH-68634f", "contact", small.harbor)).toEqual([]);
  expect(await find("northgate", "contact", small.harbor)).toEqual([]);
  expect((await find("PHH-68634f", "auditor")).length).toBe(1);
});

test("no text is refused, and so is who has not signed in", async () => {
  expect((await (await server.as("agent")).send("GET", "/api/v1/search?q=%20")).body).toMatchObject({
    code: "validation_failed",
    errors: [{ pointer: "/query/q" }],
  });
  expect((await server.anonymous.send("GET", "/api/v1/search?q=x")).status).toBe(401);
});
