import * as api from "#api/exceptions.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as exceptions from "./exceptions.ts";

/** Exceptions as a work list, and tasks. */
export function routes(app: App): void {
  route(app, api.listExceptions, (ctx, { query }) => exceptions.listExceptions(ctx, query));
  route(app, api.exportExceptions, async (ctx, { query: { format, ...asked }, http }) => {
    const { name, type, content } = await exceptions.exportExceptions(ctx, asked, format);
    http.sendFile(content, type, name);
    return undefined;
  });
  route(app, api.getException, async (ctx, { params, http }) => {
    const exception = await exceptions.getException(ctx, params.id);
    http.version(exception.revision);
    return exception;
  });
  route(app, api.changeException, async (ctx, { params, body, http }) => {
    const exception = await exceptions.changeException(ctx, params.id, http.changedVersion(), body);
    http.version(exception.revision);
    return exception;
  });
  route(app, api.listTasks, (ctx, { query }) => exceptions.listTasks(ctx, query));
  route(app, api.changeTask, async (ctx, { params, body, http }) => {
    const task = await exceptions.changeTask(ctx, params.id, http.changedVersion(), body);
    http.version(task.revision);
    return task;
  });
}
