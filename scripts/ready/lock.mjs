// One command at a time in a part of the working copy: a file that only one process can make, holding that process's number.
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const LOOK_AGAIN_MS = 200;

/** Runs `work` while no other process runs work under the same lock file; a lock whose holder died is taken over. */
export async function withLock(file, work) {
  while (!tryLock(file)) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

function tryLock(file) {
  const own = `${file}-${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file); // made and filled in one step, so that nobody ever reads a lock without its holder
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function isHeld(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "ENOENT" || error.code === "EPERM"; // released this instant, or held by another user
  }
}
