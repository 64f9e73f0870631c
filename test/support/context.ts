import { inTransaction, newId, openContext, type Context, type Shell } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { openLog } from "#platform/log.ts";
import type { Actor, Role } from "#platform/permit.ts";
import "../../src/server/permissions.ts";

/** Tests say what they see themselves. */
export const quiet = openLog(process.env["AMBIT_LOG"] ?? "silent");

export const testShell = (database: Database): Shell => ({ database, log: quiet });

/** An actor of this role. A contact needs its account. */
export function testActor(role: Role = "administrator", accountId: string | null = null): Actor {
  return { kind: "user", id: newId(), name: `Test ${role}`, role, accountId, contactId: null };
}

export type TestContextOptions = {
  readonly role?: Role;
  readonly accountId?: string;
  readonly actor?: Actor;
  readonly now?: string;
};

/** A context for use cases, each statement by itself. `now` is an instant such as "2026-03-20T23:30:00Z". */
export function testContext(database: Database, options: TestContextOptions = {}): Context {
  return openContext(testShell(database), actorFrom(options), instantFrom(options));
}

/** Runs use cases in one transaction that lands, as a request does. */
export function inTestTransaction<T>(
  database: Database,
  options: TestContextOptions,
  useCase: (ctx: Context) => Promise<T>,
): Promise<T> {
  return inTransaction(testShell(database), actorFrom(options), useCase, instantFrom(options));
}

const actorFrom = ({ actor, role, accountId }: TestContextOptions): Actor => actor ?? testActor(role, accountId ?? null);
const instantFrom = ({ now }: TestContextOptions): Temporal.Instant =>
  now === undefined ? Temporal.Now.instant() : Temporal.Instant.from(now);
