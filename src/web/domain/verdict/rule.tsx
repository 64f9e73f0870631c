import styles from "./rule.module.css";

/** The ID of the rule that spoke, quietly. */
export function Rule({ id }: { id: string }) {
  return <span className={styles["rule"]}>{`\u00A0${id}`}</span>;
}
