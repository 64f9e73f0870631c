import { randomFillSync } from "node:crypto";

const BATCH = 256;
const random = new Uint8Array(BATCH * 10);
let used = BATCH;

/**
 * A UUIDv7: 48 bits of milliseconds, then 74 random bits. Ids made later sort later, to the millisecond, so that they
 * fill an index from one end. Random bytes are drawn for many ids at once.
 */
export function uuidv7(epochMilliseconds: number): string {
  if (used === BATCH) {
    randomFillSync(random);
    used = 0;
  }
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(used * 10, used * 10 + 10), 6);
  used += 1;
  new DataView(bytes.buffer).setUint16(0, Math.floor(epochMilliseconds / 2 ** 32));
  new DataView(bytes.buffer).setUint32(2, epochMilliseconds % 2 ** 32);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
