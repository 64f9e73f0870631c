import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPlanVersion, createPlan, listPlans, listPlanTemplates } from "#modules/plans/plans.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";
import { ensureLocalKey } from "../server/local-files.ts";
import { run } from "./run.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  await inTestTransaction(server.database, { role: "manager" }, async (ctx) => {
    const templates = (await listPlanTemplates(ctx)).rows;
    const hours = templates.find(({ name }) => name === "Hours")!;
    await createPlan(ctx, { name: "Hours", templateId: hours.id, reason: "For those who want work" });
    const { id, revision, terms } = (await listPlans(ctx)).find(({ name }) => name === "Bronze")!;
    await addPlanVersion(ctx, id, revision, {
      effectiveOn: "2999-01-01",
      terms: { ...terms, contacts: "any" } as Parameters<typeof addPlanVersion>[3]["terms"],
      reason: "Anybody may ask",
      kind: "change",
    });
  });
  folder = mkdtempSync(join(tmpdir(), "ambit-cli-"));
  await ensureLocalKey(folder, server.shell, server.server.identity);
  await server.server.app.fastify.listen({ port: 0, host: "127.0.0.1" });
  const { port } = server.server.app.fastify.server.address() as AddressInfo;
  writeFileSync(join(folder, "address"), `http://127.0.0.1:${port}\n`);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ambit(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const env = { AMBIT_DATA: folder };
  const terminal = { print: (text: string) => out.push(text), complain: (text: string) => err.push(text), env, inColour: false };
  const code = await run(["plans", ...args], terminal);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("lists the plans with what they grant, and what changes soon", async () => {
  const { code, out } = await ambit("list");
  expect(code).toBe(0);
  expect(out).toMatch(/^Bronze +email, portal +named callers +24 tickets a contract year +1 +changes 1 Jan 2999$/m);
  expect(out).toMatch(/^Gold +any +any contact +not counted +2$/m);
  expect(out).toMatch(/^Hours +any +named callers +10 h a contract month +0$/m);
  expect(out).toMatch(/100 tickets a contract year, at most 50 phone/);
  expect(JSON.parse((await ambit("list", "--json")).out)).toHaveLength(5);
});

test("shows a plan's versions, the latest first", async () => {
  const { code, out } = await ambit("show", "bronze");
  expect(code).toBe(0);
  expect(out).toContain("Version 2 from 1 Jan 2999, to come: Anybody may ask (Test manager)");
  expect(out).toContain("Version 1 from 1 Jan 1900, in force: as installed");
  expect(out).toContain("first response  4 h open at 1, 8 h open at 2, 16 h open at 3, 16 h open at 4");
  expect(out).toContain("resolution      20 h open at 1, 5 working d at 2, 10 working d at 3, 10 working d at 4");
  expect(await ambit("show", "Tin")).toMatchObject({
    code: 2,
    err: expect.stringContaining("There is no plan Tin. There are Bronze"),
  });
  expect((await ambit("show")).code).toBe(2);
});

test("tries a plan's terms on an invented caller", async () => {
  const at = ["--at", "2026-03-18T09:30", "--zone", "Europe/London", "--channel", "email", "--severity", "2"];
  const yes = await ambit("try", "Silver", ...at, "--used", "tickets/all=99");
  expect(yes.code).toBe(0);
  expect(yes.out).toContain("COVERED");
  expect(yes.out).toContain("first response   by Wed, 18 Mar 2026, 13:30");
  expect((await ambit("try", "Silver", ...at, "--used", "tickets/all=100")).out).toContain("NOT COVERED");
  expect((await ambit("try", "Bronze", ...at, "--contact", "unnamed")).out).toContain("NOT COVERED");
  expect(await ambit("try", "Silver", ...at, "--used", "much")).toMatchObject({ code: 2 });
  expect(await ambit("try", "Silver", "--channel", "pigeon")).toMatchObject({ code: 2 });
  expect(JSON.parse((await ambit("try", "Gold", "--json")).out)).toMatchObject({ outcome: "entitled" });
});
