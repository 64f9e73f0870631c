import { IconX } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { getAccount } from "#api/register.ts";
import { AccountChoice } from "#web/domain/choices/register-choices.tsx";
import { read } from "#web/query/reads.ts";
import { countWords } from "#web/ui/format/words.ts";
import styles from "./policy.module.css";

type Props = { readonly ids: readonly string[]; readonly onChange: (ids: string[]) => void };

/** As many as are named one by one; the rest is counted. */
const NAMED = 20;

/** Several accounts, added one by one, each with a way out. */
export function AccountsField({ ids, onChange }: Props) {
  const [round, setRound] = useState(0); // a fresh field after each pick
  const named = ids.slice(0, NAMED);
  const found = useQueries({ queries: named.map((id) => read(getAccount, { params: { id } })) });
  const nameOf = (index: number): string => found[index]?.data?.name ?? "…";
  return (
    <>
      {ids.length > 0 && (
        <ul className={styles["picked"]} aria-label="Accounts chosen">
          {named.map((id, index) => (
            <li key={id} className={styles["name"]}>
              <bdi>{nameOf(index)}</bdi>
              <button
                type="button"
                aria-label={`Without ${nameOf(index)}`}
                onClick={() => onChange(ids.filter((each) => each !== id))}
              >
                <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
          {ids.length > NAMED && <li className={styles["quiet"]}>and {countWords(ids.length - NAMED)} more</li>}
        </ul>
      )}
      <AccountChoice
        key={round}
        label="Add an account"
        value={null}
        onChange={(id) => {
          if (id === null) return;
          if (!ids.includes(id)) onChange([...ids, id]);
          setRound(round + 1);
        }}
      />
    </>
  );
}
