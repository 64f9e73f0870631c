import { hash } from "node:crypto";
import type { Authenticator } from "#platform/http/app.ts";
import type { Database } from "#platform/db/database.ts";
import type { Actor } from "#platform/permit.ts";
import type { Auth } from "./auth.ts";
import { COOKIE } from "./auth.ts";
import * as store from "./store.ts";

/** How long a credential in force is believed without asking the database again; other processes learn of a revocation by then. */
const BELIEVED_MS = 5_000;
/**
 * The same on the embedded database. No other process can revoke there, and an import may hold its one connection for minutes:
 * whoever watches its progress or cancels it must not wait for that connection to say who they are.
 */
const BELIEVED_EMBEDDED_MS = 300_000;
/** Credentials remembered at once. Beyond it the oldest go first. */
const REMEMBERED = 10_000;

type Principal = { readonly actor: Actor; readonly until: number };

/** Tells who stands behind keys and cookies, asking the database for each but rarely. */
export class Principals implements Authenticator {
  readonly #database: Database;
  readonly #auth: () => Promise<Auth>;
  readonly #believed: number;
  readonly #clock: () => number;
  readonly #known = new Map<string, Principal>();
  /** Counts revocations, so that an answer looked up before one is not remembered after it. */
  #revocations = 0;

  /** `clock` gives milliseconds that never run back. */
  constructor(database: Database, auth: () => Promise<Auth>, clock: () => number = () => performance.now()) {
    this.#database = database;
    this.#believed = database.kind === "embedded" ? BELIEVED_EMBEDDED_MS : BELIEVED_MS;
    this.#auth = auth;
    this.#clock = clock;
  }

  async byKey(token: string): Promise<Actor | undefined> {
    if (token === "") return undefined;
    const digest = keyDigest(token);
    const known = this.#recall(digest);
    if (known !== undefined) return known;
    const before = this.#revocations;
    const found = await store.ownerOfKey(this.#database.db, digest, Temporal.Now.instant());
    if (found === undefined) return undefined;
    return this.#remember(digest, { ...found.owner, kind: "key" }, found.expiresAt, before);
  }

  async bySession(cookies: string): Promise<{ actor: Actor; setCookies: readonly string[] } | undefined> {
    const cookie = sessionCookie(cookies);
    if (cookie === undefined) return undefined;
    const known = this.#recall(cookie);
    if (known !== undefined) return { actor: known, setCookies: [] };
    const before = this.#revocations;
    const { headers, response } = await (
      await this.#auth()
    ).api.getSession({ headers: new Headers({ cookie: `${COOKIE}=${cookie}` }), returnHeaders: true });
    if (response === null) return undefined;
    const user = await store.actorOf(this.#database.db, response.user.id);
    if (user === undefined) return undefined;
    const expiresAt = Temporal.Instant.fromEpochMilliseconds(response.session.expiresAt.getTime());
    const actor = this.#remember(cookie, { ...user, kind: "user" }, expiresAt, before);
    return { actor, setCookies: headers.getSetCookie() };
  }

  /** Forgets everything at once: after a revocation, a disabling, a change of role or a sign-out. */
  forget(): void {
    this.#revocations += 1;
    this.#known.clear();
  }

  #recall(credential: string): Actor | undefined {
    const known = this.#known.get(credential);
    if (known === undefined) return undefined;
    if (known.until > this.#clock()) return known.actor;
    this.#known.delete(credential);
    return undefined;
  }

  /** No longer than the credential itself is good for; null: for ever. */
  #remember(credential: string, actor: Actor, expiresAt: Temporal.Instant | null, revocationsBefore: number): Actor {
    if (this.#revocations !== revocationsBefore) return actor;
    if (this.#known.size >= REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    const left = expiresAt === null ? Infinity : Temporal.Now.instant().until(expiresAt).total("milliseconds");
    this.#known.set(credential, { actor, until: this.#clock() + Math.min(this.#believed, left) });
    return actor;
  }
}

/** What is stored of a key, as the sign-in library stores it. */
export function keyDigest(key: string): string {
  return hash("sha256", key, "base64url");
}

function sessionCookie(cookies: string): string | undefined {
  for (const pair of cookies.split(";")) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at).trim() === COOKIE) return pair.slice(at + 1).trim();
  }
  return undefined;
}
