#!/usr/bin/env node
// `npx ambit …`: starts the command line on the pinned Node, whatever Node the machine has, installing first where needed.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "../scripts/ready/install.mjs";
import { pinnedNode } from "../scripts/ready/place.mjs";

const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

await ensureInstalled();
const child = spawn(pinnedNode, [main, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code)));
