import { useNavigate } from "@tanstack/react-router";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useId, useState, type RefObject } from "react";
import type { SearchHit } from "#api/search.ts";
import { HitList, optionId } from "#web/domain/hits/hit-list.tsx";
import { useChoice } from "#web/domain/hits/use-choice.ts";
import { useHits } from "#web/domain/hits/use-hits.ts";
import { LONGEST_CLUE, type Clue } from "#web/domain/question/question-search.ts";
import styles from "./question-field.module.css";
import { useAsking, type Asked } from "./use-asking.ts";

type Props = {
  readonly field: RefObject<HTMLInputElement | null>;
  /** What is asked at present, from the address. */
  readonly clue: Clue | null;
  readonly onAsk: (clue: Clue | null, how?: { readonly replace?: boolean }) => void;
  /** Enter on a question that is answered already. */
  readonly onGoOn: () => void;
};

const none: readonly SearchHit[] = [];

/** The one field. It asks by itself as soon as the text can mean one thing only, and lists what it could mean until then. */
export function QuestionField({ field, clue, onAsk, onGoOn }: Props) {
  const [open, setOpen] = useState(false);
  const list = useId();
  const { text, setText, asked, setAsked } = useText(clue?.value ?? "");
  const isAnswered = asked.text === text.trim();
  const found = useHits(isAnswered ? "" : text);
  const { hits, settled, error } = found;
  const listed = open && !isAnswered ? hits : none;
  const choose = useChoosing(setText, setAsked, onAsk, () => setOpen(false));
  const { active, setActive, onKeyDown } = useChoice({ items: listed, onChoose: choose, first: -1 });

  const asking = useAsking({ text, asked, setAsked, found, onAsk, onGoOn, choose });
  const clear = (): void => {
    setText("");
    setAsked({ text: "", value: "" });
    onAsk(null);
    field.current?.focus();
  };

  return (
    <div className={styles["place"]}>
      <div className={styles["field"]}>
        <IconSearch size={24} stroke={1.7} aria-hidden />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label="Who calls, or about what: serial, tag, e-mail, phone, contract or account"
          aria-expanded={listed.length > 0}
          aria-controls={list}
          aria-activedescendant={active >= 0 ? optionId(list, active) : undefined}
          maxLength={LONGEST_CLUE}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="Serial, tag, e-mail, phone, contract or account"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            asking.typed();
            setOpen(true);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={(event) => {
            onKeyDown(event);
            if (event.defaultPrevented || event.nativeEvent.isComposing) return;
            if (event.key === "Enter") {
              setOpen(false);
              asking.enter(event.timeStamp);
            }
            if (event.key === "Escape") setOpen(false);
          }}
        />
        {text !== "" && (
          <button type="button" className={styles["clear"]} aria-label="Clear the question" onClick={clear}>
            <IconX size={18} aria-hidden />
          </button>
        )}
      </div>
      {listed.length > 0 && (
        <div className={styles["found"]}>
          <HitList id={list} hits={listed} active={active} onActive={setActive} onChoose={choose} />
        </div>
      )}
      <p className={styles["status"]} role="status">
        {statusOf({ text, isAnswered, settled, hits, failed: error !== null })}
      </p>
    </div>
  );
}

/** The text in the field, and what it was asked as. When the address comes to hold another question by other means, the field follows. */
function useText(value: string) {
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState<Asked>({ text: value, value });
  const [followed, setFollowed] = useState(value);
  if (followed !== value) {
    setFollowed(value);
    if (asked.value !== value) {
      setAsked({ text: value, value });
      setText(value);
    }
  }
  return { text, setText, asked, setAsked };
}

function useChoosing(
  setText: (text: string) => void,
  setAsked: (asked: Asked) => void,
  onAsk: Props["onAsk"],
  close: () => void,
): (hit: SearchHit) => void {
  const navigate = useNavigate();
  return (hit) => {
    close();
    if (!hit.clue) return void navigate({ href: `/tickets/${encodeURIComponent(hit.title)}` });
    setAsked({ text: hit.clue.value, value: hit.clue.value });
    setText(hit.clue.value);
    onAsk(hit.clue);
  };
}

type Status = { text: string; isAnswered: boolean; settled: boolean; hits: readonly SearchHit[]; failed: boolean };

function statusOf({ text, isAnswered, settled, hits, failed }: Status): string {
  const count = hits.length;
  if (text.trim() === "" || isAnswered) return "";
  if (failed) return "The search does not answer. Press Enter to ask anyway.";
  if (!settled) return "";
  if (hits[0]?.alike) return "Nobody has exactly that. Choose one like it, or press Enter to ask anyway.";
  if (count === 0) return "Nothing is known by that. Press Enter to ask anyway.";
  return count === 1 ? "One match." : `${count} matches: choose with the arrow keys, or type more.`;
}
