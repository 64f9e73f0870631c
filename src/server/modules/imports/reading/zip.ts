/** The little that must be known of a ZIP archive before it is unpacked. */

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** The end record, and the longest comment after it. */
const LONGEST_END = 22 + 65_535;

/** The bytes that an archive says it unpacks to, or undefined for what is no whole archive. */
export function unpackedBytes(archive: Buffer): number | undefined {
  const end = endRecord(archive);
  if (end === undefined) return undefined;
  let at = archive.readUInt32LE(end + 16);
  let total = 0;
  for (let entries = archive.readUInt16LE(end + 10); entries > 0; entries -= 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
    total += archive.readUInt32LE(at + 24);
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return total;
}

function endRecord(archive: Buffer): number | undefined {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - LONGEST_END); at -= 1) {
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}
