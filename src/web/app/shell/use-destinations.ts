import { useSession } from "#web/query/session.ts";
import { destinations, type Destination } from "./destinations.ts";

/** The places that this person may open. */
export function useDestinations(): readonly Destination[] {
  const { permissions } = useSession();
  return destinations.filter(({ permission }) => permission === undefined || permissions.includes(permission));
}
