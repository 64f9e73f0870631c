import { Skeleton } from "@mantine/core";
import styles from "./states.module.css";

/** What stands while a page is fetched for longer than a moment. */
export function Loading() {
  return (
    <div className={styles["state"]} aria-busy="true" aria-label="Loading">
      <Skeleton height={34} width="min(22rem, 80%)" radius="sm" />
      <Skeleton height={18} width="min(40rem, 100%)" radius="sm" />
      <Skeleton height={180} radius="md" />
    </div>
  );
}
