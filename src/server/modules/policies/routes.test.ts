import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
const rule = (key: string, changes: object = {}) => ({
  key,
  accounts: "any",
  plans: "any",
  channels: "any",
  severities: "any",
  handling: "enforce",
  confidence: "any",
  ...changes,
});

describe("the policy", () => {
  test("ENT7: until somebody sets one, what core says holds while data is young; a change is another version", async () => {
    const manager = await server.as("manager");
    const first = await manager.send("GET", "/api/v1/policy");
    expect([first.status, first.headers["etag"], first.body]).toEqual([
      200,
      '"0"',
      expect.objectContaining({ id: null, version: 0, policy: defaultPolicy, recordedAt: null, names: [] }),
    ]);
    const rules = [rule("strict", { accounts: { only: [small.northgate] }, confidence: { fromBp: 9000, below: "advise" } })];
    const policy = { ...defaultPolicy, rules };
    const put = (version: number) => manager.send("PUT", "/api/v1/policy", { policy, reason: "Pilot" }, ifMatch(version));
    const changed = await put(0);
    expect([changed.status, changed.headers["etag"], changed.body.policy, changed.body.names]).toEqual([
      200,
      '"1"',
      policy,
      [{ id: small.northgate, name: "Northgate Logistics" }],
    ]);
    const stale = await put(0);
    expect([stale.status, stale.body.code, stale.body.currentVersion]).toEqual([412, "stale_version", 1]);
    expect((await manager.send("PUT", "/api/v1/policy", { policy, reason: "Pilot" })).status).toBe(428);
    const versions = await manager.send("GET", "/api/v1/policy/versions");
    expect(versions.body.rows.map(({ version, reason, author }: Record<string, unknown>) => [version, reason, author])).toEqual([
      [1, "Pilot", "Test manager"],
    ]);
  });
});
