/** The little that must be known of a ZIP archive before it is handed to a reader that trusts it. */

import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const DEFLATED = 8;
/** The end record, and the longest comment after it. */
const LONGEST_END = 22 + 65_535;
/** What may stand between two files of an archive: the sizes of the first, where they were not known before it. */
const LONGEST_BETWEEN = 24;

/** A file in the archive: where its own header begins, and where its content does and ends. */
type Entry = {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly header: number;
  readonly from: number;
  readonly to: number;
  /** The bytes that it says it unpacks to: readers set memory aside for as many. */
  readonly said: number;
};

/**
 * The files of an archive by name, unpacked: measured and not only believed, for an archive may say less than it does.
 * "too_large" beyond `most` bytes in all; undefined for what is no whole archive, or hides files from its directory.
 */
export async function unpack(archive: Buffer, most: number): Promise<Map<string, Buffer> | "too_large" | undefined> {
  const entries = entriesOf(archive);
  if (entries === undefined) return undefined;
  if (entries.reduce((sum, { said }) => sum + said, 0) > most) return "too_large";
  const files = new Map<string, Buffer>();
  let left = most;
  for (const { name, isDeflated, from, to } of entries) {
    const packed = archive.subarray(from, to);
    const content = isDeflated ? await inflate(packed, left) : packed;
    if (typeof content === "string" || content === undefined) return content;
    left -= content.length;
    if (left < 0) return "too_large";
    files.set(name, content);
  }
  return files;
}

async function inflate(packed: Buffer, most: number): Promise<Buffer | "too_large" | undefined> {
  try {
    return await promisify(inflateRaw)(packed, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too_large" : undefined;
  }
}

function entriesOf(archive: Buffer): readonly Entry[] | undefined {
  const end = endRecord(archive);
  if (end === undefined) return undefined;
  const directory = archive.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  let at = directory;
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const entry = entryAt(archive, at);
    if (entry === undefined) return undefined;
    entries.push(entry);
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return isGapless(entries, directory) ? entries : undefined;
}

function entryAt(archive: Buffer, at: number): Entry | undefined {
  if (at + 46 > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
  const header = archive.readUInt32LE(at + 42);
  if (header + 30 > archive.length || archive.readUInt32LE(header) !== LOCAL_HEADER) return undefined;
  const from = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const to = from + archive.readUInt32LE(at + 20);
  if (to > archive.length) return undefined;
  const said = Math.max(archive.readUInt32LE(at + 24), archive.readUInt32LE(header + 22));
  const name = archive.toString("utf8", at + 46, at + 46 + archive.readUInt16LE(at + 28));
  return { name, isDeflated: archive.readUInt16LE(at + 10) === DEFLATED, header, from, to, said };
}

/** Whether the directory tells of everything before it. A reader that goes from file to file would find what it does not. */
function isGapless(entries: readonly Entry[], directory: number): boolean {
  let end = 0;
  for (const { header, to } of entries.toSorted((a, b) => a.header - b.header)) {
    if (header < end || header - end > LONGEST_BETWEEN) return false;
    end = to;
  }
  return directory >= end && directory - end <= LONGEST_BETWEEN;
}

function endRecord(archive: Buffer): number | undefined {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - LONGEST_END); at -= 1) {
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}
