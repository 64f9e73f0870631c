// Packages as package-lock.json has them, the pinned Node among them.
import { existsSync, readFileSync } from "node:fs";
import { withLock } from "./lock.mjs";
import { READY_LOCK, at, onWindows, pinnedNode, run, say } from "./place.mjs";

/** Installs the packages unless they are there. Rejects when npm cannot, or when install scripts are switched off. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock(READY_LOCK, async () => {
    if (!isInstalled()) await install();
  });
}

/** Whether node_modules holds what package-lock.json says, by npm's own note of what it installed; optional packages may be absent. */
function isInstalled() {
  const note = at("node_modules", ".package-lock.json");
  if (!existsSync(pinnedNode) || !existsSync(note)) return false;
  const wanted = packagesOf(at("package-lock.json"));
  const present = packagesOf(note);
  delete wanted[""]; // the project itself
  return (
    Object.entries(wanted).every(([path, { version, optional }]) =>
      present[path] ? present[path].version === version : optional,
    ) && Object.keys(present).every((path) => path in wanted)
  );
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}

async function install() {
  say("installing packages (npm ci), a minute or so");
  const npm = onWindows ? "npm.cmd" : "npm";
  await run(npm, ["ci", "--include=dev", "--include=optional", "--loglevel=error"]);
  if (!existsSync(pinnedNode)) await run(npm, ["rebuild", "node", "--ignore-scripts=false"]);
  if (!existsSync(pinnedNode))
    throw new Error("the pinned Node is missing after npm ci: are npm's install scripts switched off?");
}
