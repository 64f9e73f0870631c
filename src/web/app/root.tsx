import { Outlet } from "@tanstack/react-router";

/** What every page has in common, signed in or not. */
export function Root() {
  return <Outlet />;
}
