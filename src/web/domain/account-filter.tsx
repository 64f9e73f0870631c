import { useQuery } from "@tanstack/react-query";
import { getAccount, listAccounts } from "#api/register.ts";
import { read } from "#web/query/reads.ts";
import { useOffered } from "#web/query/use-offered.ts";
import { SearchChoice } from "#web/ui/choice/search-choice.tsx";
import styles from "./account-filter.module.css";

/** A filter by account, found by typing part of its name. */
export function AccountFilter({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const chosen = useQuery({ ...read(getAccount, { params: { id: value ?? "" } }), enabled: value !== undefined });
  const name = chosen.data?.name;
  const { rows, ...typing } = useOffered(listAccounts, {}, name);
  return (
    <SearchChoice
      className={styles["account"]}
      label="Account"
      labelHidden
      placeholder="Any account"
      value={value ?? null}
      name={name}
      offered={rows.map((row) => ({ value: row.id, label: row.name }))}
      {...typing}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
