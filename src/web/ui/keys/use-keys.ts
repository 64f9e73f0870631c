import { useEffect, useRef } from "react";

type Bindings = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** How long the second key of a sequence such as "g c" may take. */
const SEQUENCE_MS = 1_200;

/** A key that only ever begins a sequence: what follows it never means itself. */
const PREFIX = "g";

/**
 * Keys that work anywhere on the page: "o", "?", "mod+k" (Ctrl or ⌘), "g c" (one after the other). Plain keys are left
 * alone while somebody types or a dialog is open; those with "mod+" work everywhere.
 */
export function useKeys(bindings: Bindings): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });
  useEffect(() => {
    let begun = { key: "", at: 0 };
    const onKey = (event: KeyboardEvent): void => {
      const name = nameOf(event);
      const plain = !name.startsWith("mod+");
      if (event.defaultPrevented || (plain && isBusyElsewhere(event.target))) return;
      const follows = event.timeStamp - begun.at < SEQUENCE_MS;
      const alone = follows && begun.key === PREFIX ? undefined : current.current[name];
      const action = (follows ? current.current[`${begun.key} ${name}`] : undefined) ?? alone;
      begun = { key: name, at: event.timeStamp };
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : event.altKey ? `alt+${key}` : key;
}

function isBusyElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog], dialog") !== null;
}

/** "⌘" on a Mac, "Ctrl" elsewhere. */
export const modKey: string = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";
