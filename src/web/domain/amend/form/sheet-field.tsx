import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRef } from "react";
import { maxSheetBytes, readAmendmentSheet } from "#api/amendments.ts";
import { caller } from "#web/query/caller.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { plural, sizeWords } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import type { Gathered } from "../use-drafts.ts";
import styles from "./form.module.css";

type Props = { readonly contractId: string; readonly onRead: (sheet: NonNullable<Gathered["sheet"]>) => void };

/** Changes by spreadsheet: a row each. Every row that is refused is named with its column; the others are taken only on demand. */
export function SheetField({ contractId, onRead }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const reading = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > maxSheetBytes)
        throw new Error(`The file has ${sizeWords(file.size)}; ${sizeWords(maxSheetBytes)} can be read.`);
      const form = new FormData();
      form.append("file", file, file.name);
      const read = await caller.upload(readAmendmentSheet, form, { params: { id: contractId } });
      return { ...read, name: file.name };
    },
    onSuccess: ({ refused, changes, name }) => {
      if (refused.length === 0 && changes.length > 0) onRead({ name, changes });
    },
  });
  const { data } = reading;
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        loading={reading.isPending}
        onClick={() => input.current?.click()}
      >
        From a spreadsheet
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Spreadsheet of changes"
        accept=".csv,.tsv,.txt,.xlsx"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) reading.mutate(file);
        }}
      />
      {(reading.error || (data && data.refused.length > 0)) && <div ref={intoView} />}
      {reading.error && <ProblemNotice error={reading.error} doing="writing" />}
      {data && data.refused.length > 0 && (
        <Notice
          tone="caution"
          title={`${plural(data.refused.length, "row")} of ${data.rows} cannot be taken`}
          actions={
            data.changes.length > 0 && (
              <Button variant="default" size="sm" onClick={() => onRead({ name: data.name, changes: data.changes })}>
                Take the other changes
              </Button>
            )
          }
        >
          <ul className={styles["refusedRows"]}>
            {data.refused.slice(0, 20).map(({ row, column, message }) => (
              <li key={`${row} ${column ?? ""} ${message}`}>
                Row {row}
                {column ? `, ${column}` : ""}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

/** What went wrong stands below what was pressed, perhaps out of sight: it is scrolled to. */
const intoView = (element: HTMLElement | null): void => element?.parentElement?.scrollIntoView({ block: "center" });
