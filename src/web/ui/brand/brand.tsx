import styles from "./brand.module.css";
import { Mark } from "./mark.tsx";

/** The mark and the name beside it. */
export function Brand() {
  return (
    <span className={styles["brand"]}>
      <Mark />
      <span>Ambit</span>
    </span>
  );
}
