import * as api from "#api/replays.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import { replayDecisions } from "./replays.ts";

/** Recorded decisions, made again. */
export function routes(app: App): void {
  route(app, api.replayDecisions, (ctx, { body }) => replayDecisions(ctx, body));
}
