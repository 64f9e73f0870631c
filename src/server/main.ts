/** `node src/server/main.ts [--empty]`: starts Ambit and says where it answers. */
import { parseArgs } from "node:util";
import { ConfigError, readConfig } from "#platform/config.ts";
import type { Shell } from "#platform/context.ts";
import { FolderHeld } from "#platform/db/folder-lock.ts";
import { MigrationError } from "#platform/db/migrate.ts";
import { openLog } from "#platform/log.ts";
import { demoSignIn, hasPeople, isDemo } from "#modules/identity/identity.ts";
import { start, type Running } from "./start.ts";

const log = openLog(process.env["AMBIT_LOG"] ?? "info");

/** A wrong user, a wrong password, no such database. */
const REFUSED_BY_DATABASE = new Set(["28000", "28P01", "3D000"]);

try {
  const { values } = parseArgs({ options: { empty: { type: "boolean", default: false } } });
  const config = readConfig(process.env);
  const seed = values.empty ? undefined : demoData;
  const running = await start(config, { log, onDeath: giveUp, ...(seed && { seed }) });
  stopOnSignals(running);
  await welcome(running, config.dataFolder);
} catch (error) {
  console.error(plainWords(error));
  process.exit(1);
}

/** Invented accounts, assets and contracts to look around in. Loaded only when a new database is to be filled. */
async function demoData(shell: Shell): Promise<void> {
  const { seedDemo } = await import("#db/seed/index.ts");
  await seedDemo(shell);
}

async function welcome({ address, shell }: Running, folder: string): Promise<void> {
  console.log(`\nAmbit answers at ${address}\n${await howToSignIn(shell)}\nData: ${folder}. Stop with Ctrl-C.`);
}

async function howToSignIn(shell: Shell): Promise<string> {
  if (!(await hasPeople(shell))) return "Open it and make the first administrator.";
  if (!(await isDemo(shell))) return "Sign in with your e-mail address and password.";
  return `Sign in as ${demoSignIn.email} with ${demoSignIn.password}. All data are invented.`;
}

/** The first Ctrl-C lets requests finish; the second ends at once. Nothing acknowledged is lost either way. */
function stopOnSignals(running: Running): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(130);
    stopping = true;
    console.log("\nStopping …");
    await running.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}

function giveUp(error: Error): void {
  log.fatal({ err: error }, "the embedded database ended by itself; what it had acknowledged is safe");
  process.exit(1);
}

/** What a person at the terminal can act on is said in words; anything else is a bug and shows where it is. */
function plainWords(error: unknown): string {
  if (error instanceof ConfigError || error instanceof FolderHeld || error instanceof MigrationError) return error.message;
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") return `Port ${port} is taken by another program. Set PORT to another one.`;
  if (code === "EADDRNOTAVAIL") return `HOST is no address of this machine: ${message}`;
  if (code === "ENOTFOUND") return `HOST or DATABASE_URL names a machine that nobody knows: ${message}`;
  if (code === "EACCES" || code === "EROFS") return `This is not permitted here: ${message}`;
  if (code === "EEXIST" || code === "ENOTDIR") return `AMBIT_DATA must be a folder, or one that can be made: ${message}`;
  if (code === "ECONNREFUSED") return `The database at DATABASE_URL does not answer: ${message}`;
  if (REFUSED_BY_DATABASE.has(code ?? "")) return `The database at DATABASE_URL lets nobody in: ${message}`;
  if (code?.startsWith("ERR_PARSE_ARGS")) return `${message}\nUsage: npm start [-- --empty]`;
  return error instanceof Error ? (error.stack ?? message) : String(error);
}
