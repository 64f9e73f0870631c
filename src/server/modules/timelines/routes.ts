import * as api from "#api/timelines.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import { getTimeline } from "./timelines.ts";

/** The coverage timeline. */
export function routes(app: App): void {
  route(app, api.getTimeline, async (ctx, { query }) => {
    const knownAt = query.knownAt === undefined ? undefined : Temporal.Instant.from(query.knownAt);
    const { marks, ...rest } = await getTimeline(ctx, { ...query, knownAt });
    return { ...rest, marks: marks.map((mark) => ({ ...mark, recordedAt: mark.recordedAt.toString() })) };
  });
}
