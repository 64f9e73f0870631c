import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { localDay } from "#web/ui/format/days.ts";
import styles from "./billing.module.css";
import { useStartRun } from "./use-run.ts";

/** Where a billing run begins: with its last day, and a look at what it would post. */
export function RunForm() {
  const [through, setThrough] = useState(() => localDay(new Date()));
  const { start, isStarting, error } = useStartRun();
  const preview = (event: FormEvent): void => {
    event.preventDefault();
    start({ through, dryRun: true });
  };
  return (
    <form className={styles["run"]} onSubmit={preview} aria-label="Billing run">
      <div className={styles["runWords"]}>
        <h2 className={styles["runTitle"]}>Bill what is due</h2>
        <p>
          Everything that falls due by the day and is not invoiced yet: an invoice of what is charged, a credit note of what is
          credited. You see it all before anything is posted.
        </p>
      </div>
      <div className={styles["runFields"]}>
        <TextInput
          type="date"
          label="Due through"
          required
          withAsterisk={false}
          value={through}
          min="1900-01-01"
          max="2999-12-31"
          onChange={(event) => setThrough(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={isStarting}>
          Preview
        </Button>
      </div>
      {error && <ProblemNotice error={error} doing="writing" />}
    </form>
  );
}
