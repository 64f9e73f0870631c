import type { Context } from "./context.ts";

/** What happened, in the past tense: `{ kind: "ticket.opened", ticketId }`. Ids and plain values only: it is kept as JSON. */
export type Event = { readonly kind: string; readonly [field: string]: unknown };

/** The queue on which one subscriber hears of one event. */
export const eventQueue = (kind: string, subscriber: string): string => `${kind}/${subscriber}`;

const subscribers = new Map<string, Set<string>>();

/** Remembers who listens, so that `publish` knows the queues. Called by `on`. */
export function registerSubscriber(kind: string, subscriber: string): void {
  subscribers.set(kind, (subscribers.get(kind) ?? new Set()).add(subscriber));
}

/** Tells the subscribers, in this transaction: if it is rolled back nothing was said; if it lands, each hears it at least once. */
export async function publish(ctx: Context, event: Event): Promise<void> {
  for (const subscriber of subscribers.get(event.kind) ?? []) await enqueue(ctx, eventQueue(event.kind, subscriber), event);
}

/** Asks for a job to be done, in this transaction; `dueAt` puts it off. */
export async function enqueue(ctx: Context, jobName: string, payload: object, dueAt: Temporal.Instant = ctx.now): Promise<void> {
  await ctx.tx
    .insertInto("outbox")
    .values({ id: ctx.newId(), queue: jobName, payload: JSON.stringify(payload), due_at: dueAt, recorded_at: ctx.now })
    .execute();
}
