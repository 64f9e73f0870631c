import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { createUser } from "#modules/identity/identity.ts";
import { inTransaction, newId, type Shell } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { systemActor, type Role } from "#platform/permit.ts";
import { compose, type Server } from "../../src/server/compose.ts";
import { testShell } from "./context.ts";
import { testDatabase } from "./database.ts";

export type Answer = {
  readonly status: number;
  readonly body: any;
  readonly headers: LightMyRequestResponse["headers"];
  readonly text: string;
};
/** Sends requests as somebody. A body is sent as JSON. */
export type Client = {
  readonly cookie: string;
  send(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
};

/** The whole server in this process, on a database of its own, answering without a port. Every reply is checked against its schema. */
export type TestServer = {
  readonly database: Database;
  readonly shell: Shell;
  readonly server: Server;
  /** Somebody not signed in. */
  readonly anonymous: Client;
  /** Somebody of this role, signed in with a password; the same person each time. A contact needs an account that exists. */
  as(role: Role, accountId?: string): Promise<Client>;
  close(): Promise<void>;
};

export const TEST_PASSWORD = "correct horse battery";
const ORIGIN = "http://localhost";

/** On an empty database of its own, or on one that is given, migrated already; closing the server closes it too. */
export async function testServer(given?: Database): Promise<TestServer> {
  const database = given ?? (await testDatabase());
  const shell = testShell(database);
  const server = await compose(shell, { checkReplies: true, bench: true });
  const clients = new Map<string, Promise<Client>>();
  const anonymous = clientOf(server, "");
  return {
    database,
    shell,
    server,
    anonymous,
    as(role, accountId) {
      const key = `${role} ${accountId}`;
      const known = clients.get(key) ?? signedIn(shell, server, role, accountId ?? null);
      clients.set(key, known);
      return known;
    },
    async close() {
      await server.app.fastify.close();
      await database.close();
    },
  };
}

async function signedIn(shell: Shell, server: Server, role: Role, accountId: string | null): Promise<Client> {
  const email = `${role}.${newId()}@example.com`;
  await inTransaction(shell, systemActor, (ctx) =>
    createUser(ctx, { name: `Test ${role}`, email, password: TEST_PASSWORD, role, accountId }),
  );
  const reply = await clientOf(server, "").send("POST", "/api/v1/session", { email, password: TEST_PASSWORD });
  if (reply.status !== 200) throw new Error(`${role} could not sign in: ${reply.text}`);
  return clientOf(server, cookieOf(reply));
}

/** The session cookie that an answer sets, as a browser would send it back. */
export function cookieOf({ headers }: Answer): string {
  return [headers["set-cookie"] ?? []]
    .flat()
    .map((value) => value.split(";")[0])
    .join("; ");
}

/** A client with this cookie and these headers on every request. */
export function clientOf(server: Server, cookie: string, always: Record<string, string> = {}): Client {
  return {
    cookie,
    async send(method, path, body, headers = {}) {
      const options: InjectOptions = {
        method,
        url: path,
        headers: { ...(cookie && { cookie, origin: ORIGIN, host: "localhost" }), ...always, ...headers },
        ...(body !== undefined && { payload: body as object }),
      };
      const reply = await server.app.fastify.inject(options);
      const isJson = String(reply.headers["content-type"]).includes("json");
      return {
        status: reply.statusCode,
        body: isJson && reply.body !== "" ? JSON.parse(reply.body) : undefined,
        headers: reply.headers,
        text: reply.body,
      };
    },
  };
}
