import { useCallback, useEffect, useState } from "react";
import type { Editing } from "./editing.ts";

/** Raised whenever what is kept changes its shape: what another version of the page has kept is left aside. */
const SHAPE = 1;

/**
 * What is being written, kept by this tab until it is saved or given up: a lost session, a reload or a failed save loses
 * nothing. `isRestored`: it was there already when the page opened.
 */
export function useKeptEditing(planId: string, initial: Editing) {
  const key = `ambit.plan.${planId}`;
  const [opened] = useState(() => keptAt(key));
  const [editing, setEditing] = useState(opened ?? initial);
  const isChanged = JSON.stringify(editing.draft) !== JSON.stringify(initial.draft);
  useEffect(() => {
    if (isChanged) sessionStorage.setItem(key, JSON.stringify({ shape: SHAPE, editing }));
    else sessionStorage.removeItem(key);
  }, [key, editing, isChanged]);
  const change = useCallback((changes: Partial<Editing>) => setEditing((now) => ({ ...now, ...changes })), []);
  const forget = useCallback(() => sessionStorage.removeItem(key), [key]);
  const startOver = useCallback(() => setEditing(initial), [initial]);
  return { editing, change, forget, startOver, isChanged, isRestored: opened !== null };
}

function keptAt(key: string): Editing | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as { shape: number; editing: Editing } | null;
    return kept?.shape === SHAPE ? kept.editing : null;
  } catch {
    return null;
  }
}
