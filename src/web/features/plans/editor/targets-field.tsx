import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState, type ClipboardEvent, type FormEvent, type KeyboardEvent } from "react";
import type { Severity } from "#core/entitlement/terms.ts";
import { severityLevels, severityNames } from "#web/domain/channel-words.ts";
import { targetName } from "#web/domain/plan-terms/target-words.ts";
import { completionsOf, promiseFrom, promiseText } from "../draft/promise-text.ts";
import { cellOf, type TargetsDraft } from "../draft/terms-draft.ts";
import { fieldId, GroupFault, useFault } from "./faults-context.tsx";
import fields from "./fields.module.css";
import { pastedCells } from "./pasted-cells.ts";
import styles from "./targets.module.css";

type Props = { readonly targets: TargetsDraft; readonly onChange: (targets: TargetsDraft) => void };

/** What is promised: a row per severity, a column per target; each cell an amount with its unit, as one types or pastes it. */
export function TargetsField({ targets, onChange }: Props) {
  const { names, cells } = targets;
  const without = (name: string): TargetsDraft => ({
    names: names.filter((each) => each !== name),
    cells: Object.fromEntries(Object.entries(cells).filter(([cell]) => !cell.startsWith(`${name}/`))),
  });
  return (
    <div className={styles["targets"]} id={fieldId("/targets")} tabIndex={-1}>
      {names.length > 0 && (
        <div className={styles["scroll"]} role="group" aria-label="Targets by severity">
          <table className={styles["table"]}>
            <thead>
              <tr>
                <th scope="col">Severity</th>
                {names.map((name) => (
                  <th key={name} scope="col">
                    <span className={styles["name"]}>
                      {targetName(name)}
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size="md"
                        aria-label={`Remove ${targetName(name)}`}
                        onClick={() => onChange(without(name))}
                      >
                        <IconX size={14} aria-hidden />
                      </ActionIcon>
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {severityLevels.map((severity) => (
                <tr key={severity}>
                  <th scope="row">{severityNames[severity]}</th>
                  {names.map((name) => (
                    <td key={name}>
                      <Cell name={name} severity={severity} targets={targets} onChange={onChange} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <GroupFault pointer="/targets" />
      <AddTarget names={names} onAdd={(name) => onChange({ names: [...names, name], cells })} />
      <p className={fields["hint"]}>
        30 min, 4 h, 4 working hours, 2 working days, 3 days; nothing where nothing is promised. Cells can be pasted from a
        spreadsheet: Enter goes down, Alt with an arrow anywhere.
      </p>
    </div>
  );
}

type CellProps = Props & { readonly name: string; readonly severity: Severity };

function Cell({ name, severity, targets, onChange }: CellProps) {
  const cell = cellOf(name, severity);
  const pointer = `/targets/${cell}`;
  const fault = useFault(pointer);
  const text = targets.cells[cell] ?? "";
  const write = (more: Readonly<Record<string, string>>): void => onChange({ ...targets, cells: { ...targets.cells, ...more } });
  const completions = completionsOf(text);
  const tidy = (): void => {
    const promised = promiseFrom(text);
    if (promised && promiseText(promised) !== text) write({ [cell]: promiseText(promised) });
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = pastedCells(event.clipboardData.getData("text"), targets.names, name, severity);
    if (pasted === null) return;
    event.preventDefault();
    write(pasted);
  };
  return (
    <>
      <TextInput
        id={fieldId(pointer)}
        aria-label={`${targetName(name)}, ${severityNames[severity]}`}
        size="sm"
        autoComplete="off"
        placeholder="–"
        list={completions.length > 0 ? `${fieldId(pointer)}-list` : undefined}
        value={text}
        error={fault}
        onChange={({ currentTarget: { value } }) => write({ [cell]: value })}
        onBlur={tidy}
        onPaste={paste}
        onKeyDown={(event) => toCellNear(event, targets.names, name, severity)}
      />
      {completions.length > 0 && (
        <datalist id={`${fieldId(pointer)}-list`}>
          {completions.map((completion) => (
            <option key={completion}>{completion}</option>
          ))}
        </datalist>
      )}
    </>
  );
}

/** Enter goes down; with Alt the arrows go anywhere, without it they belong to the text and to what completes it. */
function toCellNear(event: KeyboardEvent<HTMLInputElement>, names: readonly string[], name: string, severity: Severity): void {
  const moves: Record<string, readonly [column: number, row: number]> = {
    Enter: [0, event.shiftKey ? -1 : 1],
    ...(event.altKey && { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }),
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const column = names[names.indexOf(name) + move[0]];
  const row = severityLevels[severityLevels.indexOf(severity) + move[1]];
  if (column === undefined || row === undefined) return;
  const next = document.getElementById(fieldId(`/targets/${cellOf(column, row)}`));
  if (next instanceof HTMLInputElement) {
    next.focus();
    next.select();
  }
}

const usual = ["first_response", "next_update", "workaround", "resolution"];

function AddTarget({ names, onAdd }: { names: readonly string[]; onAdd: (name: string) => void }) {
  const [text, setText] = useState("");
  const name = text.trim().toLowerCase().replaceAll(/\s+/g, "_");
  const isTaken = names.includes(name);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (name === "" || isTaken) return;
    onAdd(name);
    setText("");
  };
  const offered = usual.filter((each) => !names.includes(each));
  return (
    <div className={fields["adds"]}>
      {offered.map((each) => (
        <Button
          key={each}
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onAdd(each)}
        >
          {targetName(each)}
        </Button>
      ))}
      <form className={styles["own"]} onSubmit={add} aria-label="A target of your own">
        <TextInput
          aria-label="Name of another target"
          size="xs"
          placeholder="Another, such as on site"
          autoComplete="off"
          maxLength={100}
          value={text}
          error={isTaken && "It is in the table."}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <Button type="submit" variant="default" size="compact-sm" disabled={name === "" || isTaken}>
          Add
        </Button>
      </form>
    </div>
  );
}
