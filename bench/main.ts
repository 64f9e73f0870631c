/**
 * `npm run bench [PART …]`: measures what the project promises about speed, in one run, and prints the figures beside their
 * targets. It takes about eight minutes, most of it filling registers; naming parts runs only those. Nothing fails
 * because a figure is low: figures depend on the machine, which is printed first.
 */

import { tmpdir } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { NativePostgres } from "#test/support/native-postgres.ts";
import { benchAmendments } from "./amendments.ts";
import { benchBatch } from "./batch.ts";
import { benchBilling } from "./billing.ts";
import { calendarBench } from "./calendar.ts";
import { benchChecks, benchFirstChecks } from "./checks.ts";
import { benchColdStart } from "./cold-start.ts";
import { decideBench } from "./decide.ts";
import { benchGrowth } from "./growth.ts";
import { benchHolds } from "./holds.ts";
import { benchImport } from "./imports.ts";
import { machineFacts } from "./machine.ts";
import { serveAgain, serveRegister, settings, startPostgres } from "./native.ts";
import { benchReplay } from "./replay.ts";
import { print } from "./report.ts";
import { serve } from "./serve.ts";

/** A million coverages: six of each asset believed, four that were corrected. */
const register = { assets: 100_000, contractYears: 5, corrected: 4 };
const seconds = 10;
const importRows = 20_000;

const today = Temporal.Now.plainDateISO().toString();

const parts: Readonly<Record<string, (postgres: NativePostgres) => Promise<void>>> = {
  calendar: printCalendar,
  decide: printDecide,
  start: benchColdStart,
  import: importsOnBoth,
  amendments: benchAmendments,
  checks: checksAndBatches,
  billing: (postgres) => benchBilling(postgres, today),
  holds: (postgres) => benchHolds(postgres, today, seconds),
  replay: (postgres) => benchReplay(postgres, today),
  growth: (postgres) => benchGrowth(postgres, today, seconds),
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}
const wanted = positionals.length === 0 ? Object.keys(parts) : positionals;
const postgres = await startPostgres();
try {
  const set = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  console.log(machineFacts(`${await postgresVersion(postgres)} (fsync on, ${set.join(", ")})`).join("\n"));
  for (const name of wanted) await parts[name]!(postgres);
} finally {
  await postgres.stop();
}

async function printCalendar(): Promise<void> {
  const figures = await calendarBench();
  print(
    "Calendars",
    figures.map(({ name, value, unit, goal }) => ({
      name,
      value: `${value.toFixed(2)} ${unit}`,
      ...(goal !== undefined && { target: `< ${goal} ${unit}`, met: value < goal }),
    })),
  );
}

async function printDecide(): Promise<void> {
  const { name, value, goal } = decideBench();
  print("Decisions in core", [{ name, value: `${value.toFixed(1)} µs`, target: `< ${goal} µs`, met: value < goal }]);
}

async function importsOnBoth(postgres: NativePostgres): Promise<void> {
  await postgres.administer("create database imported");
  const native = await serve({ databaseUrl: postgres.url("imported") });
  try {
    await benchImport("native PostgreSQL", native, importRows, 5000);
  } finally {
    await native.stop();
  }
  const folder = mkdtempSync(join(tmpdir(), "ambit-bench-"));
  const embedded = await serve({ folder });
  try {
    await benchImport("embedded", embedded, importRows, 1500);
  } finally {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checksAndBatches(postgres: NativePostgres): Promise<void> {
  const ready = await serveRegister(postgres, "register", register, today);
  try {
    await benchFirstChecks(ready, register, seconds);
  } finally {
    await ready.stop();
  }
  const again = await serveAgain(ready.databaseUrl);
  try {
    await benchBatch(again, register.assets, seconds);
    await benchChecks(again, register, seconds);
  } finally {
    await again.stop();
  }
}

async function postgresVersion(postgres: NativePostgres): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client(postgres.url("postgres"));
  await client.connect();
  try {
    return (await client.query<{ server_version: string }>("show server_version")).rows[0]!.server_version;
  } finally {
    await client.end();
  }
}
