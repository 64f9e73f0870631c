/** A ZIP archive of our own, for the reader of workbooks, which takes nothing else. */

import { crc32 } from "node:zlib";

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** ZIP 2.0, the first with folders. */
const VERSION = 20;
const NAMES_IN_UTF8 = 0x0800;

/** The archive of these files by name, fewer than 65,536 and less than 4 GB in all, not compressed: it does not leave the memory. */
export function pack(files: ReadonlyMap<string, Buffer>): Buffer {
  const contents: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of files) {
    const path = Buffer.from(name);
    const facts = factsOf(path, content);
    contents.push(uint32(LOCAL_HEADER), facts, path, content);
    // Comment, disk and attributes are nought.
    directory.push(uint32(DIRECTORY_ENTRY), uint16(VERSION), facts, Buffer.alloc(10), uint32(at), path);
    at += 4 + facts.length + path.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = [uint32(END_OF_DIRECTORY), uint32(0), uint16(files.size), uint16(files.size), uint32(size), uint32(at), uint16(0)];
  return Buffer.concat([...contents, ...directory, ...end]);
}

/** What header and directory say alike: version, flags, stored as it is, no time, checksum, both sizes, and the lengths of name and extra. */
function factsOf(path: Buffer, content: Buffer): Buffer {
  const size = uint32(content.length);
  return Buffer.concat([
    uint16(VERSION),
    uint16(NAMES_IN_UTF8),
    Buffer.alloc(6),
    uint32(crc32(content)),
    size,
    size,
    uint16(path.length),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
