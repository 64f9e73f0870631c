import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";

type Stream = { nfd?: number; node: unknown };
type NodeFileSystem = { stream_ops: { fsync?: (stream: Stream) => number }; realPath: (node: unknown) => string };

/**
 * The database's files in a real folder, where fsync reaches the disk.
 *
 * Emscripten's NODEFS has no fsync of its own: it answers that all is well and does nothing, and a pulled plug loses
 * what was acknowledged. Here PostgreSQL's fsync calls the operating system's, for files and for folders.
 */
export class DurableFs extends NodeFS {
  readonly #fsync: (fd: number) => void;

  /** `fsync` is handed in so that a test can count its calls. */
  constructor(folder: string, fsync: (fd: number) => void = fsyncSync) {
    super(folder);
    this.#fsync = fsync;
  }

  override async init(...[pg, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(pg, options);
    const giveFsync = (mod: { NODEFS: unknown }) => {
      const nodefs = mod.NODEFS as NodeFileSystem;
      nodefs.stream_ops.fsync = (stream) => {
        if (stream.nfd === undefined) syncFolder(nodefs.realPath(stream.node), this.#fsync);
        else this.#fsync(stream.nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), giveFsync] } };
  }
}

function syncFolder(path: string, fsync: (fd: number) => void): void {
  const fd = openSync(path, "r");
  try {
    fsync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes everything below a folder safe on disk: a new database is written without fsync, then synced once as a whole. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncFolder(path, fsyncSync);
  }
  syncFolder(folder, fsyncSync);
}
