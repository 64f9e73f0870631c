/** What each question is decided on: the register asked once for all that share a state of knowledge. */

import type { ContractFact, Question, RenewalFact } from "#core/entitlement/facts.ts";
import { isPlaceholderSerial, serialKey } from "#core/identification/serial.ts";
import { dateInZone } from "#core/time/zone.ts";
import type { Context } from "#platform/context.ts";
import { readInUtc, type Basis } from "./answer.ts";
import { readAsked, type Asked, type AskedQuestion } from "./asked.ts";
import { isBySerial } from "./by-serial.ts";
import { coveragesOf, findClues, gatherFacts, zoneOf, type Found, type Late } from "./gather.ts";
import { loadFollowers } from "./followers.ts";
import { load, loadCoveredAssets, loadExtract, loadSimilar, loadSingle } from "./load.ts";
import type { Loaded } from "./extract.ts";
import { instantOf, textOf, type Moment } from "./moment.ts";
import { inOrder, type Placed } from "./placed.ts";
import { lapsedOn, loadRenewals } from "./renewals.ts";
import { plansKnownAt } from "./plan-terms.ts";

/**
 * Questions put to the register in one statement: enough to share its cost, few enough that what is made of them dies young. Of larger
 * groups the collector copies so much that is still in use that a batch takes half as long again.
 */
const atOnce = 50;
/** Groups asked for while one is worked on. More only keep more in memory: the program is slower than the database. */
const loadsAhead = 1;
/** Unknown serials of one batch for which near ones are looked up; looking is a hundred times the work of a check. */
const maxUnknown = 200;

/** What each question's decision is made on, in the order of the questions: see {@link basesInGroups}. */
export async function basesOf(
  ctx: Context,
  questions: readonly AskedQuestion[],
  pointerOf: (index: number) => string,
): Promise<Basis[]> {
  return inOrder(basesInGroups(ctx, questions, pointerOf), questions.length, (basis) => basis);
}

/**
 * What the questions' decisions are made on, group by group, in whatever order; within a group in that of the questions. While one
 * group is worked on, the register is already asked for the next. Throws `validation_failed` before anything else, pointing at the
 * first that is no question.
 */
export async function* basesInGroups(
  ctx: Context,
  questions: readonly AskedQuestion[],
  pointerOf: (index: number) => string,
): AsyncGenerator<readonly Placed<Basis>[]> {
  const groups = groupsOf(
    ctx,
    questions.map((asked, index) => ({ asked, read: readAsked(asked, pointerOf(index)), index })),
  );
  // A transaction has one connection, which does one thing at a time.
  const ahead = ctx.tx.isTransaction ? 0 : loadsAhead;
  const loading: Promise<LoadedAsKnown>[] = [];
  for (const [place, group] of groups.entries()) {
    for (const next of groups.slice(place + loading.length, place + 1 + ahead)) {
      const load = loadFor(ctx, next);
      // It is waited for in its turn; should a group before it fail, nobody waits for it any more.
      load.catch(() => {});
      loading.push(load);
    }
    // What was loaded is let go with its group: thousands of answers' facts would fill the memory.
    const bases = await basesTogether(ctx, group, await loading.shift()!);
    yield bases.map((item, at) => ({ item, place: group[at]!.index }));
  }
}

type Pending = { readonly asked: AskedQuestion; readonly read: Asked; readonly index: number };

/** Questions that can be put together: of one state of knowledge, all or none by serial alone, and not too many. */
function groupsOf(ctx: Context, pending: readonly Pending[]): readonly (readonly Pending[])[] {
  if (pending.length === 1) return [pending];
  const groups: Pending[][] = [];
  for (const together of Map.groupBy(pending, ({ asked, read }) => isBySerial(ctx, read) || (asked.knownAt ?? "")).values()) {
    for (let first = 0; first < together.length; first += atOnce) groups.push(together.slice(first, first + atOnce));
  }
  return groups;
}

/** A question with what its clues led to and the moment it asks about. */
type Followed = {
  readonly pending: Pending;
  readonly found: Found;
  readonly at: Temporal.Instant;
  readonly readIn: Basis["readIn"];
};

async function basesTogether(
  ctx: Context,
  group: readonly Pending[],
  { knownAt, extract, plans }: LoadedAsKnown,
): Promise<Basis[]> {
  const now = nowFor(ctx, group);
  const followed = group.map((pending): Followed => {
    const found = findClues(pending.read.question, extract);
    const [at, readIn] = momentIn(pending.read.at, found, now);
    return { pending, found, at, readIn };
  });
  const similar = await similarSerials(ctx, followed);
  const covered = await coveredAssets(ctx, followed, knownAt);
  const followers = await followersOf(ctx, followed);
  const renewals = await renewalsOf(ctx, followed);
  return followed.map(({ pending, found, at, readIn }, place) => {
    const late: Late = {
      at,
      knownAt: knownAt ?? now,
      coveredAssets: covered.get(place) ?? 0,
      followers: found.contracts.flatMap(({ id }) => followers.get(id) ?? []),
      renewals: renewals.get(place) ?? [],
      similarSerials: (similar.size > 0 && similar.get(serialKey(pending.read.question.serial ?? ""))) || [],
    };
    return { asked: pending.asked, facts: gatherFacts(found, plans, late), readIn };
  });
}

/**
 * To the millisecond where something is made of the answer, such as a ticket's clocks. A mere question is about this second: nobody
 * asks more exactly, and what is promised from then on is reckoned once for all who ask in it.
 */
function nowFor({ now: { epochMilliseconds }, tx }: Context, group: readonly Pending[]): Temporal.Instant {
  const isKept = tx.isTransaction || group.some(({ asked }) => asked.record === true);
  return Temporal.Instant.fromEpochMilliseconds(isKept ? epochMilliseconds : Math.floor(epochMilliseconds / 1000) * 1000);
}

type LoadedAsKnown = Loaded & { readonly knownAt: Temporal.Instant | null };

/** What the register holds for a group. A `knownAt` without zone takes the zone that the clues, as they are known now, lead to. */
async function loadFor(ctx: Context, group: readonly Pending[]): Promise<LoadedAsKnown> {
  const asked = group.map(({ read }) => read);
  const { knownAt: moment, question } = asked[0]!;
  if (moment === null)
    return { knownAt: null, ...(await (asked.length === 1 ? loadSingle(ctx, asked[0]!) : load(ctx, asked, null))) };
  let knownAt = moment.kind === "instant" ? moment.instant : null;
  if (knownAt === null) {
    const { extract } = await loadExtract(ctx, asked, null);
    knownAt = instantOf(moment, zoneOf(findClues(question, extract)) ?? readInUtc);
  }
  const { extract, plans } = await loadExtract(ctx, asked, knownAt);
  return { knownAt, extract, plans: plansKnownAt(plans, knownAt) };
}

function momentIn(moment: Moment | null, found: Found, now: Temporal.Instant): [Temporal.Instant, Basis["readIn"]] {
  if (moment === null) return [now, null];
  if (moment.kind === "instant") return [moment.instant, null];
  const zone = zoneOf(found);
  return [instantOf(moment, zone ?? readInUtc), zone === null ? readInUtc : null];
}

async function similarSerials(ctx: Context, followed: readonly Followed[]): Promise<Awaited<ReturnType<typeof loadSimilar>>> {
  const unknown = new Set<string>();
  for (const { pending, found } of followed) {
    const { serial } = pending.read.question;
    if (serial !== undefined && found.assets.length === 0 && !isPlaceholderSerial(serial) && unknown.size < maxUnknown)
      unknown.add(serialKey(serial));
  }
  return unknown.size === 0 ? new Map() : loadSimilar(ctx, [...unknown]);
}

/** What followed the contracts that the questions name, by the id of the contract named. */
async function followersOf(ctx: Context, followed: readonly Followed[]): Promise<ReadonlyMap<string, readonly ContractFact[]>> {
  const named = new Set(followed.flatMap(({ found }) => found.contracts.map(({ id }) => id)));
  return named.size === 0 ? new Map() : loadFollowers(ctx, [...named]);
}

/** By place in the group, for the questions about what contracts covered once and do not on the day. */
async function renewalsOf(ctx: Context, followed: readonly Followed[]): Promise<ReadonlyMap<number, readonly RenewalFact[]>> {
  const lapsed = new Map<number, readonly string[]>();
  for (const [place, { found, at }] of followed.entries()) {
    const ids = lapsedOn(coveragesOf(found), textOf(at).slice(0, 10));
    if (ids.length > 0) lapsed.set(place, ids);
  }
  if (lapsed.size === 0) return new Map();
  const prices = await loadRenewals(ctx.tx, new Set([...lapsed.values()].flat()));
  return new Map(Array.from(lapsed, ([place, ids]) => [place, ids.flatMap((id) => prices.get(id) ?? [])]));
}

/** By place in the group, for the questions that name an account but no asset; where they name a contract, by that contract's lines. */
async function coveredAssets(
  ctx: Context,
  followed: readonly Followed[],
  knownAt: Temporal.Instant | null,
): Promise<Map<number, number>> {
  const places = followed.flatMap(({ pending, found, at }, place) => {
    const [account] = found.accounts;
    if (account === undefined || found.accounts.length > 1 || namesAsset(pending.read.question)) return [];
    const contractId = found.contracts.length === 1 ? found.contracts[0]!.id : null;
    return [{ place, accountId: account.id, contractId, day: dateInZone(at, account.timeZone).toString() }];
  });
  if (places.length === 0) return new Map();
  const counts = await loadCoveredAssets(ctx, places, knownAt);
  return new Map(places.map(({ place }, index) => [place, counts[index]!]));
}

function namesAsset({ serial, assetTag }: Question): boolean {
  return serial !== undefined || assetTag !== undefined;
}
