/** Two years of tickets: opened as they come in, and lived through up to now. */

import type { Channel, Severity } from "#core/entitlement/terms.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import type { Context } from "#platform/context.ts";
import { systemActor } from "#platform/permit.ts";
import type { Customer, Draw, Placed } from "./estate.ts";
import type { Colleague } from "./people.ts";
import { filled, stories, type Story, type Told } from "./stories.ts";

/** A ticket about to be opened. */
export type Call = {
  readonly at: Temporal.Instant;
  readonly input: tickets.OpenTicket;
  readonly story: Story;
  readonly words: Readonly<Record<string, string>>;
  /** The customer's own name, as far as they gave one. */
  readonly caller: string;
};

/** Beside those that are there to show something. */
const ticketCount = 295;
const daysBack = 728;
/** Days since which new customers have called. */
const newSince = 90;
/** How many of them came in over the last days: a desk looks at what is new. */
const lately: readonly (readonly [days: number, tickets: number])[] = [
  [1, 14],
  [3, 16],
  [12, 24],
];

/** The calls of two years, in order of time. */
export function drawCalls(draw: Draw, customers: readonly Customer[]): Call[] {
  const { random, now } = draw;
  const recent = lately.flatMap(([days, count]) => Array.from({ length: count }, () => days));
  const calls = Array.from({ length: ticketCount }, (_, index) => {
    const customer = random.weighted(customers.map((one) => [one, one.company.assets] as const));
    const days = Math.min(recent[index] ?? daysBack, customer.company.history === "new" ? newSince : daysBack);
    return drawCall(draw, customer, callTime(draw, days, customer.company.timeZone));
  });
  return calls.filter(({ at }) => Temporal.Instant.compare(at, now) < 0).toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** Some minute of the last `days` days: by day on weekdays for the most part, as people work there. */
function callTime({ random, now }: Draw, days: number, timeZone: string): Temporal.Instant {
  const moment = now.subtract({ minutes: random.int(8, days * 24 * 60) }).toZonedDateTimeISO(timeZone);
  const likely = moment.dayOfWeek <= 5 && moment.hour >= 7 && moment.hour < 19;
  // Of the unlikely moments most are moved into the working day, where that is not yet to come.
  const moved = moment.with({ hour: random.int(8, 16) }).subtract({ days: Math.max(0, moment.dayOfWeek - 5) });
  const wanted = likely || random.chance(0.15) || Temporal.Instant.compare(moved.toInstant(), now) >= 0 ? moment : moved;
  return wanted.toInstant().round({ smallestUnit: "second" });
}

function drawCall(draw: Draw, customer: Customer, at: Temporal.Instant): Call {
  const { random } = draw;
  const day = at.toZonedDateTimeISO(customer.company.timeZone).toPlainDate().toString();
  const there = customer.assets.filter(
    ({ installedOn, status }) => installedOn < day && (status !== "retired" || random.chance(0.2)),
  );
  const asset = random.pick(there.length === 0 ? customer.assets : there);
  const contact = random.pick(random.chance(0.75) ? customer.contacts.slice(0, 2) : customer.contacts);
  const story = random.pick(stories.filter(({ trouble }) => trouble === asset.article.trouble));
  const channel = random.weighted<Channel>([
    ["email", 46],
    ["portal", 34],
    ["phone", 16],
    ["chat", 3],
    ["fax", 1],
  ]);
  const severity = random.weighted<Severity>([
    [1, 7],
    [2, 31],
    [3, 46],
    [4, 16],
  ]);
  const words = wordsOf(draw, asset, contact.name);
  const known = random.chance(0.96);
  const email = known ? contact.email! : `${contact.name.split(" ")[0]!.toLowerCase()}.private@mailbox.example`;
  const caller = channel === "phone" || channel === "fax" ? { phone: contact.phone! } : { email };
  const question = { ...clueOf(draw, asset, customer), ...caller };
  const input = {
    question,
    subject: filled(story.subject, words),
    description: filled(story.description, words),
    channel,
    severity,
  };
  return { at, input, story, words, caller: contact.name };
}

/** Mostly the serial as it is written on the device, sometimes as people type it, sometimes the tag, or nothing but who they are. */
function clueOf({ random }: Draw, { serial, tag }: Placed, { account }: Customer): tickets.OpenTicket["question"] {
  return random.weighted([
    [{ serial }, 70],
    [{ serial: `${serial.slice(0, 3).toLowerCase()}-${serial.slice(3)}` }, 10],
    [{ assetTag: tag! }, 12],
    [{ serial: `${serial.slice(0, -2)}0${serial.slice(-1)}` }, 3],
    [{ account: account.name }, 5],
  ]);
}

/** What fills the blanks of a story. */
export function wordsOf({ random }: Draw, asset: Placed, contact: string): Record<string, string> {
  const n = random.int(2, 20);
  return {
    n: String(n),
    m: String(n + random.int(4, 24)),
    k: String(random.int(2, 9)),
    hour: `${String(random.int(5, 9)).padStart(2, "0")}:${random.pick(["05", "20", "40"])}`,
    site: asset.siteName,
    serial: asset.serial,
    version: asset.version ?? "the current version",
    environment: asset.environment ?? "Production",
    first: contact.split(" ")[0]!,
  };
}

/** The ticket as the desk would open it at its moment, not yet saved. */
export function prepareCall(ctx: Context, call: Call): Promise<tickets.InHand> {
  return tickets.prepare({ ...ctx, now: call.at, actor: { ...systemActor, name: call.caller } }, call.input);
}

/** Lives through what happened to a ticket since it was opened; what would come after now has not happened. */
export function liveThrough(draw: Draw, call: Call, opened: tickets.InHand, agents: readonly Colleague[]): tickets.InHand {
  const { random, now } = draw;
  const agent = random.pick(agents);
  // What is held for want of cover waits for renewals: nobody works on it.
  if (opened.ticket.held !== null) return opened;
  const steps = timed(draw, call, opened);
  let inHand = opened;
  for (const { at, told } of steps) {
    if (Temporal.Instant.compare(at, now) > 0) break;
    const byAgent = { authorId: agent.id, authorName: agent.name, at };
    const act = told.by === "customer" ? { authorId: null, authorName: call.caller, at } : byAgent;
    if (inHand.ticket.assigneeId === null && told.by !== "customer")
      inHand = tickets.changed(inHand, { assignee: agent, status: "on_hand" }, byAgent);
    inHand =
      told.by === "closed"
        ? tickets.changed(inHand, { status: "closed" }, byAgent)
        : sayIt(inHand, told, filled(told.text, call.words), act);
  }
  return inHand;
}

type Step = { readonly at: Temporal.Instant; readonly told: Told | { readonly by: "closed"; readonly text: "" } };

const statusBy = { waits: "waiting_customer", vendor: "waiting_vendor", solved: "solved" } as const;

function sayIt(inHand: tickets.InHand, { by }: Told | Step["told"], body: string, act: tickets.Act): tickets.InHand {
  const kind = by === "customer" ? "customer_reply" : by === "note" ? "note" : "reply";
  const status = by in statusBy ? statusBy[by as keyof typeof statusBy] : undefined;
  // Whatever the vendor was asked is answered when somebody of the desk goes on.
  const onwards = status ?? (kind === "reply" && inHand.ticket.status.startsWith("waiting") ? "on_hand" : undefined);
  return tickets.say(inHand, kind, body, onwards, act);
}

const reopening: readonly Told[] = [
  { by: "customer", text: "It is back since this morning, the same as before. Could you have another look?" },
  { by: "agent", text: "Of course, {first}. We have opened it again and look at it now." },
  {
    by: "solved",
    text: "It was the same cause in a second place. We looked for a third one and found none. Thank you for telling us at once.",
  },
];

/** When each thing is said. The desk keeps most of its promises, and some it does not; some stories begin anew after they ended. */
function timed(draw: Draw, { at: openedAt, story }: Call, { ticket, clocks }: tickets.InHand): Step[] {
  const { random, now } = draw;
  const due = (name: string): Temporal.Instant | undefined =>
    tickets.dueOf(
      clocks.find((clock) => clock.name === name),
      openedAt,
    );
  const response = share(draw, openedAt, due("first_response") ?? openedAt.add({ hours: random.int(2, 20) }), 0.9, [15, 85]);
  const rest = share(draw, response, due("resolution") ?? openedAt.add({ hours: random.int(20, 120) }), 0.84, [25, 90]);
  const later = (from: Temporal.Instant, to: Temporal.Instant, parts: number, index: number) =>
    from.add({ seconds: Math.max(60 * index, Math.round((from.until(to).total("seconds") * index) / Math.max(1, parts))) });
  const isRecent = Temporal.Instant.compare(openedAt, now.subtract({ hours: 12 * 24 })) > 0;
  if (Temporal.Instant.compare(openedAt, now.subtract({ hours: 20 })) > 0 && random.chance(0.35)) return []; // nobody has come to it yet
  const steps: Step[] = story.told.map((told, index) => ({ at: later(response, rest, story.told.length - 1, index), told }));
  const waits = story.told.findIndex(({ by }) => by === "waits" || by === "vendor");
  if (isRecent && waits >= 0 && random.chance(0.7)) return steps.slice(0, waits + 1);
  if (random.chance(0.05) && ticket.severity < 4) {
    steps.push(...reopening.map((told, index) => ({ at: steps.at(-1)!.at.add({ hours: 20 + index * 5 }), told })));
  }
  const closes = steps.at(-1)!.at.add({ hours: random.int(3 * 24, 10 * 24) });
  return [...steps, { at: closes, told: { by: "closed", text: "" } }];
}

/** Somewhere on the way to what is due, in percent of it; with the probability that is left, well after it. */
function share(
  { random }: Draw,
  from: Temporal.Instant,
  due: Temporal.Instant,
  kept: number,
  [least, most]: readonly [number, number],
): Temporal.Instant {
  const percent = random.chance(kept) ? random.int(least, most) : random.int(110, 190);
  const seconds = Math.max(300, Math.round((from.until(due).total("seconds") * percent) / 100));
  return from.add({ seconds });
}
