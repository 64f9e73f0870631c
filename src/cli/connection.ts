import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeCaller, type Caller } from "#api/client.ts";

/** No server can be asked. The message says what was looked for and what to do. */
export class NoServer extends Error {
  override name = "NoServer";
}

/** Where a server answers, and the key to it. */
export type Connection = { readonly origin: string; readonly key: string };

const DEFAULT_FOLDER = "./ambit-data";

/**
 * AMBIT_URL with AMBIT_API_KEY, else what a server on this machine left in its data folder (AMBIT_DATA). Throws NoServer.
 * A key in the environment goes before the folder's.
 */
export function connectionFrom(env: Readonly<Record<string, string | undefined>>): Connection {
  const given = env["AMBIT_URL"]?.trim();
  const key = env["AMBIT_API_KEY"]?.trim();
  if (given) {
    if (!URL.canParse(given)) throw new NoServer(`AMBIT_URL is "${given}". It looks like https://support.example.com`);
    if (!key) throw new NoServer("AMBIT_URL is set but AMBIT_API_KEY is not. Make a key in Ambit under Settings, API keys.");
    return { origin: given.replace(/\/+$/, ""), key };
  }
  const folder = resolve(env["AMBIT_DATA"] ?? DEFAULT_FOLDER);
  const origin = fileIn(folder, "address");
  if (origin === undefined) {
    throw new NoServer(
      `No Ambit is running on the data folder ${folder}.\nStart it with: npm start\nOr say where it is: AMBIT_DATA for a folder, AMBIT_URL and AMBIT_API_KEY for a server.`,
    );
  }
  const local = key || fileIn(folder, "api-key");
  if (!local) throw new NoServer(`There is no key in ${join(folder, "api-key")} that you may read. Set AMBIT_API_KEY.`);
  return { origin, key: local };
}

/** A caller of the server. A server that does not answer is a NoServer too. */
export function callerFor({ origin, key }: Connection): Caller {
  const send: Parameters<typeof makeCaller>[0] = async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new NoServer(`Ambit does not answer at ${origin}.\nIs it running? Start it with: npm start`, { cause: error });
    }
  };
  return makeCaller(send, origin, { authorization: `Bearer ${key}` });
}

function fileIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8").trim() || undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EACCES") return undefined;
    throw error;
  }
}
