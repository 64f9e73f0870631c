/** Native PostgreSQL with a register of a size in it, and a server on that. */

import pg from "pg";
import { startNativePostgres, type NativePostgres } from "#test/support/native-postgres.ts";
import { fillRegister, serialSql, type Size } from "./fill.ts";
import { serve, type Served, type ServeOptions } from "./serve.ts";

/** As on a small server: durable (fsync on, the default), with a fair share of memory for what is read often. */
export const settings = { shared_buffers: "1GB", max_wal_size: "4GB", jit: "off" } as const;

export const startPostgres = (): Promise<NativePostgres> => startNativePostgres(settings);

export type Ready = Served & { readonly databaseUrl: string; readonly client: pg.Client };

/** Migrates and fills a new database, then serves it. `today` as "YYYY-MM-DD". */
export async function serveRegister(
  postgres: NativePostgres,
  name: string,
  size: Size,
  today: string,
  options: ServeOptions = {},
): Promise<Ready> {
  await postgres.administer(`create database ${name}`);
  const databaseUrl = postgres.url(name);
  // The first start migrates and makes the standard plans, which filling needs.
  await (await serve({ databaseUrl })).stop();
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await fillRegister(client, size, today);
  await client.end();
  return serveAgain(databaseUrl, options);
}

/** A server that has just begun on a database that is filled. */
export async function serveAgain(databaseUrl: string, options: ServeOptions = {}): Promise<Ready> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const served = await serve({ databaseUrl, ...options });
  return {
    ...served,
    databaseUrl,
    client,
    async stop() {
      await client.end();
      await served.stop();
    },
  };
}

/** Serials, and ids, of assets drawn evenly from all `assets`, each once and the same in each run. */
export async function drawAssets(client: pg.Client, assets: number, many: number): Promise<{ id: string; serial: string }[]> {
  const { rows } = await client.query<{ id: string; serial: string }>(
    `select a.id, a.serial from generate_series(0, $1 - 1) k cross join lateral (select ${serialSql("1 + k::bigint * $2 % $3")} as s) made
     join asset a on a.serial_plain = made.s order by k`,
    [Math.min(many, assets), stride, assets],
  );
  return rows;
}

/** A prime: it shares no factor with the number of assets, so that they are visited in a scattered order and none twice. */
const stride = 7919;
