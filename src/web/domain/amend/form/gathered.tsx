import { ActionIcon, Button } from "@mantine/core";
import { IconFileSpreadsheet, IconPencil, IconPlus, IconX } from "@tabler/icons-react";
import { plural } from "#web/ui/format/words.ts";
import { draftWords } from "../draft-words.ts";
import { wantedOf } from "../draft.ts";
import type { AmendedContract } from "../amended-contract.ts";
import type { Act, Gathered } from "../use-drafts.ts";
import { ChangeForm } from "./change-form.tsx";
import styles from "./form.module.css";
import { SheetField } from "./sheet-field.tsx";

type Props = { readonly gathered: Gathered; readonly contract: AmendedContract; readonly act: (act: Act) => void };

/** The changes of one amendment: the open one as a form, the others in a line each; more of them, and those of a spreadsheet. */
export function GatheredChanges({ gathered, contract, act }: Props) {
  const { drafts, openId, sheet } = gathered;
  const several = drafts.length + (sheet ? 1 : 0) > 1;
  return (
    <div className={styles["gathered"]}>
      {several && <p className={styles["together"]}>They land together, or none of them does.</p>}
      {sheet && (
        <div className={styles["card"]}>
          <IconFileSpreadsheet size={18} aria-hidden />
          <span className={styles["cardWords"]}>
            {plural(sheet.changes.length, "change")} from {sheet.name}
          </span>
          <ActionIcon variant="subtle" aria-label={`Leave out ${sheet.name}`} onClick={() => act({ act: "sheet", sheet: null })}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      )}
      {drafts.map((draft) =>
        draft.id === openId ? (
          <ChangeForm key={draft.id} draft={draft} contract={contract} onChange={(next) => act({ act: "change", draft: next })} />
        ) : (
          <div
            key={draft.id}
            className={styles["card"]}
            data-missing={"missing" in wantedOf(draft, contract.yearlyValue.currency) || undefined}
          >
            <span className={styles["cardWords"]}>{draftWords(draft)}</span>
            <ActionIcon
              variant="subtle"
              aria-label={`Edit: ${draftWords(draft)}`}
              onClick={() => act({ act: "open", id: draft.id })}
            >
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={`Leave out: ${draftWords(draft)}`}
              onClick={() => act({ act: "drop", id: draft.id })}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ),
      )}
      <div className={styles["more"]}>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => act({ act: "more", day: drafts.at(-1)?.day ?? contract.at })}
        >
          {drafts.length === 0 ? "A change" : "Another change"}
        </Button>
        {drafts.length > 1 && (
          <Button variant="subtle" size="sm" onClick={() => act({ act: "drop", id: openId })}>
            Leave this one out
          </Button>
        )}
        {!sheet && <SheetField contractId={contract.id} onRead={(read) => act({ act: "sheet", sheet: read })} />}
      </div>
    </div>
  );
}
