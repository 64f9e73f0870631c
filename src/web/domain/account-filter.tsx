import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getAccount, listAccounts } from "#api/register.ts";
import { read, readSteadily } from "#web/query/reads.ts";
import styles from "./account-filter.module.css";

/** As many as are looked through by eye; typing narrows them. */
const OFFERED = 20;
const TYPING_PAUSE_MS = 150;

/** A filter by account, found by typing part of its name. */
export function AccountFilter({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const chosen = useQuery({ ...read(getAccount, { params: { id: value ?? "" } }), enabled: value !== undefined });
  const name = chosen.data?.name;
  const q = asked === "" || asked === name ? undefined : asked;
  const { data } = useQuery(readSteadily(listAccounts, { query: { q, limit: OFFERED } }));
  const offered = (data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }));
  const isOffered = value === undefined || offered.some((option) => option.value === value);
  return (
    <Select
      className={styles["account"]}
      size="sm"
      aria-label="Account"
      placeholder="Any account"
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Any account" }}
      nothingFoundMessage="No account matches"
      data={isOffered ? offered : [{ value, label: name ?? "…" }, ...offered]}
      filter={({ options }) => options}
      value={value ?? null}
      onSearchChange={setTyped}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
