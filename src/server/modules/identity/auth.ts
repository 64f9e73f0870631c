import { Kysely, PostgresDialect } from "kysely";
import type { Database } from "#platform/db/database.ts";

/** The sign-in library is large: it is loaded when first needed, off the path to the first answer. */
export type Auth = Awaited<ReturnType<typeof openAuth>>;

const SESSION_SECONDS = 30 * 24 * 3600;
/** A session in use is renewed once a day. */
const RENEW_SECONDS = 24 * 3600;
export const COOKIE = "ambit.session_token";
export const KEY_PREFIX = "ambit_";

const stamps = { createdAt: "created_at", updatedAt: "updated_at" };

const load = () => Promise.all([import("better-auth"), import("@better-auth/api-key")]);

/** Begins to load the library, so that whoever needs it first need not wait. What cannot be loaded fails where it is used. */
export function preloadAuth(): void {
  load().catch(() => undefined);
}

/** better-auth over our connections and tables. It signs in, keeps sessions and makes keys; it never makes users. */
export async function openAuth(database: Database, secret: string) {
  const [{ betterAuth }, { apiKey }] = await load();
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.libraries }) });
  return betterAuth({
    database: { db, type: "postgres" },
    secret,
    baseURL: "http://127.0.0.1", // It serves no addresses of its own: ours call it in-process.
    telemetry: { enabled: false },
    logger: { level: "error" },
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: {
      modelName: "auth_session",
      expiresIn: SESSION_SECONDS,
      updateAge: RENEW_SECONDS,
      fields: { ...stamps, userId: "user_id", expiresAt: "expires_at", ipAddress: "ip_address", userAgent: "user_agent" },
    },
    user: {
      modelName: "auth_user",
      fields: { ...stamps, emailVerified: "email_verified" },
      additionalFields: { role: { type: "string", input: false } },
    },
    account: {
      modelName: "auth_credential",
      fields: {
        ...stamps,
        userId: "user_id",
        providerId: "provider_id",
        accountId: "account_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
      },
    },
    verification: { modelName: "auth_verification", fields: { ...stamps, expiresAt: "expires_at" } },
    advanced: {
      cookiePrefix: "ambit",
      useSecureCookies: false,
      database: { generateId: "uuid" },
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, path: "/" },
    },
    plugins: [
      apiKey({
        defaultPrefix: KEY_PREFIX,
        startingCharactersConfig: { shouldStore: true, charactersLength: KEY_PREFIX.length + 6 },
        requireName: true,
        maximumNameLength: 200,
        rateLimit: { enabled: false },
        keyExpiration: { maxExpiresIn: 3650 },
        schema: {
          apikey: {
            modelName: "auth_api_key",
            fields: {
              ...stamps,
              configId: "config_id",
              referenceId: "reference_id",
              refillInterval: "refill_interval",
              refillAmount: "refill_amount",
              lastRefillAt: "last_refill_at",
              rateLimitEnabled: "rate_limit_enabled",
              rateLimitTimeWindow: "rate_limit_time_window",
              rateLimitMax: "rate_limit_max",
              requestCount: "request_count",
              lastRequest: "last_request",
              expiresAt: "expires_at",
            },
          },
        },
      }),
    ],
  });
}
