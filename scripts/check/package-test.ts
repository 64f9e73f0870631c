import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, root } from "../ready/place.mjs";
import { runNode } from "./command.ts";
import { type Outcome, verdict } from "./outcome.ts";

/** What somebody who uses the core as a library may write; it throws when the answer is wrong. */
const CONSUMER = `
import { addWorkingTime, makeCalendar } from "ambit/core";

const made = makeCalendar({ timeZone: "Europe/London", weekly: { mon: [["09:00", "17:00"]] }, holidays: [] });
if (!made.ok) throw new Error("the calendar was refused");
const friday = Temporal.Instant.from("2026-03-06T12:00:00Z");
const due = addWorkingTime(made.value, friday, Temporal.Duration.from({ hours: 2 })).toString();
if (due !== "2026-03-09T11:00:00Z") throw new Error("two hours from Friday noon were " + due);
`;

/**
 * Packs the package, unpacks it into an empty project, and uses `ambit/core` there: types first, then at run time. The core needs
 * no other package, so none is installed and no registry is asked.
 */
export async function packageTest(): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "ambit-package-"));
  try {
    const place = join(folder, "node_modules", "ambit");
    await mkdir(place, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
    await writeFile(join(folder, "consumer.ts"), CONSUMER);
    const packed = sh("npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", folder);
    const unpacked = sh("tar", "-xzf", join(folder, packed.output.trim()), "-C", place, "--strip-components=1");
    const typed = await runNode([at("node_modules/typescript/bin/tsc"), ...STRICT, join(folder, "consumer.ts")]);
    const ran = await runNode([join(folder, "consumer.ts")]);
    const all = [packed, unpacked, typed, ran];
    return verdict(
      all.every(({ code }) => code === 0),
      all.map(({ output }) => output).join("\n"),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const STRICT = [
  "--ignoreConfig",
  "--noEmit",
  "--strict",
  "--module",
  "nodenext",
  "--target",
  "esnext",
  "--lib",
  "esnext",
  "--types",
  "",
];

function sh(command: string, ...args: readonly string[]): { code: number; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return { code: status ?? 1, output: status === 0 ? stdout : stdout + stderr };
}
