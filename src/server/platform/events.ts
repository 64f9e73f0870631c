import type { Context } from "./context.ts";

/**
 * Everything that modules tell one another. A module adds its own by declaration merging, beside its use cases:
 * `declare module "#platform/events.ts" { interface Events { "ticket.opened": { ticketId: string } } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the modules
export interface Events {}

export type EventKind = keyof Events & string;
type Event = { [K in EventKind]: { readonly kind: K } & Events[K] }[EventKind];

/** The queue on which one subscriber hears of one event. */
export const eventQueue = (kind: string, subscriber: string): string => `${kind}/${subscriber}`;

const subscribers = new Map<string, string[]>();

/** Remembers who listens. Called by `openJobs` for each subscription. */
export function registerSubscriber(kind: string, subscriber: string): void {
  subscribers.set(kind, [...(subscribers.get(kind) ?? []), subscriber]);
}

/** Tells the subscribers, in this transaction: if it is rolled back nothing was said, if it lands each hears it at least once. */
export async function publish(ctx: Context, event: Event): Promise<void> {
  const { kind, ...payload } = event as { kind: string };
  for (const subscriber of subscribers.get(kind) ?? []) await putInOutbox(ctx, eventQueue(kind, subscriber), payload, ctx.now);
}

/** Asks for a job to be done, in this transaction; `dueAt` puts it off. */
export async function enqueue(ctx: Context, queue: string, payload: object, dueAt: Temporal.Instant = ctx.now): Promise<void> {
  await putInOutbox(ctx, queue, payload, dueAt);
}

async function putInOutbox(ctx: Context, queue: string, payload: object, dueAt: Temporal.Instant): Promise<void> {
  await ctx.tx.insertInto("outbox").values({ id: ctx.newId(), queue, payload: JSON.stringify(payload), due_at: dueAt, recorded_at: ctx.now }).execute();
}
