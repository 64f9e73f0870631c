// What is built: the core as a library, the pages, and an empty database to start from. Each is built beside its place and moved there whole.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { fingerprint, isStamped, writeStamp } from "./fingerprint.mjs";
import { at, pinnedNode, run, say } from "./place.mjs";

const COMMON_INPUTS = ["package-lock.json", "tsconfig.base.json", "src/core"];

const BUILDS = {
  core: {
    inputs: COMMON_INPUTS,
    command: (folder) => [at("node_modules/typescript/bin/tsc"), "-p", "src/core/tsconfig.json", "--outDir", folder],
  },
  web: {
    inputs: [...COMMON_INPUTS, "src/api", "src/web", "vite.config.ts", "postcss.config.mjs"],
    command: (folder) => [
      at("node_modules/vite/bin/vite.js"),
      "build",
      "--logLevel",
      "warn",
      "--emptyOutDir",
      "--outDir",
      folder,
    ],
  },
  database: {
    inputs: ["package-lock.json", "scripts/database-image.ts", "src/server/platform/db/embedded/folder.ts"],
    command: (folder) => ["scripts/database-image.ts", folder],
  },
};

export const BUILDABLE = Object.keys(BUILDS);

/** Builds dist/`part` unless its inputs are those it was last built from. Rejects when the build fails; what was there stays. */
export async function ensureBuilt(part) {
  const { inputs, command } = BUILDS[part];
  const place = at("dist", part);
  const stamp = at("dist", `.${part}`);
  const print = fingerprint(inputs);
  if (existsSync(place) && isStamped(stamp, print)) return;
  say(`building dist/${part}`);
  const fresh = at("dist", `.${part}-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  try {
    await run(pinnedNode, command(fresh));
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
    writeStamp(stamp, print);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
