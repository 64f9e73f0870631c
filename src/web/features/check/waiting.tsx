import { useQuery } from "@tanstack/react-query";
import { listAccounts } from "#api/register.ts";
import { EmptyRegister } from "#web/domain/empty-register.tsx";
import { read } from "#web/query/reads.ts";
import { modKey } from "#web/ui/keys/use-keys.ts";
import styles from "./check.module.css";

/** What stands below the field before anything is asked: how to ask, or in an empty installation what comes first. */
export function Waiting() {
  const { data } = useQuery(read(listAccounts, { query: { limit: 1 } }));
  if (data?.rows.length === 0) return <EmptyRegister what="accounts, assets or contracts" />;
  return (
    <dl className={styles["hints"]}>
      <dt>Type what you hear</dt>
      <dd>Case, blanks and dashes do not matter; the answer comes while you type.</dd>
      <dt>Ask about another day</dt>
      <dd>Set when, by which channel and how grave it is. A link to this page keeps the whole question.</dd>
      <dt>Stay on the keyboard</dt>
      <dd>
        <kbd>Enter</kbd> opens a ticket from the verdict, <kbd>{modKey} K</kbd> searches from anywhere, <kbd>?</kbd> shows all
        keys.
      </dd>
    </dl>
  );
}
