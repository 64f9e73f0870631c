// What a built thing was built from, as one short text: equal texts mean that nothing has to be built again.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./place.mjs";

/** A digest of the names and contents of all files at `paths` (files or folders of the working copy; missing ones add nothing). */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesIn))
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function filesIn(path) {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path))
    .toSorted()
    .flatMap((name) => filesIn(join(path, name)));
}

/** Whether the stamp file says `print`. */
export function isStamped(stamp, print) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === print;
}

/** Makes the stamp file say `print`. */
export function writeStamp(stamp, print) {
  writeFileSync(stamp, print);
}
