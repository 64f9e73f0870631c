import { spawn } from "node:child_process";
import { root } from "../ready/place.mjs";
import { type Outcome, verdict } from "./outcome.ts";

export interface Finished {
  readonly code: number;
  readonly output: string;
  /** It took longer than it might, and was ended. */
  readonly timeWasUp: boolean;
}

/**
 * Runs `node args…` on the pinned Node in the working copy, for as many seconds as it needs or may take; comes back, whatever its
 * exit code, with all that it printed.
 */
export function runNode(args: readonly string[], env: Record<string, string> = {}, seconds?: number): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let timeWasUp = false;
    const timer = seconds === undefined ? undefined : setTimeout(() => (timeWasUp = child.kill("SIGKILL")), seconds * 1000);
    const printed: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => printed.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output: Buffer.concat(printed).toString("utf8"), timeWasUp });
    });
  });
}

/** A step that is one run of a tool: it passes when the tool exits with 0. */
export async function tool(...args: readonly string[]): Promise<Outcome> {
  const { code, output } = await runNode(args);
  return verdict(code === 0, output);
}
