// `node scripts/database-image.ts FOLDER`: writes an empty embedded database, as it is before any migration, into FOLDER.
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { emptyImage } from "#platform/db/embedded/folder.ts";

const database = await PGlite.create();
const image = await database.dumpDataDir("none");
await writeFile(join(process.argv[2]!, basename(emptyImage)), Buffer.from(await image.arrayBuffer()));
await database.close();
