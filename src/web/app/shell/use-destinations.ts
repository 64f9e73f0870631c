import { useSession } from "#web/query/session.ts";
import { destinations, type Destination } from "./destinations.ts";

/** The places that this person may open. */
export function useDestinations(): readonly Destination[] {
  const { permissions, user } = useSession();
  const whose = user.role === "contact" ? "contact" : "staff";
  return destinations.filter(
    ({ permission, who }) => (permission === undefined || permissions.includes(permission)) && (who ?? whose) === whose,
  );
}
