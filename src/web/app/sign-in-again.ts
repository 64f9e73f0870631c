import type { QueryClient } from "@tanstack/react-query";
import { forgetSession } from "#web/query/session.ts";
import type { Router } from "./router.tsx";

/** Sends somebody whose session ended to the sign-in page, and back to where they were afterwards. */
export function signInAgain(router: Router, queries: QueryClient): void {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in") return;
  forgetSession(queries);
  void router.navigate({ to: "/sign-in", search: { to: href, ended: "yes" } });
}
