import { useCallback, useEffect, useRef, useState } from "react";
import type { CallOf } from "#api/endpoint.ts";
import { replayDecisions, type ReplayDifference } from "#api/replays.ts";
import { caller } from "#web/query/caller.ts";

/** What is supposed to have held instead: a ranking, a policy, a plan's terms. */
export type Supposed = NonNullable<CallOf<typeof replayDecisions>["body"]["with"]>;

export type Replay = {
  readonly state: "idle" | "running" | "done" | "stopped";
  readonly replayed: number;
  readonly differences: readonly ReplayDifference[];
  readonly error: unknown;
};

const nothing: Replay = { state: "idle", replayed: 0, differences: [], error: null };

/** Past decisions since a day, and through one where it is said, made again page by page, what differs gathering as it is found; nothing is recorded. Leaving the page stops it. */
export function useReplay() {
  const [replay, setReplay] = useState(nothing);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const stop = useCallback(() => running.current?.abort(), []);
  const start = useCallback(async (since: string, supposed: Supposed, through?: string): Promise<void> => {
    running.current?.abort();
    const run = new AbortController();
    running.current = run;
    setReplay({ ...nothing, state: "running" });
    try {
      for (let cursor: string | null | undefined; cursor !== null && !run.signal.aborted;) {
        const page = await pageOf({ since, ...(through && { through }), with: supposed }, cursor, run.signal);
        cursor = page.nextCursor;
        setReplay((now) => ({
          ...now,
          replayed: now.replayed + page.replayed,
          differences: [...now.differences, ...page.differences],
        }));
      }
      setReplay((now) => ({ ...now, state: "done" }));
    } catch (error) {
      if (running.current !== run) return; // another has taken its place
      setReplay((now) => ({ ...now, state: "stopped", error: run.signal.aborted ? null : error }));
    }
  }, []);
  return { replay, start, stop };
}

const pageOf = (asked: CallOf<typeof replayDecisions>["body"], cursor: string | undefined, signal: AbortSignal) =>
  caller.call(replayDecisions, { body: { ...asked, ...(cursor === undefined ? {} : { cursor }) }, signal });
