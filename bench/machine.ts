/** What the figures were measured on: without it they mean nothing. */

import { cpus, totalmem, type CpuInfo } from "node:os";

/** One line each, ready to print. */
export function machineFacts(postgres: string): string[] {
  const [first] = cpus() as readonly CpuInfo[];
  return [
    `CPU         ${first?.model ?? "unknown"}, ${cpus().length} cores`,
    `memory      ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node        ${process.version}`,
    `PostgreSQL  ${postgres}`,
  ];
}
