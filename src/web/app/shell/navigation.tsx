import { Link, useLocation } from "@tanstack/react-router";
import { IconMenu2, IconSearch, IconX } from "@tabler/icons-react";
import { useId, useState } from "react";
import { Brand } from "#web/ui/brand/brand.tsx";
import { modKey } from "#web/ui/keys/use-keys.ts";
import { Person } from "./person.tsx";
import styles from "./shell.module.css";
import { useDestinations } from "./use-destinations.ts";

/** Where to go: a column beside the page, or on a narrow screen a bar above it with a menu. */
export function Navigation({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const { pathname } = useLocation();
  // Going somewhere closes the menu: it is open at one place only.
  const [openAt, setOpenAt] = useState<string>();
  const open = openAt === pathname;
  const menu = useId();
  const destinations = useDestinations();
  return (
    <nav aria-label="Pages" className={styles["side"]} data-open={open || undefined}>
      <div className={styles["bar"]}>
        <Link to="/" className={styles["brand"]} aria-label="Ambit, Check">
          <Brand />
        </Link>
        <button type="button" className={styles["search"]} onClick={onSearch}>
          <IconSearch size={17} aria-hidden />
          <span>Search</span>
          <kbd aria-hidden>{modKey} K</kbd>
        </button>
        <button
          type="button"
          className={styles["burger"]}
          aria-expanded={open}
          aria-controls={menu}
          aria-label="Menu"
          onClick={() => setOpenAt(open ? undefined : pathname)}
        >
          {open ? <IconX size={20} aria-hidden /> : <IconMenu2 size={20} aria-hidden />}
        </button>
      </div>
      <div className={styles["menu"]} id={menu}>
        <ul className={styles["places"]}>
          {destinations.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className={styles["place"]} activeOptions={{ exact: to === "/", includeSearch: false }}>
                <Icon size={19} stroke={1.6} aria-hidden />
                {label}
              </Link>
            </li>
          ))}
        </ul>
        <Person onKeys={onKeys} />
      </div>
    </nav>
  );
}
