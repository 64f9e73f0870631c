import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Decision } from "#core/entitlement/decision.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";
import { checkEntitlement } from "#modules/entitlements/entitlements.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import { inTestTransaction, testActor, testContext, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import type { Database } from "#platform/db/database.ts";
import { RECORDED_DATA } from "#test/support/recorded-data.ts";
import { recordedSheets, registerCsv, unwatched } from "#test/support/sheets.ts";
import { runSheets } from "../../src/server/modules/imports/run.ts";

/**
 * Sixty questions and what the books and the four plans say of them, worked out with pencil and calendar: ten assets in eight zones,
 * asked about by e-mail, phone and portal, by named callers, contacts who are none, and strangers, at severities 1 to 3. The last two
 * columns are when the first response and the resolution are due. Clocks in Europe go forward on 29 March 2026.
 */
const cases = `
EDL27537H  2026-03-28T23:30  email   named     1  SC-2007   Gold      2026-03-28T23:00Z  2026-03-29T02:30Z
EDL27537H  2026-03-28T23:30  email   stranger  2  SC-2007   Gold      2026-03-28T23:30Z  2026-03-29T06:30Z
EDL27537H  2026-03-28T23:30  phone   named     2  SC-2007   Gold      2026-03-28T23:30Z  2026-03-29T06:30Z
EDL27537H  2026-03-28T23:30  phone   stranger  3  SC-2007   Gold      2026-03-29T00:30Z  2026-03-29T14:30Z
EDL27537H  2026-03-28T23:30  portal  named     3  SC-2007   Gold      2026-03-29T00:30Z  2026-03-29T14:30Z
EDL27537H  2026-03-28T23:30  portal  stranger  1  SC-2007   Gold      2026-03-28T23:00Z  2026-03-29T02:30Z

JQA25698C  2026-03-27T17:00  email   named     1  SC-2067   Silver    2026-03-30T00:00Z  2026-03-30T08:00Z
JQA25698C  2026-03-27T17:00  email   stranger  2  SC-2067   Silver    2026-03-30T02:00Z  2026-03-31T08:00Z
JQA25698C  2026-03-27T17:00  phone   named     2  SC-2067   Silver    2026-03-30T02:00Z  2026-03-31T08:00Z
JQA25698C  2026-03-27T17:00  phone   stranger  3  SC-2067   Silver    2026-03-30T06:00Z  2026-04-02T08:00Z
JQA25698C  2026-03-27T17:00  portal  named     3  SC-2067   Silver    2026-03-30T06:00Z  2026-04-02T08:00Z
JQA25698C  2026-03-27T17:00  portal  stranger  1  SC-2067   Silver    2026-03-30T00:00Z  2026-03-30T08:00Z

NFG57643C  2026-03-27T16:30  email   named     1  SC-2031   Bronze    2026-03-30T03:30Z  2026-04-01T03:30Z
NFG57643C  2026-03-27T16:30  email   unnamed   2  not covered: caller
NFG57643C  2026-03-27T16:30  phone   named     2  not covered: channel
NFG57643C  2026-03-27T16:30  phone   unnamed   3  not covered: channel
NFG57643C  2026-03-27T16:30  portal  named     3  SC-2031   Bronze    2026-03-31T07:30Z  2026-04-10T07:30Z
NFG57643C  2026-03-27T16:30  portal  stranger  1  not covered: caller

EUT28428A  2026-03-27T12:00  email   named     1  SC-2036   Bronze    2026-03-27T20:00Z  2026-03-31T20:00Z
EUT28428A  2026-03-27T12:00  email   unnamed   2  not covered: caller
EUT28428A  2026-03-27T12:00  phone   named     2  not covered: channel
EUT28428A  2026-03-27T12:00  phone   unnamed   3  not covered: channel
EUT28428A  2026-03-27T12:00  portal  named     3  SC-2036   Bronze    2026-03-31T16:00Z  2026-04-10T16:00Z
EUT28428A  2026-03-27T12:00  portal  stranger  1  not covered: caller

UXE96254B  2026-03-27T15:00  email   named     1  warranty  Warranty  2026-03-30T10:00Z  2026-04-01T10:00Z
UXE96254B  2026-03-27T15:00  email   unnamed   2  SC-2003   Gold      2026-03-27T16:00Z  2026-03-27T23:00Z
UXE96254B  2026-03-27T15:00  phone   named     2  SC-2003   Gold      2026-03-27T16:00Z  2026-03-27T23:00Z
UXE96254B  2026-03-27T15:00  phone   unnamed   3  SC-2003   Gold      2026-03-27T17:00Z  2026-03-28T07:00Z
UXE96254B  2026-03-27T15:00  portal  named     3  warranty  Warranty  2026-03-31T14:00Z  2026-04-10T14:00Z
UXE96254B  2026-03-27T15:00  portal  stranger  1  SC-2003   Gold      2026-03-27T15:30Z  2026-03-27T19:00Z

EDF93679G  2026-03-27T17:30  email   named     1  warranty  Warranty  2026-03-30T11:00Z  2026-04-01T11:00Z
EDF93679G  2026-03-27T17:30  email   unnamed   2  SC-2040   Silver    2026-03-30T09:30Z  2026-03-31T15:30Z
EDF93679G  2026-03-27T17:30  phone   named     2  SC-2040   Silver    2026-03-30T09:30Z  2026-03-31T15:30Z
EDF93679G  2026-03-27T17:30  phone   unnamed   3  SC-2040   Silver    2026-03-30T13:30Z  2026-04-02T15:30Z
EDF93679G  2026-03-27T17:30  portal  named     3  warranty  Warranty  2026-03-31T15:00Z  2026-04-13T07:00Z
EDF93679G  2026-03-27T17:30  portal  stranger  1  SC-2040   Silver    2026-03-30T07:30Z  2026-03-30T15:30Z

QYA85794B  2026-03-30T07:00  email   named     1  SC-2019   Silver    2026-03-30T15:00Z  2026-03-31T13:00Z
QYA85794B  2026-03-30T07:00  email   stranger  2  SC-2019   Silver    2026-03-30T17:00Z  2026-04-01T13:00Z
QYA85794B  2026-03-30T07:00  phone   named     2  SC-2019   Silver    2026-03-30T17:00Z  2026-04-01T13:00Z
QYA85794B  2026-03-30T07:00  phone   stranger  3  SC-2019   Silver    2026-03-30T21:00Z  2026-04-03T13:00Z
QYA85794B  2026-03-30T07:00  portal  named     3  SC-2019   Silver    2026-03-30T21:00Z  2026-04-03T13:00Z
QYA85794B  2026-03-30T07:00  portal  stranger  1  SC-2019   Silver    2026-03-30T15:00Z  2026-03-31T13:00Z

GUD39926E  2026-03-27T16:59  email   named     1  SC-2102   Bronze    2026-03-30T10:59Z  2026-04-01T10:59Z
GUD39926E  2026-03-27T16:59  email   unnamed   2  not covered: caller
GUD39926E  2026-03-27T16:59  phone   named     2  not covered: channel
GUD39926E  2026-03-27T16:59  phone   unnamed   3  not covered: channel
GUD39926E  2026-03-27T16:59  portal  named     3  SC-2102   Bronze    2026-03-31T14:59Z  2026-04-10T14:59Z
GUD39926E  2026-03-27T16:59  portal  stranger  1  not covered: caller

LWZ87436B  2026-03-27T10:00  email   named     1  not covered: nothing
LWZ87436B  2026-03-27T10:00  email   unnamed   2  not covered: nothing
LWZ87436B  2026-03-27T10:00  phone   named     2  not covered: nothing
LWZ87436B  2026-03-27T10:00  phone   unnamed   3  not covered: nothing
LWZ87436B  2026-03-27T10:00  portal  named     3  not covered: nothing
LWZ87436B  2026-03-27T10:00  portal  stranger  1  not covered: nothing

LKQ72556C  2026-03-26T03:00  email   named     1  SC-2031   Bronze    2026-03-26T04:00Z  2026-03-30T04:00Z
LKQ72556C  2026-03-26T03:00  email   unnamed   2  not covered: caller
LKQ72556C  2026-03-26T03:00  phone   named     2  not covered: channel
LKQ72556C  2026-03-26T03:00  phone   unnamed   3  not covered: channel
LKQ72556C  2026-03-26T03:00  portal  named     3  SC-2031   Bronze    2026-03-27T08:00Z  2026-04-09T00:00Z
LKQ72556C  2026-03-26T03:00  portal  stranger  1  not covered: caller
`;

type Case = {
  readonly name: string;
  readonly serial: string;
  readonly at: string;
  readonly channel: Channel;
  readonly caller: "named" | "unnamed" | "stranger";
  readonly severity: Severity;
  readonly expected: readonly string[];
};

const table: readonly Case[] = cases
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => {
    const [serial, at, channel, caller, severity, ...expected] = line.split(/\s+/);
    const name = line.replaceAll(/ +/g, " ");
    return { name, serial, at, channel, caller, severity: Number(severity), expected } as Case;
  });

const folder = join(RECORDED_DATA, "register");
const rows = (file: string) =>
  parse<Record<string, string>>(readFileSync(join(folder, file)), { columns: true, bom: true, trim: true });

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await inTestTransaction(database, {}, ensureStandardPlans);
  await runSheets(testShell(database), testActor("finance"), await recordedSheets(registerCsv), false, unwatched);
}, 180_000);
afterAll(() => database.close());

/** How such a caller shows who they are: by telephone number on the phone, else by e-mail address. */
function clueOf({ serial, channel, caller }: Case) {
  if (caller === "stranger") return { email: "somebody@elsewhere.example" };
  const account = rows("assets.csv").find((asset) => asset["Serial Number"] === serial)!["Customer Ref"];
  const marked = caller === "named" ? "Y" : "N";
  const contact = rows("contacts.csv").find((one) => one["Customer Ref"] === account && one["Named caller"] === marked)!;
  return channel === "phone" ? { phone: contact["Telephone"]! } : { email: contact["E-mail"]! };
}

/** A decision as the table has it. */
function inColumns({ outcome, source, reasons, targets }: Decision): string[] {
  if (outcome !== "entitled") return ["not", "covered:", obstacleIn(reasons[0]!.text)];
  const due = (target: string) => targets.find(({ name }) => name === target)!.dueAt.replace(":00Z", "Z");
  return [source!.contractNumber ?? source!.kind, source!.plan, due("first_response"), due("resolution")];
}

/** What is in the way, by how the first reason puts it. */
function obstacleIn(reason: string): string {
  if (/named caller/i.test(reason)) return "caller";
  return /\bonly\b/.test(reason) ? "channel" : "nothing";
}

describe("sixty questions worked out by hand", () => {
  test("ENT6: there are sixty, no two alike", () => {
    expect(new Set(table.map(({ name }) => name)).size).toBe(60);
  });

  test.for(table)("ENT6: $name", async (one) => {
    const { serial, at, channel, severity, expected } = one;
    const decision = await checkEntitlement(testContext(database, { role: "agent", now: "2026-03-27T09:00:00Z" }), {
      serial,
      at,
      channel,
      severity,
      ...clueOf(one),
    });
    expect(inColumns(decision), decision.reasons[0]!.text).toEqual(expected);
  });
});
