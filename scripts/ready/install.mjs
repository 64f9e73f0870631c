// Packages as package-lock.json has them, the pinned Node among them.
import { existsSync } from "node:fs";
import { fingerprint, isStamped, writeStamp } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";
import { READY_LOCK, at, onWindows, pinnedNode, run, say } from "./place.mjs";

const STAMP = at("node_modules", ".ambit-installed");

/** Installs the packages unless they are there. Rejects when npm cannot, or when install scripts are switched off. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock(READY_LOCK, async () => {
    if (!isInstalled()) await install();
  });
}

/** Remembers which lock file node_modules was installed from. */
export function recordInstall() {
  writeStamp(STAMP, lockFilePrint());
}

function isInstalled() {
  return existsSync(pinnedNode) && isStamped(STAMP, lockFilePrint());
}

function lockFilePrint() {
  return fingerprint(["package-lock.json"]);
}

async function install() {
  say("installing packages (npm ci), a minute or so");
  const npm = onWindows ? "npm.cmd" : "npm";
  await run(npm, ["ci", "--include=dev", "--include=optional", "--loglevel=error"]);
  if (!existsSync(pinnedNode)) await run(npm, ["rebuild", "node", "--ignore-scripts=false"]);
  if (!existsSync(pinnedNode))
    throw new Error("the pinned Node is missing after npm ci: are npm's install scripts switched off?");
  recordInstall();
}
