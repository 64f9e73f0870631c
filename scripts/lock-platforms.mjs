// Completes package-lock.json with the platform packages that npm left out.
//
// npm records only those optional packages that the registry offered at the time; `npm ci` then refuses the lock, on every
// platform. Names of platform packages say what they run on, so the missing entries can be written without asking anyone.
// `npm run lock` after a dependency was changed; with `--check` it only says what is missing.
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/**
 * The optional packages that some locked package names and the lock does not hold, each with the path it would be installed
 * at, the version asked for, and whether only development needs it.
 */
function missingPlatformPackages(lock) {
  const missing = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isInstalledFor(lock, path, name)) missing.push({ path: `node_modules/${name}`, name, version, dev: entry.dev });
    }
  }
  return missing;
}

/** Whether Node, looking from `path` upwards, would find package `name` where the lock places it. */
function isInstalledFor(lock, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder}${folder ? "/" : ""}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** A lock entry for a platform package, its platform read off its name: `@swc/core-win32-ia32-msvc`. */
function entryFor({ name, version, dev }) {
  const words = name.split("/").at(-1).split("-");
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length === 0 || cpu.length === 0) throw new Error(`${name} does not say which platform it is for`);
  if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} is asked for as ${version}, which is not one version`);
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : undefined;
  return { version, cpu, ...(dev ? { dev } : {}), ...(libc ? { libc } : {}), optional: true, os };
}

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = missingPlatformPackages(lock);

if (process.argv.includes("--check")) {
  for (const { name } of missing) console.error(`package-lock.json lacks ${name}: run npm run lock`);
  process.exitCode = missing.length === 0 ? 0 : 1;
} else {
  for (const one of missing) lock.packages[one.path] = entryFor(one);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, "en")));
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} platform packages added`);
}
