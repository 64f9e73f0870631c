/** `ambit …`: see run.ts for what there is. */
import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

// Whoever reads may have seen enough, as `| head` does: then there is nobody to write to, and nothing to complain of.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.exitCode = await run(process.argv.slice(2), processTerminal());
