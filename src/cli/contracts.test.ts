import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BillingRun } from "#api/billing.ts";
import { createContract } from "#api/contracts.ts";
import { listPlans } from "#api/plans.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { testServer, type TestServer } from "#test/support/server.ts";
import { ensureLocalKey } from "../server/local-files.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { run } from "./run.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  folder = mkdtempSync(join(tmpdir(), "ambit-cli-"));
  await ensureLocalKey(folder, server.shell, server.server.identity);
  await server.server.app.fastify.listen({ port: 0, host: "127.0.0.1" });
  const { port } = server.server.app.fastify.server.address() as AddressInfo;
  writeFileSync(join(folder, "address"), `http://127.0.0.1:${port}\n`);
  await agree("C-9");
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A contract of Northgate's, billed monthly in advance: N1, N3 and N4 at 1,200.00 a year each, on a line each. */
async function agree(number: string): Promise<void> {
  const caller = callerFor(connectionFrom({ AMBIT_DATA: folder }));
  const { rows } = await caller.call(listPlans, {});
  const line = (which: string, assetId: string) => ({
    number: which,
    service: "hardware",
    covers: [{ subject: { assetId }, yearlyMinor: "120000" }],
  });
  await caller.call(createContract, {
    body: {
      number,
      accountId: small.northgate,
      planId: rows.find(({ name }) => name === "Gold")!.id,
      currency: "GBP",
      timeZone: "Europe/London",
      startsOn: "2026-01-01",
      endsBefore: "2027-01-01",
      billingEvery: "month",
      signedOn: "2026-01-01",
      lines: [line("1", small.n1), line("2", small.n3), line("3", small.n4)],
    },
  });
}

/** Runs the command line; `answer` is what somebody in front of it says, left out on a pipe. Text in quotes is one word. */
async function ambit(line: string, answer?: boolean) {
  const out: string[] = [];
  const err: string[] = [];
  const asked: string[] = [];
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
  const code = await run(words, {
    print: (text) => out.push(text),
    complain: (text) => err.push(text),
    env: { AMBIT_DATA: folder },
    inColour: false,
    ...(answer !== undefined && { confirm: (question: string) => (asked.push(question), Promise.resolve(answer)) }),
  });
  return { code, out: out.join("\n"), err: err.join("\n"), asked };
}

test("a contract is shown with what it covers and its amendments, on a day", async () => {
  const { code, out } = await ambit("contracts show c-9 --at 2026-02-10");
  expect(code).toBe(0);
  expect(out).toMatch(/^C-9 {2}IN FORCE {2}Northgate Logistics\n {2}Gold, 1 Jan 2026 – 31 Dec 2026 \(Europe\/London\)\n/);
  expect(out).toContain("GBP 3,600.00 a year, billed monthly in advance");
  expect(out).toMatch(
    /Covers on 10 Feb 2026 \(3\)\n.*\n {2}1 +PHH-68634f QFX5120 +Gold +1 Jan 2026 – 31 Dec 2026 +GBP 1,200\.00\n/,
  );
  expect(out).toMatch(/Amendments \(1\)/);
  const { contract } = JSON.parse((await ambit("contracts show C-9 --json")).out) as { contract: { number: string } };
  expect(contract.number).toBe("C-9");
});

describe("COV8: the flagship case from the command line", () => {
  test("BIL2: March is invoiced; a dry run posts nothing, and the same run twice posts once", async () => {
    const through = "billing run --through 2026-03-31 --contract C-9";
    const dry = await ambit(`${through} --dry-run`);
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining("Nothing was posted: this was a dry run.")]);
    const posted = await ambit(`${through} --json`);
    expect(posted.code).toBe(0);
    const ran = JSON.parse(posted.out) as BillingRun & { contracts: { invoiceNumber: string | null }[] };
    expect(ran.totals).toMatchObject([{ currency: "GBP", invoices: 1, creditNotes: 0, chargedMinor: "90000" }]);
    expect((await ambit(through)).out).toContain("There is nothing to post.");
    const listed = await ambit("billing invoices --contract C-9 --kind invoice");
    expect(listed.out).toContain(`${ran.contracts[0]?.invoiceNumber}`);
    expect(listed.out).toContain("GBP 900.00");
  });

  test("COV8: the preview says what the amendment then does, and asks before it is recorded", async () => {
    const change = 'C-9 --remove "klo 10011" --last-day 2026-03-20';
    const preview = await ambit(`contracts preview ${change}`);
    expect(preview.code).toBe(0);
    expect(preview.out).toContain("KLO 10011, line 2");
    expect(preview.out).toMatch(/credit +KLO 10011 +21 Mar 2026 – 31 Mar 2026 +GBP 100\.00 +11\/31 +-GBP 35\.48 +credit note/);
    expect(preview.out).toContain("GBP 3,600.00 a year → GBP 2,400.00");
    const refused = await ambit(`contracts amend ${change} --reason "Shut down"`, false);
    expect(refused).toMatchObject({ code: 1, err: "Nothing was recorded.", asked: ["Record this amendment?"] });
    expect((await ambit(`contracts amend ${change} --reason "Shut down"`)).code).toBe(2);
    const recorded = await ambit(`contracts amend ${change} --reason "Shut down" --yes`);
    expect([recorded.code, recorded.out]).toEqual([0, expect.stringContaining("✔ RECORDED remove, from 21 Mar 2026")]);
    expect(recorded.out.startsWith(preview.out)).toBe(true);
    expect((await ambit("contracts show C-9 --at 2026-03-21")).out).toContain("until 20 Mar 2026");
  });

  test("BIL2: the next run credits 35.48 and charges April at 200.00", async () => {
    const { code, out } = await ambit("billing run --through 2026-04-30 --contract C-9");
    expect(code).toBe(0);
    expect(out).toMatch(/C-9 +Northgate Logistics +3 +GBP 200\.00 +-GBP 35\.48 /);
    expect(out).toMatch(/\nPosted\.$/);
  });

  test("COV13: it is taken back by its id", async () => {
    const { amendments } = JSON.parse((await ambit("contracts show C-9 --json")).out) as { amendments: { id: string }[] };
    const back = await ambit(`contracts amend C-9 --reverse ${amendments[0]!.id} --reason "Wrong serial" --yes --json`);
    expect(back.code).toBe(0);
    expect(JSON.parse(back.out)).toMatchObject({ amendment: { kind: "reverse", reverses: amendments[0]!.id } });
    expect((await ambit("contracts show C-9")).out).toContain("remove, reversed");
  });
});

test("COV13: a choice that nobody made is asked for by its option", async () => {
  const raise = 'contracts amend C-9 --reprice ORB-77001 --yearly 1300 --from 2026-07-01 --reason "Indexed" --yes';
  expect((await ambit(raise)).code).toBe(0);
  const again = "contracts preview C-9 --reprice ORB-77001 --yearly 1250 --from 2026-06-01";
  const { code, err } = await ambit(again);
  expect(code).toBe(1);
  expect(err).toContain("With --later keep it stays");
  expect((await ambit(`${again} --later keep`)).code).toBe(0);
  const two = await ambit(`${again} --cancel 2025-01-01`);
  expect(two.err).toMatch(/^Change \d: /);
});

test("changes come from a spreadsheet, and a wrong row stops them all", async () => {
  const sheet = join(folder, "changes.csv");
  writeFileSync(sheet, "Serial,Action,Day\nORB-77001,remove,2026-09-30\nPHH-68634f,remove,2026-09-30\n");
  const good = await ambit(`contracts preview C-9 --sheet ${sheet} --later supersede`);
  expect([good.code, good.err]).toEqual([0, ""]);
  expect(good.out).toContain("Coverage (2)");
  writeFileSync(sheet, "Serial,Action,Day\nORB-77001,remove,2026-09-31\n");
  const bad = await ambit(`contracts preview C-9 --sheet ${sheet}`);
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining("row 2")]);
});

test("a command that is none ends with 2 and says how it is written", async () => {
  for (const [line, words] of [
    ["contracts", "Say which: show, preview, amend."],
    ["contracts shwo C-9", "Did you mean show?"],
    ["contracts show", "Name one contract"],
    ["contracts show C-99999", "There is no contract C-99999."],
    ["contracts preview C-9", "Say what changes: --remove"],
    ["contracts preview C-9 --reverse x --cancel 2026-01-31", "--reverse stands alone"],
    ["contracts preview C-9 --cancel 2026-01-31 --later maybe", '--later is "maybe"'],
    ["contracts preview C-9 --transfer Nobody --from 2026-07-01", "There is no account Nobody."],
    ["contracts preview C-9 --sheet /nowhere.csv", "/nowhere.csv cannot be read"],
    ["contracts amend C-9 --cancel 2026-01-31 --yes", "Say why"],
    ["billing run", "Say through which day"],
    ["billing run --through tomorrow", '--through is "tomorrow"'],
    ["billing invoices --kind bill", '--kind is "bill"'],
    ["billing invoices --limit many", '--limit is "many"'],
  ] as const) {
    const { code, err, out } = await ambit(line);
    expect([line, code, out]).toEqual([line, 2, ""]);
    expect(err).toContain(words);
  }
});

test("help tells every change and every option", async () => {
  const contracts = await ambit("contracts --help");
  for (const verb of [
    "remove",
    "add",
    "swap",
    "reprice",
    "move",
    "correct",
    "extend",
    "shorten",
    "suspend",
    "resume",
    "cancel",
    "transfer",
  ])
    expect(contracts.out).toContain(`--${verb} `);
  expect((await ambit("help billing")).out).toContain("--dry-run");
});
