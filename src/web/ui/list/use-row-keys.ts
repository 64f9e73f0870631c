import { useRef, type RefObject } from "react";
import { useKeys } from "#web/ui/keys/use-keys.ts";

/** j and k move the focus to the next and the previous row's own link, which Enter opens. The reference goes to the list's element. */
export function useRowKeys(): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const move = (by: 1 | -1): void => {
    const links = Array.from(list.current?.querySelectorAll<HTMLElement>("tbody [data-first] a") ?? []);
    const row = document.activeElement?.closest("tr");
    const here = links.findIndex((link) => link.closest("tr") === row);
    const next = here === -1 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1);
    links[next]?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return list;
}
