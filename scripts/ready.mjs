// Makes a working copy ready for what is about to run: `node scripts/ready.mjs [core] [web] [browser]`.
//
// Runs on the machine's own Node (20 or later) before anything is installed, so it needs nothing but Node.
// Each part is done only when stale.
import { existsSync } from "node:fs";
import { BUILDABLE, ensureBuilt } from "./ready/build.mjs";
import { ensureChromium } from "./ready/chromium.mjs";
import { ensureInstalled } from "./ready/install.mjs";
import { withLock } from "./ready/lock.mjs";
import { READY_LOCK, pinnedNode, say } from "./ready/place.mjs";

const wanted = process.argv.slice(2);

try {
  if (wanted.includes("--after-install")) await afterInstall();
  else await makeReady();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

async function makeReady() {
  await ensureInstalled();
  await withLock(READY_LOCK, async () => {
    for (const part of BUILDABLE) if (wanted.includes(part)) await ensureBuilt(part);
    if (wanted.includes("browser")) ensureChromium(say);
  });
}

/** npm itself calls, having installed (`prepare`). A core that does not build must not stop an install: what needs it builds it. */
async function afterInstall() {
  if (existsSync(pinnedNode)) await ensureBuilt("core").catch((error) => say(error.message));
}
