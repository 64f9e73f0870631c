import { useQuery, type QueryClient } from "@tanstack/react-query";
import { getSession, type SessionReply } from "#api/identity.ts";
import { read } from "./reads.ts";

export type SignedIn = SessionReply & { readonly user: NonNullable<SessionReply["user"]> };

/** The session, asked for once and kept until it changes. */
export const sessionRead = { ...read(getSession, {}), staleTime: Number.POSITIVE_INFINITY };

/** Who is signed in, asked once and kept until it changes. */
export const loadSession = (queries: QueryClient): Promise<SessionReply> => queries.ensureQueryData(sessionRead);

/** Puts a new session in place of the old: after signing in, or when the server no longer knows us. */
export const setSession = (queries: QueryClient, reply: SessionReply): void => {
  queries.setQueryData(sessionRead.queryKey, reply);
};

/** Forgets who was signed in and everything that they had seen. */
export function forgetSession(queries: QueryClient): void {
  queries.clear();
}

/** The session of a page that only shows itself to people who are signed in. */
export function useSession(): SignedIn {
  const { data } = useQuery(sessionRead);
  if (!data?.user) throw new Error("This part of the page is for people who are signed in.");
  return data as SignedIn;
}

/** Whether the person may do something: what they may not is not offered. */
export const useMay = (permission: string): boolean => useSession().permissions.includes(permission);
