import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewContract } from "#api/contracts.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Answer, type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let finance: Client;
let plans: Map<string, string>;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  finance = await server.as("finance");
  const { body } = await finance.send("GET", "/api/v1/plans");
  plans = new Map(body.rows.map(({ id, name }: { id: string; name: string }) => [name, id]));
});
afterAll(() => server.close());

const path = "/api/v1/contracts";
/** Northgate's contract for 2028, with two assets on one line and the site on another. */
const asked = (number: string, more: Partial<NewContract> = {}): NewContract => ({
  number,
  accountId: small.northgate,
  planId: plans.get("Gold")!,
  startsOn: "2028-01-01",
  endsBefore: "2029-01-01",
  lines: [
    {
      number: "1",
      taxBp: 2000,
      covers: [
        { subject: { serial: "phh-68634F", coversParts: true }, yearlyMinor: "120000" },
        { subject: { assetTag: "NG-2" }, yearlyMinor: "60000", endsBefore: "2028-07-01", planId: plans.get("Bronze")! },
      ],
    },
    { number: "2", service: "Hardware", covers: [{ subject: { siteId: small.depot }, yearlyMinor: "30000" }] },
  ],
  ...more,
});
/** The whole of the contract's days, whichever they are. */
const allDays = () => ({ lines: [{ ...asked("").lines![0]!, covers: asked("").lines![0]!.covers.slice(0, 1) }] });
const depotOnly = () => ({
  lines: [{ number: "1", taxBp: 2000, covers: [{ subject: { siteId: small.depot }, yearlyMinor: "1" }] }],
});
const make = (number: string, more: Partial<NewContract> = {}, client = finance): Promise<Answer> =>
  client.send("POST", path, asked(number, more));
const at = async (id: string, query: string): Promise<any> => (await finance.send("GET", `${path}/${id}?${query}`)).body;
/** On days when SC-1004 does not cover Northgate as a whole it would cover nothing of these: it is told apart by its subject. */
const covered = async (id: string, query = ""): Promise<any> =>
  (await finance.send("GET", `${path}/${id}/coverage?${query}`)).body;

describe("a draft", () => {
  test("COV5: says what it would cover, and covers nothing", async () => {
    const { status, body, headers } = await make("D-1");
    expect(status).toBe(201);
    expect(headers.location).toBe(`${path}/${body.id}`);
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({
      state: "draft",
      signedOn: null,
      timeZone: "Europe/London",
      yearlyValue: { minor: "0", currency: "GBP" },
      daysToEnd: null,
      lineList: [
        { number: "1", subject: "PHH-68634f and 1 more", subjects: 2, assetId: null, taxBp: 2000 },
        { number: "2", service: "hardware", subject: "Depot", scope: "site" },
      ],
    });
    const { rows, total } = await covered(body.id);
    expect(total).toBe(3);
    expect(rows.map((row: any) => [row.line, row.subject.words, row.phase, row.plan, row.endsBefore])).toEqual([
      ["1", "NG-2", "before", "Bronze", "2028-07-01"],
      ["1", "PHH-68634f", "before", "Gold", "2029-01-01"],
      ["2", "Depot", "before", "Gold", "2029-01-01"],
    ]);
    const timeline = await finance.send("GET", `/api/v1/timelines?assetId=${small.n1}`);
    expect(timeline.body.rows.flatMap((row: any) => row.bars).map((bar: any) => bar.contractNumber)).not.toContain("D-1");
  });

  test("is written anew, whole, by whoever saw it as it stands; its lines keep who they are", async () => {
    const { body: before } = await make("D-2");
    const again = { ...asked("D-2b", { noticeDays: 30 }), lines: asked("").lines!.slice(0, 1) };
    const put = (version: string) => finance.send("PUT", `${path}/${before.id}/draft`, again, { "if-match": version });
    expect((await finance.send("PUT", `${path}/${before.id}/draft`, again)).status).toBe(428);
    expect((await put('"7"')).status).toBe(412);
    const { status, body, headers } = await put('"1"');
    expect(status).toBe(200);
    expect(headers.etag).toBe('"2"');
    expect(body).toMatchObject({ number: "D-2b", noticeDays: 30, lines: 1 });
    expect(body.lineList[0].id).toBe(before.lineList[0].id);
    expect((await put('"1"')).status).toBe(412);
  });

  test("is refused in words, with the field: a number that is taken, an unknown plan, zone, currency or account", async () => {
    await make("D-3");
    const taken = await make(" d-3 ");
    expect([taken.status, taken.body.code, taken.body.errors[0].pointer]).toEqual([409, "conflict", "/body/number"]);
    expect((await make("D-4", { planId: small.n1 })).body).toMatchObject({
      code: "not_found",
      detail: expect.stringContaining("plan"),
    });
    expect((await make("D-4", { accountId: small.n1 })).body).toMatchObject({ code: "not_found" });
    expect((await make("D-4", { timeZone: "+01:00" })).body).toMatchObject({
      code: "refused",
      errors: [{ pointer: "/body/timeZone" }],
    });
    expect((await make("D-4", { currency: "XQX" })).body).toMatchObject({
      code: "refused",
      errors: [{ pointer: "/body/currency" }],
    });
    expect((await make("D-4", { startsOn: "0026-01-01" })).status).toBe(400);
    const twice = await make("D-4", { lines: [asked("").lines![0]!, asked("").lines![0]!] });
    expect(twice.body).toMatchObject({ code: "refused", errors: [{ pointer: "/body/lines/1/number" }] });
    expect((await finance.send("GET", `${path}?q=d-4`)).body.rows).toEqual([]);
  });

  const subjects: readonly [string, object, RegExp][] = [
    ["an unknown serial", { serial: "PHH-68634g" }, /No asset has the serial PHH-68634g\. Did you mean PHH-68634f\?/],
    ["a placeholder", { serial: "00000000" }, /identifies nothing/],
    ["another account's asset", { assetId: small.p1 }, /another account/],
    ["another account's tag", { assetTag: "NOPE" }, /No asset of this account has the tag NOPE/],
    ["what is no site", { siteId: small.n1 }, /no such site/],
    ["what is no product", { productId: small.n1 }, /no such product/],
    ["what is no account", { accountId: small.n1 }, /no such account/],
    ["another account", { accountId: small.harbor }, /another account/],
    ["two things", { siteId: small.depot, assetId: small.n1 }, /exactly one/],
    ["nothing", {}, /exactly one/],
  ];
  test.each(subjects)("COV1: %s cannot be covered, and the refusal names the place", async (_, subject, words) => {
    const lines = [
      {
        number: "1",
        covers: [
          { subject: { assetTag: "NG-2" }, yearlyMinor: "1" },
          { subject, yearlyMinor: "1" },
        ],
      },
    ];
    const { body } = await make("D-5", { lines });
    expect(body).toMatchObject({
      code: "refused",
      errors: [{ pointer: "/body/lines/0/covers/1/subject", message: expect.stringMatching(words) }],
    });
  });

  test("COV2: COV7: days that do not fit are refused, in the names that people know", async () => {
    const n1 = { subject: { serial: "PHH-68634f" }, yearlyMinor: "1" };
    const twice = await make("D-6", { lines: [{ number: "A", covers: [n1, { ...n1, startsOn: "2028-06-01" }] }] });
    expect(twice.body).toMatchObject({ code: "refused", rule: "COV2", reason: "covered_already" });
    expect(twice.body.detail).toContain("PHH-68634f on line A");
    const outside = await make("D-6", { lines: [{ number: "A", covers: [{ ...n1, endsBefore: null }] }] });
    expect(outside.body).toMatchObject({ code: "refused", rule: "COV7", reason: "outside" });
    const backwards = await make("D-6", { endsBefore: "2028-01-01", lines: [] });
    expect(backwards.body).toMatchObject({ code: "refused", rule: "COV7", errors: [{ pointer: "/body/endsBefore" }] });
    const line = await make("D-6", { lines: [{ number: "A", covers: [n1], startsOn: "2028-03-01", endsBefore: "2028-02-01" }] });
    expect(line.body).toMatchObject({ code: "refused", rule: "COV7", errors: [{ pointer: "/body/lines/0/endsBefore" }] });
  });
});

describe("signing", () => {
  test("COV5: a signed draft covers from its first day on, at its prices, each subject on its own days", async () => {
    const { body: draft } = await make("S-1");
    const { status, body } = await finance.send("POST", `${path}/${draft.id}/sign`, {
      signedOn: "2027-12-01",
      reason: "came back signed",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: "signed", signedOn: "2027-12-01", yearlyValue: { minor: "210000" }, revision: 2 });
    expect(body.lineList[0].id).toBe(draft.lineList[0].id);
    expect(body.lineList[0].taxBp).toBe(2000);
    expect(await at(draft.id, "at=2028-01-01")).toMatchObject({ state: "in_force", daysToEnd: 366, noticeBy: "2028-10-03" });
    expect(await at(draft.id, "at=2028-07-01")).toMatchObject({ yearlyValue: { minor: "150000" } });
    const phases = async (day: string) => (await covered(draft.id, `at=${day}`)).rows.map((row: any) => row.phase);
    expect(await phases("2027-12-31")).toEqual(["before", "before", "before"]);
    expect(await phases("2028-06-30")).toEqual(["covered", "covered", "covered"]);
    expect(await phases("2028-07-01")).toEqual(["after", "covered", "covered"]);
    const marks = (await finance.send("GET", `/api/v1/timelines?contractId=${draft.id}`)).body.marks;
    expect(marks).toMatchObject([{ kind: "activate", reason: "came back signed", effectiveOn: "2028-01-01" }]);
  });

  test("is done once; what is signed is no draft any more", async () => {
    const { body } = await make("S-2", { startsOn: "2031-01-01", endsBefore: null, signedOn: "2030-12-01", ...allDays() });
    expect(body).toMatchObject({ state: "signed", signedOn: "2030-12-01", daysToEnd: null, noticeBy: null });
    const again = await finance.send("POST", `${path}/${body.id}/sign`, {});
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining("2030-12-01")]);
    expect((await finance.send("PUT", `${path}/${body.id}/draft`, asked("S-2"), { "if-match": '"2"' })).status).toBe(409);
    expect((await finance.send("POST", `${path}/${small.n1}/sign`, {})).status).toBe(404);
  });

  test("COV2: what another contract covers is refused and that contract named, in the draft already", async () => {
    const lines = [{ number: "1", covers: [{ subject: { serial: "PHH-68634f" }, yearlyMinor: "1" }] }];
    const days = { startsOn: "2026-05-31", endsBefore: "2026-08-01" };
    const { status, body } = await make("S-3", { ...days, lines });
    expect([status, body.rule]).toEqual([422, "COV2"]);
    expect(body.detail).toBe(
      "PHH-68634f is covered already from 2026-01-01 to 2026-05-31 by line 1 of contract SC-1001. End that first, or choose other days.",
    );
    expect(body.elsewhere).toMatchObject([{ contractId: small.c1001, number: "SC-1001" }]);
    // From the day after its last, and for another service, it may.
    expect((await make("S-3", { startsOn: "2026-06-01", endsBefore: "2026-08-01", lines })).status).toBe(201);
    expect((await make("S-4", { ...days, lines: [{ ...lines[0]!, service: "hardware" }], signedOn: "2026-05-01" })).status).toBe(
      201,
    );
  });

  test("COV2: of two drafts of the same days the second cannot be signed any more, and nothing of it is left", async () => {
    const lines = [{ number: "1", covers: [{ subject: { productId: small.orbit }, yearlyMinor: "1" }] }];
    const days = { startsOn: "2040-01-01", endsBefore: "2041-01-01" };
    const [one, two] = [(await make("S-5", { ...days, lines })).body, (await make("S-6", { ...days, lines })).body];
    expect((await finance.send("POST", `${path}/${one.id}/sign`, {})).status).toBe(200);
    const late = await finance.send("POST", `${path}/${two.id}/sign`, {});
    expect([late.status, late.body.rule]).toEqual([422, "COV2"]);
    expect(late.body.detail).toContain("S-5");
    expect(await at(two.id, "")).toMatchObject({ state: "draft", signedOn: null, revision: 1 });
  });

  test("the same request sent twice makes one contract", async () => {
    const key = { "idempotency-key": "make-s-7" };
    const body = asked("S-7", { lines: [] });
    const [first, second] = [await finance.send("POST", path, body, key), await finance.send("POST", path, body, key)];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  });
});

describe("terms", () => {
  test("of notice, renewal and tax change with who and when; what is said as it stands is no change", async () => {
    const { body } = await make("T-1", {
      startsOn: "2050-01-01",
      endsBefore: "2051-01-01",
      signedOn: "2049-12-01",
      ...depotOnly(),
    });
    const lineId = body.lineList[0].id;
    const change = { noticeDays: 30, renewalMode: "manual", renewalOf: "SC-1001", lines: [{ id: lineId, taxBp: 500 }] };
    const patch = (said: object, version: string) => finance.send("PATCH", `${path}/${body.id}`, said, { "if-match": version });
    const changed = await patch(change, '"2"');
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ noticeDays: 30, renewalMode: "manual", renewalOf: "SC-1001", revision: 3 });
    expect(changed.body.lineList[0].taxBp).toBe(500);
    expect((await patch(change, '"2"')).status).toBe(412);
    expect((await patch(change, '"3"')).body.revision).toBe(3);
    expect((await patch({ lines: [{ id: small.n1, taxBp: 1 }] }, '"3"')).status).toBe(404);
    const { rows } = (await finance.send("GET", `${path}/${body.id}/changes`)).body;
    expect(rows.map((row: any) => [row.field, row.line, row.before, row.after, row.changed.by]).toSorted()).toEqual([
      ["notice_days", null, "90", "30", "Test finance"],
      ["renewal_of", null, null, "SC-1001", "Test finance"],
      ["tax_bp", "1", "2000", "500", "Test finance"],
    ]);
  });

  test("COV9: as known before, they are as they were", async () => {
    const { body } = await make("T-2", {
      startsOn: "2052-01-01",
      endsBefore: "2053-01-01",
      signedOn: "2051-12-01",
      ...depotOnly(),
    });
    const known = Temporal.Now.instant().toString();
    const lineId = body.lineList[0].id;
    await finance.send(
      "PATCH",
      `${path}/${body.id}`,
      { noticeDays: 1, lines: [{ id: lineId, taxBp: 1 }] },
      { "if-match": '"2"' },
    );
    expect(await at(body.id, "")).toMatchObject({ noticeDays: 1, lineList: [{ taxBp: 1 }] });
    expect(await at(body.id, `knownAt=${known}`)).toMatchObject({ noticeDays: 90, lineList: [{ taxBp: 2000 }], knownAt: known });
    expect(await at(body.id, "knownAt=2026-01-02T00:00:00Z")).toMatchObject({ state: "draft", signedOn: null, lineList: [] });
  });
});

test("SEC: finance makes, signs and changes contracts; nobody else does", async () => {
  const { body } = await make("R-1", { lines: [] });
  const who = ["agent", "sales", "manager", "auditor"] as const;
  const clients = [...(await Promise.all(who.map((role) => server.as(role)))), await server.as("contact", small.northgate)];
  for (const client of clients) {
    expect((await make("R-2", {}, client)).status).toBe(403);
    expect((await client.send("POST", `${path}/${body.id}/sign`, {})).status).toBe(403);
    expect((await client.send("PUT", `${path}/${body.id}/draft`, asked("R-1"), { "if-match": '"1"' })).status).toBe(403);
    expect((await client.send("PATCH", `${path}/${body.id}`, { noticeDays: 1 }, { "if-match": '"1"' })).status).toBe(403);
  }
  expect((await make("R-3", { lines: [] }, await server.as("administrator"))).status).toBe(201);
  expect((await make("R-4", {}, server.anonymous)).status).toBe(401);
  const contact = await server.as("contact", small.harbor);
  for (const below of ["", "/coverage", "/changes", "/files", "/notes"])
    expect((await contact.send("GET", `${path}/${body.id}${below}`)).status, below).toBe(404);
});
