import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Shell } from "#platform/context.ts";
import { makeLocalKey, type Identity } from "#modules/identity/identity.ts";

const KEY = "api-key";
const ADDRESS = "address";

/**
 * Makes sure of the key by which programs of the same person on this machine work without set-up: the file `api-key` in
 * the data folder, for its owner's eyes alone. It is made again when it is missing or no longer opens anything.
 */
export async function ensureLocalKey(folder: string, shell: Shell, identity: Identity): Promise<void> {
  const path = join(folder, KEY);
  const present = readOr(path, "");
  if (present !== "" && (await identity.principals.byKey(present))?.role === "administrator") return;
  writePrivately(path, await makeLocalKey(shell, identity));
}

/** Whether there is a key's file at all: without one, this start has to make a key. */
export const hasLocalKey = (folder: string): boolean => existsSync(join(folder, KEY));

/** Writes where this server answers, for programs on this machine; the returned function takes it away again. */
export function announceAddress(folder: string, address: string): () => void {
  const path = join(folder, ADDRESS);
  writePrivately(path, address);
  return () => rmSync(path, { force: true });
}

/** Made exclusively and readable by nobody else from its first moment, then put in place whole. */
function writePrivately(path: string, text: string): void {
  const fresh = `${path}.${process.pid}`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${text}\n`, { mode: 0o600, flag: "wx" });
  renameSync(fresh, path);
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return otherwise;
    throw error;
  }
}
