// The browser that journeys run in: one that is there, or one that can be fetched.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const WELL_KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a Chromium or Chrome on this machine (CHROMIUM_PATH first), or undefined when there is none. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
    return named;
  }
  return [...WELL_KNOWN, ...playwrightsOwn()].find((path) => existsSync(path));
}

function playwrightsOwn() {
  try {
    return [createRequire(import.meta.url)("playwright-core").chromium.executablePath()];
  } catch {
    return []; // nothing installed yet, or no build of playwright's for this platform
  }
}

/** Sees that there is a Chromium: Debian's package where one may install it, else playwright's build. Throws when neither can be had. */
export function ensureChromium(say) {
  if (findChromium()) return;
  for (const [command, ...args] of waysToInstall()) {
    say(`installing a browser for the journeys: ${command} ${args.join(" ")}`);
    const { status } = spawnSync(command, args, {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status === 0 && findChromium()) return;
  }
  throw new Error("no Chromium for the browser journeys: install Chromium or Chrome, or set CHROMIUM_PATH to one");
}

function waysToInstall() {
  const asDebianRoot = existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;
  const debian = ["sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"];
  const playwright = ["npx", "--no-install", "playwright-core", "install", "chromium"];
  return asDebianRoot ? [debian, playwright] : [playwright];
}
