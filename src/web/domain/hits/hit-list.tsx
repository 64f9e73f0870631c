import { IconContract, IconDevices, IconTicket, IconUser, IconUsersGroup, type TablerIcon } from "@tabler/icons-react";
import type { SearchHit } from "#api/search.ts";
import styles from "./hit-list.module.css";

const icons: Record<SearchHit["kind"], TablerIcon> = {
  asset: IconDevices,
  contact: IconUser,
  contract: IconContract,
  account: IconUsersGroup,
  ticket: IconTicket,
};

const words: Record<SearchHit["kind"], string> = {
  asset: "Asset",
  contact: "Contact",
  contract: "Contract",
  account: "Account",
  ticket: "Ticket",
};

type Props = {
  /** The list's id, for the field's `aria-controls`; each option's is `optionId(id, index)`. */
  readonly id: string;
  readonly hits: readonly SearchHit[];
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChoose: (hit: SearchHit) => void;
};

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/** What was found, as the options of the field above it. The field keeps the focus. */
export function HitList({ id, hits, active, onActive, onChoose }: Props) {
  return (
    <div id={id} role="listbox" aria-label="Found" className={styles["hits"]}>
      {hits.map((hit, index) => {
        const Icon = icons[hit.kind];
        return (
          <button
            type="button"
            tabIndex={-1}
            key={`${hit.kind} ${hit.id}`}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === active}
            className={styles["hit"]}
            onMouseMove={() => onActive(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(hit)}
          >
            <Icon size={19} stroke={1.6} aria-hidden />
            <span className={styles["words"]}>
              <span className={styles["title"]}>{hit.title}</span>
              <span className={styles["detail"]}>{hit.detail}</span>
            </span>
            <span className={styles["kind"]}>{hit.alike ? "Did you mean this?" : words[hit.kind]}</span>
          </button>
        );
      })}
    </div>
  );
}
