// Where things are in the working copy, and how a command is run in it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const onWindows = process.platform === "win32";

/** The path of something in the working copy. */
export const at = (...names) => join(root, ...names);

/** The Node that this project runs on: an npm package among the others. */
export const pinnedNode = at("node_modules", "node", "bin", onWindows ? "node.exe" : "node");

/** The lock that every command takes that installs or builds. */
export const READY_LOCK = at(".ready-lock");

/** Says something on stderr: stdout belongs to the command that follows. */
export function say(text) {
  process.stderr.write(`ambit: ${text}\n`);
}

/** Runs a command in the working copy, what it prints going to stderr. Rejects, naming it, when it fails. */
export function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell: onWindows });
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(" ")} failed`))));
  });
}
