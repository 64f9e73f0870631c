import * as api from "#api/timelines.ts";
import type { App } from "#platform/http/app.ts";
import { asOf } from "#platform/http/as-of.ts";
import { route } from "#platform/http/route.ts";
import { getTimeline } from "./timelines.ts";

/** The coverage timeline. */
export function routes(app: App): void {
  route(app, api.getTimeline, async (ctx, { query }) => {
    const { marks, ...rest } = await getTimeline(ctx, { ...query, knownAt: asOf(query).knownAt });
    return { ...rest, marks: marks.map((mark) => ({ ...mark, recordedAt: mark.recordedAt.toString() })) };
  });
}
