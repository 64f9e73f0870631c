import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";

/** The little of HTTP that a handler may need beyond its validated input: versions, cookies, raw bodies and streams. */
export class Exchange {
  readonly request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #afterwards: (() => void)[] = [];
  #taken = false;

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.request = request;
    this.#reply = reply;
  }

  /** Whether the handler sent the answer itself. */
  get isTaken(): boolean {
    return this.#taken;
  }

  /** Names the version of what is sent: `ETag: "7"`. */
  version(version: number): void {
    this.#reply.header("etag", `"${version}"`);
  }

  /**
   * The version that the client changes, from `If-Match: "7"`. Throws `version_required` without the header, and
   * `stale_version` when it is not a version of ours. Compare it in the UPDATE's WHERE, or with `expectVersion`.
   */
  changedVersion(): number {
    const header = this.request.headers["if-match"];
    if (header === undefined) throw new Problem("version_required");
    const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header)?.[1];
    if (version === undefined) throw new Problem("stale_version");
    return Number(version);
  }

  /** Throws `stale_version` unless the client changes the version that is current. */
  expectVersion(current: number): void {
    if (this.changedVersion() !== current) throw new Problem("stale_version", undefined, { currentVersion: current });
  }

  /** Sets cookies, as Set-Cookie values. They are marked Secure where the browser came by HTTPS, through a proxy. */
  cookies(values: readonly string[]): void {
    const secure = this.request.headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
    for (const value of values) this.#reply.header("set-cookie", value + secure);
  }

  /** Does something in memory once the transaction has been committed, before the answer is sent. */
  afterwards(act: () => void): void {
    this.#afterwards.push(act);
  }

  /** Called by `route` after the commit. */
  committed(): void {
    for (const act of this.#afterwards) act();
  }

  header(name: string, value: string): void {
    this.#reply.header(name, value);
  }

  /** Says where what was made can be read. */
  location(path: string): void {
    this.#reply.header("location", path);
  }

  /**
   * Sends JSON that is written already, or piece by piece as it is made, such as a list too long to be kept as objects. The handler's
   * return value is then ignored. Where making it fails midway the connection is broken off: nobody takes a part for the whole.
   */
  sendJson(pieces: Iterable<string> | AsyncIterable<string>): void {
    this.#taken = true;
    this.#reply.type("application/json; charset=utf-8").send(Readable.from(pieces));
  }

  /** Sends something that is not JSON: a file, say. The handler's return value is then ignored. */
  sendFile(content: Buffer | NodeJS.ReadableStream, type: string, fileName: string): void {
    this.#taken = true;
    const plain = fileName.replace(/[^\w. -]/g, "_");
    this.#reply.header(
      "content-disposition",
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    );
    this.#reply
      .type(type)
      .serializer((data: unknown) => data as string)
      .send(content);
  }
}
