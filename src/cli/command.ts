import type { Terminal } from "./terminal.ts";

/** Ended well, whatever the answer was. */
export const EXIT_OK = 0;
/** Could not be done: no server, no permission, a refusal. */
export const EXIT_FAILED = 1;
/** Was not asked rightly: an unknown option, a missing value. */
export const EXIT_USAGE = 2;

/** One word after `ambit`. */
export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `ambit NAME --help` prints. */
  readonly help: string;
  /** Does it, given what stands after its name; resolves with the exit code. Throws UsageError, or what the call to the server throws. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
};

/** The command line was not as it must be; the message says how. */
export class UsageError extends Error {
  override name = "UsageError";
}
