/** How long amendments of large contracts take: previewed and recorded over HTTP, on native PostgreSQL. */

import pg from "pg";
import type { AmendmentPreview, WireChange } from "#api/amendments.ts";
import { inTransaction } from "#platform/context.ts";
import { openServer } from "#platform/db/database.ts";
import { openLog } from "#platform/log.ts";
import { systemActor } from "#platform/permit.ts";
import { recordEstate, type Estate } from "#test/support/estate.ts";
import type { NativePostgres } from "#test/support/native-postgres.ts";
import "../src/server/permissions.ts";
import { ms, print, whole, type Figure } from "./report.ts";
import { serve, type Served } from "./serve.ts";

/** A contract of so many assets of which one changes, and one of which all do. */
const large = 5_000;
const bulk = 10_000;
const previews = 15;
const previewWithin = 300;
const bulkWithin = 5_000;

export async function benchAmendments(postgres: NativePostgres): Promise<void> {
  await postgres.administer("create database amendments");
  const databaseUrl = postgres.url("amendments");
  const served = await serve({ databaseUrl });
  try {
    const one = await estateOf(databaseUrl, "ONE", large);
    const all = await estateOf(databaseUrl, "ALL", bulk);
    await analyze(databaseUrl);
    print("Amendments over HTTP, native PostgreSQL", [...(await previewsOf(served, one)), ...(await inBulk(served, all))]);
  } finally {
    await served.stop();
  }
}

async function estateOf(databaseUrl: string, prefix: string, count: number): Promise<Estate> {
  const database = openServer(databaseUrl);
  try {
    const shell = { database, log: openLog("silent") };
    const signedAt = Temporal.Instant.from("2026-01-01T09:00:00Z");
    return await inTransaction(shell, systemActor, (ctx) => recordEstate(ctx, { prefix, count }), signedAt);
  } finally {
    await database.close();
  }
}

/** As the database does by itself a little later. */
async function analyze(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query("analyze");
  await client.end();
}

async function previewsOf(served: Served, { contractId }: Estate): Promise<Figure[]> {
  const took: number[] = [];
  for (let index = 1; index <= previews; index += 1) {
    const changes: WireChange[] = [{ kind: "remove", covered: [{ serial: `ONE-${index}` }], lastDay: "2026-08-20" }];
    took.push((await timed(() => post(served, `${contractId}/amendments/preview`, { changes }))).ms);
  }
  const sorted = took.toSorted((a, b) => a - b);
  const [median, slowest] = [sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  return [
    within(`preview of one change, ${whole(large)} assets (median of ${previews})`, median, previewWithin),
    within("  the slowest of them, the first", slowest, previewWithin),
  ];
}

async function inBulk(served: Served, { contractId }: Estate): Promise<Figure[]> {
  const covered = Array.from({ length: bulk }, (_, index) => ({ serial: `ALL-${index + 1}` }));
  const changes: WireChange[] = [{ kind: "reprice", covered, byPercent: "3.5", effectiveOn: "2026-09-01" }];
  const shown = await timed(() => post<AmendmentPreview>(served, `${contractId}/amendments/preview`, { changes }));
  const { basis } = shown.value;
  const recorded = await timed(() => post(served, `${contractId}/amendments`, { changes, reason: "Uplift", basis }));
  return [
    within(`preview of one amendment of ${whole(bulk)} assets`, shown.ms, bulkWithin),
    within(`the same recorded`, recorded.ms, bulkWithin),
  ];
}

function within(name: string, took: number, target: number): Figure {
  return { name, value: ms(took), target: `< ${ms(target)}`, met: took < target };
}

async function timed<T>(act: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await act();
  return { ms: performance.now() - start, value };
}

async function post<T>({ origin, key }: Served, path: string, body: unknown): Promise<T> {
  const reply = await fetch(`${origin}/api/v1/contracts/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as T;
}
