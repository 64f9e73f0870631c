/** The short way for the question that is asked most: a serial and nothing else that has to be found. */

import { CompiledQuery } from "kysely";
import { accountScope } from "#platform/permit.ts";
import type { Context } from "#platform/context.ts";
import { brokenConnections, type Db } from "#platform/db/database.ts";
import type { Asked } from "./asked.ts";
import { clueKeys } from "./clue-keys.ts";
import { emptyExtract, type AssetRecord, type Loaded } from "./extract.ts";
import { Known } from "./known.ts";
import { daysAround } from "./moment.ts";
import { changesStatement, type ChangesRow, momentStatement, ownStatement, type OwnRow } from "./known-sql.ts";
import { catchUp, hear, learn, Missing } from "./learn.ts";
import { readOwnAsset, recall, TooMany, withLots, type OwnAsset } from "./recall.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

/** How often the question is asked again because something changed while what it needs was being learned. */
const attempts = 3;
/** Statements in which what is missing is learned: one for each step up a tree, and then some. */
const mostLessons = 30;
/** Few things are part of others: for a few questions it is worth finding out first. */
const few = 50;

const statements = {
  flat: { quiet: ownStatement({ climbs: false, hears: false }), hearing: ownStatement({ climbs: false, hears: true }) },
  climbing: { quiet: ownStatement({ climbs: true, hears: false }), hearing: ownStatement({ climbs: true, hears: true }) },
};

/** By the pool that it is asked of, with how many of its connections had broken when that began. */
const knownOf = new WeakMap<Db, { readonly known: Known; readonly broken: number }>();

/** What is known by heart: nothing, once a connection has broken. Moments of a database that has crashed may come a second time. */
function knownOn(db: Db): Known {
  const broken = brokenConnections(db);
  let begun = knownOf.get(db);
  if (begun?.broken !== broken) knownOf.set(db, (begun = { known: new Known(), broken }));
  return begun.known;
}

/** Whether a question can go the short way. Within a transaction it may see what nobody else does yet, which must not be kept. */
export function isBySerial(ctx: Context, { question, knownAt }: Asked): boolean {
  const { serial, assetTag, email, phone, contractNumber, account, product } = question;
  return (
    serial !== undefined &&
    (assetTag ?? email ?? phone ?? contractNumber ?? account ?? product) === undefined &&
    knownAt === null &&
    !ctx.tx.isTransaction &&
    accountScope(ctx.actor) === undefined
  );
}

/** Whether the day that is asked about may be over, wherever it is meant: then the ledger has to be read day by day. */
export function asksOfPast({ at }: Asked, now: Temporal.Instant): boolean {
  if (at === null) return false;
  if (at.kind === "instant") return Temporal.Instant.compare(at.instant, now) < 0;
  return daysAround(at, 0).from <= now.toString().slice(0, 10);
}

/**
 * What the register holds for questions by serial, all of it as of one moment after they were asked; undefined when it changes
 * faster than it can be read, or is too much to be kept.
 */
export async function loadBySerial({ tx, now }: Context, asked: readonly Asked[]): Promise<Loaded | undefined> {
  const { serials } = clueKeys(asked.map(({ question }) => question));
  const byDay = asked.some((one) => asksOfPast(one, now));
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const known = knownOn(tx);
      const reading = await readOwn(tx, known, serials);
      const loaded = await recallAll(tx, known, serials, reading, byDay);
      if (loaded !== undefined && known === knownOn(tx)) return loaded;
    }
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
  }
  return undefined;
}

/** The assets that had to be read, by their serials' keys: a list, which may be empty, of each serial that was not kept when it was asked. */
type Reading = { readonly own: ReadonlyMap<string, readonly OwnAsset[]>; readonly moment: Snapshot };

/** Reads the assets that are not kept. Where all are, it learns of the moment alone, and of what has changed. */
async function readOwn(db: Db, known: Known, serials: readonly string[], climbs = serials.length > few): Promise<Reading> {
  const wanted = serials.filter((serial) => known.assets.get(serial) === undefined);
  const before = known.asOf;
  const heard = known.isRestless ? before : undefined;
  const { rows } = await db.executeQuery<OwnRow>(queryFor(wanted, heard, climbs));
  const own = new Map<string, OwnAsset[]>(wanted.map((serial) => [serial, []]));
  for (const row of rows) {
    if (!row.own) continue;
    const read = readOwnAsset(row.own, row.coverages);
    if (!climbs && read.wholeIds !== "") return readOwn(db, known, serials, true);
    own.get(read.serialKey)!.push(read);
  }
  const [first] = rows as [OwnRow & ChangesRow];
  if (heard !== undefined) {
    const moment = hear(known, heard, first);
    known.isRestless = moment !== heard;
    return { own, moment };
  }
  const moment = first.snapshot === before?.text ? before : readSnapshot(first.snapshot);
  await catchUp(db, known, moment, before);
  return { own, moment };
}

function queryFor(wanted: readonly string[], heard: Snapshot | undefined, climbs: boolean): CompiledQuery {
  if (wanted.length === 0)
    return heard === undefined ? CompiledQuery.raw(momentStatement, [true]) : CompiledQuery.raw(changesStatement, [heard.text]);
  const { quiet, hearing } = statements[climbs ? "climbing" : "flat"];
  return heard === undefined ? CompiledQuery.raw(quiet, [wanted]) : CompiledQuery.raw(hearing, [wanted, heard.text]);
}

/** The assets with all that belongs to them, as of the moment at which they were read; undefined when that can no longer be told. */
async function recallAll(
  db: Db,
  known: Known,
  serials: readonly string[],
  { own, moment }: Reading,
  byDay: boolean,
): Promise<Loaded | undefined> {
  for (let lesson = 0; lesson < mostLessons && known.isSoAt(moment); lesson += 1) {
    const missing = new Missing();
    const plans = known.plans ?? missing.allPlans();
    if (plans !== undefined) {
      const assetsBySerial = new Map<string, readonly AssetRecord[]>();
      for (const serial of serials) {
        const kept = known.assets.get(serial) ?? recallOwn(serial, own.get(serial), known, missing);
        // It was kept when it was asked for, and has changed since.
        if (kept === undefined) return undefined;
        const records = kept.map((one) => withLots(one, known, plans, byDay, missing));
        if (records.length > 0) assetsBySerial.set(serial, records as AssetRecord[]);
      }
      if (missing.isNothing) return { extract: { ...emptyExtract, assetsBySerial }, plans };
    }
    await learn(db, known, missing);
  }
  return undefined;
}

/** The assets that bear a serial, as far as all that belongs to them is known: then they are kept, but for those that are a part of others. */
function recallOwn(
  serial: string,
  own: readonly OwnAsset[] | undefined,
  known: Known,
  missing: Missing,
): readonly AssetRecord[] | undefined {
  if (own === undefined) return undefined;
  const recalled = own.flatMap((one) => recall(one, known, missing) ?? []);
  if (recalled.length > 0 && recalled.length === own.length && own.every(({ wholeIds }) => wholeIds === ""))
    known.assets.set(serial, recalled);
  return recalled;
}
