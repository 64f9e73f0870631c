import { lazyRouteComponent } from "@tanstack/react-router";
import { getSession } from "#api/identity.ts";
import { caller } from "#web/query/caller.ts";

/**
 * A page that is fetched when it is first opened. Where that fails because the server does not answer, the page says so
 * and the rest stays; where the server answers, this is an older version of us, and the router loads the newer.
 */
export const page: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    try {
      return await load();
    } catch (cause) {
      await caller.call(getSession, {});
      throw cause;
    }
  }, name);
