import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportReport } from "#api/imports.ts";
import type { AskedQuestion } from "#modules/entitlements/entitlements.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import { checkEntitlement, checkMany } from "#modules/entitlements/entitlements.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { RECORDED_DATA } from "#test/support/recorded-data.ts";
import { testServer, type TestServer } from "#test/support/server.ts";
import { run } from "../../src/cli/run.ts";
import { ensureLocalKey } from "../../src/server/local-files.ts";
import { Books } from "./books.oracle.ts";

const folder = join(RECORDED_DATA, "register");

let server: TestServer;
let data: string;
let books: Books;

beforeAll(async () => {
  server = await testServer();
  await inTestTransaction(server.database, {}, ensureStandardPlans);
  data = mkdtempSync(join(tmpdir(), "ambit-register-"));
  await ensureLocalKey(data, server.shell, server.server.identity);
  await server.server.app.fastify.listen({ port: 0, host: "127.0.0.1" });
  writeFileSync(join(data, "address"), `http://127.0.0.1:${(server.server.app.fastify.server.address() as AddressInfo).port}`);
  const printed: string[] = [];
  const terminal = {
    print: (line: string) => printed.push(line),
    complain: (line: string) => printed.push(line),
    env: { AMBIT_DATA: data },
    inColour: false,
  };
  // oxlint-disable-next-line vitest/no-standalone-expect -- what every test stands on
  expect([await run(["import", folder, "--json"], terminal), printed.join("\n").slice(0, 1)]).toEqual([0, "{"]);
  const report = JSON.parse(printed.join("\n")) as ImportReport;
  const refused = new Set(report.files.flatMap((file) => file.refused.map((one) => `${one.file} ${one.row}`)));
  books = new Books(folder, (file, row) => refused.has(`${file} ${row}`));
}, 180_000);
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

const ask = (asked: AskedQuestion) =>
  checkEntitlement(testContext(server.database, { role: "agent", now: "2026-06-15T12:00:00Z" }), asked);
const source = async (serial: string, at: string) => {
  const { outcome, source: from } = await ask({ serial, at });
  return [outcome, from?.contractNumber ?? from?.kind ?? null, from?.plan ?? null];
};

test("ENT6: for every serial, on days either side of every kind of change, the server agrees with the books", async () => {
  // The last day of a removed line and the day after, a leap day, a summer-time Sunday, half-years, terms' ends, a cancellation.
  const days = [
    "2023-06-06",
    "2023-06-07",
    "2024-02-29",
    "2024-10-27",
    "2025-01-26",
    "2025-01-27",
    "2025-06-30",
    "2025-07-01",
    "2026-03-31",
    "2026-04-01",
    "2027-05-04",
    "2027-05-05",
  ];
  const asked = days.flatMap((day) => books.serials.map((serial) => ({ serial, at: `${day}T12:00` })));
  const answers = await checkMany(testContext(server.database, { role: "agent" }), asked);
  const differing = answers.flatMap((answer, index) => {
    const { serial, at } = asked[index]!;
    const expected = books.covers(serial, at.slice(0, 10));
    const said = answer.outcome === "entitled" ? [answer.source!.contractNumber ?? answer.source!.kind] : [];
    const outcome = expected.length > 1 ? "undecided" : expected.length === 1 ? "entitled" : "not_entitled";
    const agrees = answer.outcome === outcome && (outcome !== "entitled" || said[0] === expected[0]);
    return agrees
      ? []
      : [
          `${serial} at ${at}: the books say ${expected.join(" or ") || "nothing"}, the server ${answer.outcome} ${said[0] ?? ""}: ${answer.reasons[0]?.text}`,
        ];
  });
  expect(asked.length).toBeGreaterThan(16_000);
  expect(differing).toEqual([]);
});

test("COV3: removed on 6 June 2023 and again on 28 October 2024: the last day counts, the day after does not", async () => {
  expect(await source("CGE76363F", "2023-06-06T23:59:59")).toEqual(["entitled", "SC-2009", "Silver"]);
  expect(await source("cge-76363 f", "2023-06-07T00:00")).toEqual(["not_entitled", null, null]);
  expect(await source("CGE76363F", "2024-04-01")).toEqual(["entitled", "SC-2010", "Gold"]);
  // Summer time ended on the 27th: the 28th ends at 00:00 UTC.
  expect(await source("CGE76363F", "2024-10-28T23:59:59Z")).toEqual(["entitled", "SC-2010", "Gold"]);
  expect(await source("CGE76363F", "2024-10-29T00:00:00Z")).toEqual(["not_entitled", null, null]);
  expect(await source("CGE76363F", "2026-03-31T22:59:59Z")).toEqual(["entitled", "SC-2011", "Gold"]);
  expect(await source("CGE76363F", "2026-03-31T23:00:00Z")).toEqual(["not_entitled", null, null]);
});

test("ENT6: a warranty's last day is in the customer's zone, and the next contract is a near miss", async () => {
  expect(await source("XDP77464B", "2025-01-09T23:59:59")).toEqual(["entitled", "warranty", "Warranty"]);
  const { outcome, nearMisses } = await ask({ serial: "XDP77464B", at: "2025-01-10" });
  expect(outcome).toBe("not_entitled");
  expect(nearMisses).toEqual(
    expect.arrayContaining([expect.objectContaining({ change: "date", from: "2025-04-01", contractNumber: "SC-2011" })]),
  );
});

test("ENT3: of an asset's own contract and its warranty the contract is taken", async () => {
  expect(await source("RMF75285F", "2025-09-01")).toEqual(["entitled", "SC-2011", "Gold"]);
});

test("COV1: an account's line covers what the account has", async () => {
  expect(await source("PHH-68634f", "2026-03-20T23:30")).toEqual(["entitled", "SC-2003", "Gold"]);
});

test("ENT5: Bronze takes no phone calls, and no tickets of callers who are not named", async () => {
  const asked = { serial: "LWZ87436B", at: "2026-05-04T10:00" };
  expect((await ask({ ...asked, channel: "portal" })).source?.contractNumber).toBe("SC-2012");
  const byPhone = await ask({ ...asked, channel: "phone" });
  expect([byPhone.outcome, byPhone.nearMisses.map(({ change }) => change)]).toEqual([
    "not_entitled",
    expect.arrayContaining(["channel"]),
  ]);
  const unknown = await ask({ ...asked, channel: "email", email: "somebody@elsewhere.example" });
  expect([unknown.outcome, unknown.nearMisses.map(({ change }) => change)]).toEqual([
    "not_entitled",
    expect.arrayContaining(["contact"]),
  ]);
});
