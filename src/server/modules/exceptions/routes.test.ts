import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultPolicy } from "#core/policy/index.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
});
afterAll(() => server.close());

const ifMatch = (version: number) => ({ "if-match": `"${version}"` });
const open = async (serial: string) => {
  const input = { question: { serial }, subject: "Down", description: "", channel: "email", severity: 3 };
  return (await server.as("agent")).send("POST", "/api/v1/tickets", input);
};

test("ENT9: the list, one of them, what became of it and its task, over HTTP and by roles", async () => {
  expect((await open("KLO-10011")).status).toBe(201);
  const [agent, sales] = [await server.as("agent"), await server.as("sales")];
  const list = await agent.send("GET", "/api/v1/exceptions?status=open&sort=cost");
  expect([list.status, list.body.total, list.body.totalCost, list.body.rows[0].cost]).toEqual([200, 1, [], null]);
  const { id, number } = list.body.rows[0];
  const one = await sales.send("GET", `/api/v1/exceptions/${number}`);
  expect([one.status, one.body.id, one.headers["etag"], one.body.cost?.minor]).toEqual([200, id, '"1"', "0"]);
  const path = `/api/v1/exceptions/${id}`;
  const outcome = { status: "quoted", note: "Quote sent", assignee: "me" };
  expect((await sales.send("PATCH", path, outcome)).status).toBe(428);
  expect((await agent.send("PATCH", path, outcome, ifMatch(1))).status).toBe(403);
  const bare = await sales.send("PATCH", path, { status: "quoted" }, ifMatch(1));
  expect([bare.status, bare.body.errors[0].pointer]).toEqual([422, "/body/note"]);
  const changed = await sales.send("PATCH", path, outcome, ifMatch(1));
  expect([changed.status, changed.body.status, changed.body.assigneeName, changed.headers["etag"]]).toEqual([
    200,
    "quoted",
    "Test sales",
    '"2"',
  ]);
  expect((await sales.send("PATCH", path, outcome, ifMatch(1))).status).toBe(412);
  const tasks = await agent.send("GET", "/api/v1/tasks?status=all&kind=renewal");
  expect([tasks.body.total, tasks.body.rows[0].status, tasks.body.rows[0].exceptionNumber]).toEqual([1, "done", number]);
  const task = `/api/v1/tasks/${tasks.body.rows[0].id}`;
  const again = await agent.send("PATCH", task, { done: false, dueOn: "2026-12-24" }, ifMatch(tasks.body.rows[0].revision));
  expect([again.status, again.body.status, again.body.dueOn]).toEqual([200, "open", "2026-12-24"]);
  const csv = await sales.send("GET", "/api/v1/exceptions/export?format=csv&q=klo");
  expect([csv.status, csv.headers["content-type"], csv.text.split("\r\n").length]).toEqual([200, "text/csv; charset=utf-8", 3]);
});

test("SEC: contacts see neither exceptions nor tasks; what there is not is not found; other lists' cursors are refused", async () => {
  const contact = await server.as("contact", small.northgate);
  for (const path of ["exceptions", "exceptions/X-1001", "exceptions/export?format=csv", "tasks"])
    expect((await contact.send("GET", `/api/v1/${path}`)).status, path).toBe(403);
  const sales = await server.as("sales");
  for (const name of ["X-9999", "X-99999999999999999999", "nothing", small.northgate])
    expect((await sales.send("GET", `/api/v1/exceptions/${name}`)).status, name).toBe(404);
  for (const path of ["exceptions?cursor=abc", "tasks?cursor=abc", "exceptions?from=yesterday", "exceptions?sort=luck"])
    expect((await sales.send("GET", `/api/v1/${path}`)).status, path).toBe(400);
});

test("ENT9: what a manager lets through is an exception with its approver, and overturns the decision", async () => {
  const manager = await server.as("manager");
  const { body } = await manager.send("GET", "/api/v1/policy");
  const policy = { ...defaultPolicy, otherwise: "enforce" };
  await manager.send("PUT", "/api/v1/policy", { policy, reason: "Strict" }, ifMatch(body.version));
  const ticket = (await open("HAR-33001")).body;
  const before = await manager.send("GET", `/api/v1/exceptions?accountId=${small.harbor}`);
  expect([ticket.held, before.body.total]).toEqual(["not_covered", 0]);
  const path = `/api/v1/tickets/${ticket.id}`;
  const agent = await server.as("agent");
  expect((await agent.send("POST", `${path}/override`, { reason: "Please" })).status).toBe(403);
  const through = await manager.send("POST", `${path}/override`, { reason: "They renew tomorrow" });
  expect([through.status, through.body.held]).toEqual([200, null]);
  const after = await manager.send("GET", `/api/v1/exceptions?accountId=${small.harbor}`);
  expect(after.body.rows).toMatchObject([{ handling: "enforce", approvedBy: "Test manager" }]);
  const confidence = await manager.send("GET", `/api/v1/accounts/${small.harbor}/confidence`);
  expect(confidence.body.parts[2]).toMatchObject({ key: "decisions", good: 0, of: 1 });
  const changed = await agent.send("PATCH", path, { severity: 2, cover: "switch" }, ifMatch(through.body.revision));
  expect(changed.status).toBe(200);
  const still = await manager.send("GET", `/api/v1/exceptions?accountId=${small.harbor}`);
  expect(still.body.rows).toMatchObject([{ handling: "enforce", approvedBy: "Test manager" }]);
});
