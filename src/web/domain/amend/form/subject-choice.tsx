import { Button, Checkbox, TextInput, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconClipboardList, IconSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { countWords, plural } from "#web/ui/format/words.ts";
import type { Chosen } from "../draft.ts";
import { chosenBySerial, serialsIn } from "../pasted.ts";
import styles from "./form.module.css";
import { useOffered, type Source } from "./use-offered.ts";

type Props = {
  readonly source: Source;
  readonly label: string;
  readonly chosen: readonly Chosen[];
  /** Only one may be chosen: the last chosen takes the place of the one before. */
  readonly single: boolean;
  readonly onChange: (chosen: readonly Chosen[]) => void;
};

/** As many as are named one by one; the rest is counted. */
const NAMED = 8;
const TYPING_PAUSE_MS = 150;

/** What a change is about: searched and ticked, or pasted as a list of serials. What is chosen stands above, each with a way out. */
export function SubjectChoice({ source, label, chosen, single, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const [pasting, setPasting] = useState(false);
  return (
    <fieldset className={styles["subjects"]}>
      <legend>{label}</legend>
      <ChosenList chosen={chosen} onChange={onChange} />
      {pasting ? (
        <Paste
          onCancel={() => setPasting(false)}
          onTake={(pasted) => {
            onChange([...chosen, ...pasted.filter(({ id }) => chosen.every((each) => each.id !== id))]);
            setPasting(false);
          }}
        />
      ) : (
        <>
          <div className={styles["find"]}>
            <TextInput
              type="search"
              size="sm"
              aria-label={`${label}: serial, tag or name`}
              placeholder="Serial, tag or name"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            {!single && (
              <Button
                variant="default"
                size="sm"
                leftSection={<IconClipboardList size={16} aria-hidden />}
                onClick={() => setPasting(true)}
              >
                Paste a list
              </Button>
            )}
          </div>
          <Offered source={source} typed={typed} chosen={chosen} single={single} onChange={onChange} label={label} />
        </>
      )}
    </fieldset>
  );
}

function ChosenList({ chosen, onChange }: Pick<Props, "chosen" | "onChange">) {
  if (chosen.length === 0) return null;
  return (
    <ul className={styles["chosen"]} aria-label="Chosen">
      {chosen.slice(0, NAMED).map((each) => (
        <li key={each.id} className={styles["chip"]} title={each.detail}>
          <bdi>{each.words}</bdi>
          <button
            type="button"
            aria-label={`Leave out ${each.words}`}
            onClick={() => onChange(chosen.filter(({ id }) => id !== each.id))}
          >
            <IconX size={14} aria-hidden />
          </button>
        </li>
      ))}
      {chosen.length > NAMED && <li className={styles["chip"]}>and {countWords(chosen.length - NAMED)} more</li>}
      {chosen.length > 1 && (
        <li>
          <button type="button" className={styles["quietButton"]} onClick={() => onChange([])}>
            Leave out all {countWords(chosen.length)}
          </button>
        </li>
      )}
    </ul>
  );
}

function Offered({ source, typed, chosen, single, onChange, label }: Props & { typed: string }) {
  const [asked] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const { rows, total, error, all, gathering } = useOffered(source, asked);
  const known = new Set(chosen.map(({ id }) => id));
  const flip = (each: Chosen): void => {
    if (known.has(each.id)) onChange(chosen.filter(({ id }) => id !== each.id));
    else onChange(single ? [each] : [...chosen, each]);
  };
  const takeAll = (): void => void all().then((every) => onChange([...chosen, ...every.filter(({ id }) => !known.has(id))]));
  return (
    <div className={styles["offered"]} role="group" aria-label={`${label}: found`} aria-busy={rows === undefined}>
      {error && <p className={styles["hint"]}>It could not be searched. {error.message}</p>}
      {rows?.length === 0 && (
        <p className={styles["hint"]}>{asked === "" ? source.none : `Nothing here is called “${asked}”.`}</p>
      )}
      {rows?.map((each) => (
        <label key={each.id} className={styles["offer"]}>
          <Checkbox size="sm" checked={known.has(each.id)} onChange={() => flip(each)} tabIndex={0} />
          <bdi className={styles["offerWords"]}>{each.words}</bdi>
          <span className={styles["offerDetail"]}>{each.detail}</span>
        </label>
      ))}
      {!single && total !== undefined && total > 1 && (
        <Button variant="subtle" size="xs" loading={gathering} onClick={takeAll}>
          Choose {asked === "" ? "all" : "these"} {countWords(total)}
        </Button>
      )}
    </div>
  );
}

function Paste({ onTake, onCancel }: { onTake: (pasted: Chosen[]) => void; onCancel: () => void }) {
  const [text, setText] = useState("");
  const serials = serialsIn(text);
  return (
    <div className={styles["paste"]}>
      <Textarea
        label="Serials, one a line"
        data-autofocus
        autoFocus
        autosize
        minRows={4}
        maxRows={10}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles["pasteEnd"]}>
        <Button variant="default" size="sm" onClick={onCancel}>
          Cancel
        </Button>
        <Button variant="default" size="sm" disabled={serials.length === 0} onClick={() => onTake(serials.map(chosenBySerial))}>
          Take {plural(serials.length, "serial")}
        </Button>
      </div>
    </div>
  );
}
