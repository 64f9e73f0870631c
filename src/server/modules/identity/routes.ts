import * as api from "#api/identity.ts";
import type { SessionReply } from "#api/identity.ts";
import type { Shell } from "#platform/context.ts";
import type { App } from "#platform/http/app.ts";
import type { Exchange } from "#platform/http/exchange.ts";
import { route } from "#platform/http/route.ts";
import { permissionsOf, type Actor } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { Attempts } from "./attempts.ts";
import * as identity from "./identity.ts";
import type { Identity } from "./identity.ts";
import * as store from "./store.ts";

/** Session, users and keys. */
export function routes(app: App, identified: Identity): void {
  const { principals } = identified;
  const attempts = new Attempts();

  route(app, api.getSession, (ctx) => describe(app.shell, ctx.actor));

  route(app, api.signIn, async (_, { body, http }) => {
    const actor = await signIn(app.shell, identified, attempts, body, http);
    return describe(app.shell, actor);
  });

  route(app, api.signOut, async (_, { http }) => {
    const cookie = http.request.headers.cookie;
    if (cookie === undefined) return undefined;
    const { headers } = await (await identified.auth()).api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
    http.cookies(headers.getSetCookie());
    principals.forget();
    return undefined;
  });

  route(app, api.makeFirstAdministrator, async (_, { body, http }) => {
    const attempt = { email: body.email, ip: http.request.ip };
    attempts.begin(attempt);
    await identity.makeFirstAdministrator(app.shell, body);
    attempts.succeed(attempt);
    const actor = await signIn(app.shell, identified, attempts, body, http);
    return describe(app.shell, actor);
  });

  route(app, api.listUsers, async (ctx) => ({ rows: await identity.listUsers(ctx) }));
  route(app, api.createUser, (ctx, { body }) => identity.createUser(ctx, body));
  route(app, api.changeUser, async (ctx, { params, body, http }) => {
    const changed = await identity.changeUser(ctx, params.id, http.changedVersion(), body);
    http.version(changed.version);
    http.afterwards(() => principals.forget());
    return changed;
  });

  route(app, api.listApiKeys, async (ctx) => ({ rows: await identity.listApiKeys(ctx) }));
  route(app, api.createApiKey, (ctx, { body }) => identity.createApiKey(ctx, identified, body.name, body.expiresInDays));
  route(app, api.revokeApiKey, async (ctx, { params, http }) => {
    await identity.revokeApiKey(ctx, params.id);
    http.afterwards(() => principals.forget());
    return undefined;
  });
}

async function signIn(
  shell: Shell,
  { auth }: Identity,
  attempts: Attempts,
  body: { email: string; password: string },
  http: Exchange,
): Promise<Actor> {
  const attempt = { email: body.email, ip: http.request.ip };
  attempts.begin(attempt);
  const { headers, response } = await (
    await auth()
  ).api
    .signInEmail({
      body: { email: body.email, password: body.password },
      headers: new Headers({ "user-agent": http.request.headers["user-agent"] ?? "" }),
      returnHeaders: true,
    })
    .catch((error: Error & { statusCode?: number }) => {
      if (error.statusCode === 401) throw new Problem("sign_in_failed");
      throw error;
    });
  const owner = await store.actorOf(shell.database.db, response.user.id);
  // Somebody disabled gets the same words as a wrong password: nobody learns who is known here.
  if (owner === undefined) {
    await store.endSessions(shell.database.db, response.user.id);
    throw new Problem("sign_in_failed");
  }
  attempts.succeed(attempt);
  http.cookies(headers.getSetCookie());
  return { ...owner, kind: "user" };
}

async function describe(shell: Shell, actor: Actor): Promise<SessionReply> {
  const { db } = shell.database;
  const known = actor.kind !== "anonymous";
  const user = known ? await store.anyUser(db, actor.id) : undefined;
  const isDemo = await store.isDemo(db);
  return {
    user: user
      ? {
          id: user.id,
          name: user.name,
          email: user.email,
          role: user.role,
          accountId: user.account_id,
          contactId: user.contact_id,
        }
      : null,
    permissions: known ? permissionsOf(actor) : [],
    installation: {
      needsFirstAdministrator: !(await store.hasPeople(db)),
      isDemo,
      demoSignIn: isDemo ? { ...identity.demoSignIn, people: await store.firstOfEachRole(db) } : null,
    },
  };
}
