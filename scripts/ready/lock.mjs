// One command at a time in a part of the working copy: a folder that only one process can make, naming its holder.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LOOK_AGAIN_MS = 200;

/** Runs `work` while no other process runs work under the same folder; a lock whose holder died is taken over. */
export async function withLock(folder, work) {
  while (!tryLock(folder)) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

function tryLock(folder) {
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, "pid"), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!holderLives(folder)) rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

function holderLives(folder) {
  try {
    const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
    if (!pid) return true; // made this instant, its holder not yet written down
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "ENOENT" || error.code === "EPERM";
  }
}
