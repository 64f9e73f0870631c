import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { useTypingAhead } from "#web/ui/keys/use-typing-ahead.ts";
import { Navigation } from "./navigation.tsx";
import styles from "./shell.module.css";
import { useDestinations } from "./use-destinations.ts";

const importPalette = () => import("../palette/palette.tsx").then((module) => ({ default: module.Palette }));
const Palette = lazy(importPalette);
const KeyList = lazy(() => import("./key-list.tsx").then((module) => ({ default: module.KeyList })));

/** The frame of every page for people who are signed in: where to go, who one is, the palette and the keys. */
export function Shell() {
  const navigate = useNavigate();
  const destinations = useDestinations();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  useKeys({
    "mod+k": () => setOpen("palette"),
    "?": () => setOpen("keys"),
    "/": () => setOpen("palette"),
    ...Object.fromEntries(destinations.map(({ keys, to }) => [`g ${keys}`, () => void navigate({ to })])),
  });
  useTypingAhead(open === "palette");
  useEffect(fetchPalette, []);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#main">
        Skip to the page
      </a>
      <Navigation onSearch={() => setOpen("palette")} onKeys={() => setOpen("keys")} />
      <main id="main" className={styles["main"]} tabIndex={-1}>
        <Outlet />
      </main>
      <Suspense>
        {open === "palette" && <Palette onClose={() => setOpen(null)} />}
        {open === "keys" && <KeyList onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}

/** Fetches the palette before it is asked for. Should that fail now, opening it tries again. */
function fetchPalette(): void {
  importPalette().catch(() => undefined);
}
