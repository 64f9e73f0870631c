import { Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconSearch } from "@tabler/icons-react";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import type { SearchHit } from "#api/search.ts";
import { HitList, optionId } from "#web/domain/hits/hit-list.tsx";
import { useChoice } from "#web/domain/hits/use-choice.ts";
import { useHits } from "#web/domain/hits/use-hits.ts";
import { clueOf, LONGEST_CLUE } from "#web/domain/question/question-search.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { QuickVerdict } from "./quick-verdict.tsx";
import styles from "./palette.module.css";

/** One field over any page that finds anything; the verdict on the best hit stands beside it while typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const open = useOpening(onClose);
  const { hits, settled, error } = useHits(text);
  const { active, setActive, onKeyDown } = useChoice({ items: hits, onChoose: open.hit, first: hits[0]?.alike ? -1 : 0 });
  const hit = hits[active];
  useEffect(() => field.current?.focus(), []);
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="42rem"
      yOffset="12dvh"
      attributes={{ content: { "aria-label": "Search" } }}
      transitionProps={{ duration: 80 }}
    >
      <div className={styles["field"]}>
        <IconSearch size={20} aria-hidden />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label="Search for a serial, tag, e-mail, phone, number or name"
          aria-expanded={hits.length > 0}
          aria-controls={list}
          aria-activedescendant={hit ? optionId(list, active) : undefined}
          maxLength={LONGEST_CLUE}
          autoComplete="off"
          spellCheck={false}
          placeholder="Serial, tag, e-mail, phone, ticket or contract number, name"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            onKeyDown(event);
            if (event.key === "Enter" && !event.defaultPrevented && text.trim() !== "") open.text(text);
          }}
        />
      </div>
      <div className={styles["answer"]} aria-live="polite">
        {hit?.clue && <QuickVerdict clue={hit.clue} />}
      </div>
      {error ? (
        <div className={styles["note"]}>
          <ProblemNotice error={error} />
        </div>
      ) : hits.length > 0 ? (
        <HitList id={list} hits={hits} active={active} onActive={setActive} onChoose={open.hit} />
      ) : (
        <p className={styles["note"]} role="status">
          {text.trim() === ""
            ? "Type any part of it."
            : settled
              ? "Nothing is known by that. Press Enter to check it anyway."
              : "Looking…"}
        </p>
      )}
    </Modal>
  );
}

function useOpening(onClose: () => void) {
  const navigate = useNavigate();
  const hit = useCallback(
    (found: SearchHit): void => {
      onClose();
      if (found.clue) void navigate({ to: "/", search: { [found.clue.name]: found.clue.value } });
      else void navigate({ href: `/tickets/${encodeURIComponent(found.title)}` });
    },
    [navigate, onClose],
  );
  const text = (typed: string): void => {
    const { name, value } = clueOf(typed);
    onClose();
    void navigate({ to: "/", search: { [name]: value } });
  };
  return { hit, text };
}
