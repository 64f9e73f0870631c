import { resolve } from "node:path";

/** What the environment says about this installation. Read once, at start. */
export type Config = {
  readonly host: string;
  readonly port: number;
  /** The data folder, absolute: the embedded database, the local key, the address, kept files. */
  readonly dataFolder: string;
  /** A PostgreSQL server. Without it the database lives in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Adds the route that the benchmark compares against. Never on in an installation. */
  readonly bench: boolean;
};

/** The environment says something that cannot be. Its message is for the person at the terminal. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const DEFAULT_PORT = 4000;
const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_FOLDER = "./ambit-data";
const HIGHEST_PORT = 65_535;

/** Reads the configuration from environment variables. Throws ConfigError naming the variable, its value and what is accepted. */
export function readConfig(env: Record<string, string | undefined>): Config {
  return {
    host: given(env, "HOST") ?? DEFAULT_HOST,
    port: port(given(env, "PORT")),
    dataFolder: resolve(given(env, "AMBIT_DATA") ?? DEFAULT_FOLDER),
    databaseUrl: postgresUrl(env, "DATABASE_URL"),
    bench: given(env, "AMBIT_BENCH") === "1",
  };
}

function given(env: Record<string, string | undefined>, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
}

function port(value: string | undefined): number {
  if (value === undefined) return DEFAULT_PORT;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > HIGHEST_PORT) {
    throw new ConfigError(`PORT is "${value}". It must be a whole number from 0 to ${HIGHEST_PORT}; 0 takes any free port.`);
  }
  return number;
}

function postgresUrl(env: Record<string, string | undefined>, name: string): string | undefined {
  const value = given(env, name);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !["postgres:", "postgresql:"].includes(url.protocol)) {
    throw new ConfigError(`${name} is not a PostgreSQL address. It looks like postgres://user:password@host:5432/database.`);
  }
  return value;
}
