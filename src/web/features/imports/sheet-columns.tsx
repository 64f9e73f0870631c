import { NativeSelect, ScrollArea } from "@mantine/core";
import { importKind, type ImportKind, type SheetMapping } from "#api/imports.ts";
import { optionsOf } from "#web/domain/status-words.ts";
import { Badge, type BadgeTone } from "#web/ui/badge/badge.tsx";
import { plural } from "#web/ui/format/words.ts";
import { kindNames } from "./kind-words.ts";
import { missingTitles, samplesOf, unreadHeadings, withColumn, type Mapping } from "./mapping.ts";
import styles from "./sheet-columns.module.css";

type Props = {
  readonly sheet: SheetMapping;
  /** As it is being changed; the sheet's own until then. */
  readonly mapping: Mapping;
  readonly disabled: boolean;
  readonly onKind: (kind: ImportKind) => void;
  readonly onMatch: (mapping: Mapping) => void;
};

const matchedWords: Record<SheetMapping["matched"], readonly [BadgeTone, string]> = {
  by_heading: ["good", "matched by its headings"],
  remembered: ["good", "matched as last time"],
  by_hand: ["accent", "matched by you, kept for next time"],
  unknown: ["caution", "not recognised: left out unless you say what it holds"],
};

/** One sheet: what it holds and which column is which field, with what stands in it. */
export function SheetColumns({ sheet, mapping, disabled, onKind, onMatch }: Props) {
  const name = sheet.sheet === undefined ? sheet.file : `${sheet.file}: ${sheet.sheet}`;
  const missing = missingTitles(sheet.fields, mapping);
  const [tone, words] =
    missing.length > 0 ? (["bad", `still without ${missing.join(", ")}`] as const) : matchedWords[sheet.matched];
  const unread = unreadHeadings(sheet.headings, mapping);
  return (
    <section className={styles["sheet"]} aria-label={name}>
      <header className={styles["head"]}>
        <div>
          <h2 className={styles["title"]}>{name}</h2>
          <p className={styles["facts"]}>
            <span>{plural(sheet.rows, "row")}</span>
            <Badge tone={tone}>{words}</Badge>
          </p>
        </div>
        <NativeSelect
          size="sm"
          aria-label={`What ${name} holds`}
          disabled={disabled}
          data={[...(sheet.kind === null ? [{ value: "", label: "What does it hold?" }] : []), ...optionsOf(kindNames)]}
          value={sheet.kind ?? ""}
          onChange={(event) => onKind(importKind.parse(event.currentTarget.value))}
        />
      </header>
      {sheet.kind !== null && <Fields sheet={sheet} mapping={mapping} disabled={disabled} onMatch={onMatch} />}
      {sheet.kind !== null && unread.length > 0 && <p className={styles["unread"]}>Not read: {unread.join(", ")}</p>}
      <Sample sheet={sheet} />
    </section>
  );
}

function Fields({ sheet, mapping, disabled, onMatch }: Pick<Props, "sheet" | "mapping" | "disabled" | "onMatch">) {
  return (
    <ul className={styles["fields"]}>
      {sheet.fields.map((field) => {
        const heading = mapping[field.name];
        const isMissing = field.required && heading === undefined;
        return (
          <li key={field.name} className={styles["field"]} data-missing={isMissing || undefined}>
            <NativeSelect
              size="sm"
              label={field.title}
              required={field.required}
              disabled={disabled}
              error={isMissing ? "Needed: choose its column" : undefined}
              data={[
                { value: "", label: "Not in this sheet" },
                ...sheet.headings.filter((each) => each !== "").map((each) => ({ value: each, label: each })),
              ]}
              value={heading ?? ""}
              onChange={(event) => onMatch(withColumn(mapping, field.name, event.currentTarget.value || undefined))}
            />
            <p className={styles["values"]}>{samplesOf(sheet, heading).slice(0, 3).join(" · ") || "–"}</p>
          </li>
        );
      })}
    </ul>
  );
}

function Sample({ sheet }: { sheet: SheetMapping }) {
  if (sheet.sample.length === 0) return null;
  return (
    <details className={styles["sample"]}>
      <summary>Its first rows as typed</summary>
      <ScrollArea
        className={styles["scroll"]}
        viewportProps={{ tabIndex: 0, role: "region", "aria-label": `First rows of ${sheet.sheet ?? sheet.file}` }}
      >
        <table>
          <thead>
            <tr>
              {sheet.headings.map((heading, index) => (
                <th key={`${index} ${heading}`} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.sample.map((row, index) => (
              <tr key={`${index} ${row.join()}`}>
                {sheet.headings.map((heading, column) => (
                  <td key={`${column} ${heading}`}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </details>
  );
}
