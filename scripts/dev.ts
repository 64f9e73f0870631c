// `npm run dev`: the server, started again when its files change, and the pages, changed in place. Ctrl-C ends both.
import { type ChildProcess, spawn } from "node:child_process";
import { root } from "./ready/place.mjs";

const children: ChildProcess[] = [
  start("--watch", "--watch-preserve-output", "src/server/main.ts", ...process.argv.slice(2)),
  start("node_modules/vite/bin/vite.js"),
];

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopAll(signal));

function start(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  child.on("exit", (code) => {
    process.exitCode ||= code ?? 0;
    stopAll("SIGTERM");
  });
  return child;
}

function stopAll(signal: NodeJS.Signals): void {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
