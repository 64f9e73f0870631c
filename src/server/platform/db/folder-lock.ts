import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Who holds a data folder. */
export type Holder = { readonly pid: number; readonly since: string; readonly address?: string };

/** Another process works on this data folder. */
export class FolderHeld extends Error {
  override name = "FolderHeld";
}

export type FolderLock = {
  /** Writes down where the holder answers, for the words a second start is refused with. */
  announce(address: string): void;
  release(): void;
};

const LOCK = "lock";
const HOLDER = "holder.json";

/**
 * Takes the data folder for this process, making the folder (0700) when there is none. Throws FolderHeld, naming the
 * holder and what to do, when another process has it.
 *
 * The operating system holds the lock (SQLite's file lock, which Node brings along): it ends with the process however
 * the process ends, so that no stale lock is ever left, and a process id that was given out again is no matter.
 */
export function lockFolder(folder: string, now: Temporal.Instant): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, LOCK));
  const holderPath = join(folder, HOLDER);
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new FolderHeld(refusal(folder, readHolder(holderPath)));
  }
  const holder: Holder = { pid: process.pid, since: now.toString({ smallestUnit: "second" }) };
  const write = (value: Holder) => writeFileSync(holderPath, JSON.stringify(value), { mode: 0o600 });
  write(holder);
  return {
    announce: (address) => write({ ...holder, address }),
    release() {
      rmSync(holderPath, { force: true });
      lock.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined; // The holder has only just started and has not yet written its name: the refusal says what it can.
  }
}

function refusal(folder: string, holder: Holder | undefined): string {
  const who = holder === undefined ? "Another Ambit" : `Another Ambit (process ${holder.pid}, running since ${holder.since})`;
  const where = holder?.address === undefined ? "" : ` It answers at ${holder.address}.`;
  const stop = holder === undefined ? "Stop it" : `Stop it (Ctrl-C where it runs, or: kill ${holder.pid})`;
  return `${who} is using the folder ${folder}.${where}\n${stop}, or set AMBIT_DATA to another folder and PORT to another port.`;
}
