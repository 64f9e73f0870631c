import { useEffect, useEffectEvent, useState } from "react";
import type { SearchHit } from "#api/search.ts";
import type { Hits } from "#web/domain/hits/use-hits.ts";
import type { Clue } from "#web/domain/question/question-search.ts";
import { meant, ticketNamed, unambiguous } from "./meant.ts";

/** What was typed for a question, and the clue that it became; when it was asked, where that was without Enter. */
export type Asked = { readonly text: string; readonly value: string; readonly byItselfAt?: number };

/** Enter so soon behind an answer that came while typing is the habit of closing with Enter: it asks, and opens no ticket. */
const HABIT_MS = 800;

type Options = {
  readonly text: string;
  readonly asked: Asked;
  readonly setAsked: (asked: Asked) => void;
  /** What the text could mean. */
  readonly found: Hits;
  readonly onAsk: (clue: Clue, how?: { readonly replace?: boolean }) => void;
  /** Enter on a question that is answered already. */
  readonly onGoOn: () => void;
  readonly choose: (hit: SearchHit) => void;
};

/** When the text is asked: by itself as soon as it can mean one thing only, or by Enter, at once or as soon as it is known what it could mean. */
export function useAsking({ text, asked, setAsked, found, onAsk, onGoOn, choose }: Options) {
  const { hits, settled, error } = found;
  const typed = text.trim();
  const [entered, setEntered] = useState<string | null>(null);
  const isEntered = entered === typed;
  const isAnswered = asked.text === typed;

  useEffect(() => {
    if (!settled || isAnswered || isEntered || typed === "") return;
    const certain = unambiguous(typed, hits);
    if (!certain) return;
    setAsked({ text: typed, value: certain.value, byItselfAt: performance.now() });
    onAsk(certain, { replace: true });
  }, [settled, isAnswered, isEntered, typed, hits, onAsk, setAsked]);

  const ask = useEffectEvent((): void => {
    const ticket = ticketNamed(typed, hits);
    if (ticket) return choose(ticket);
    const clue = meant(typed, hits);
    setAsked({ text: typed, value: clue.value });
    onAsk(clue);
  });
  const isDue = isEntered && !isAnswered && (settled || error !== null);
  useEffect(() => {
    if (isDue) ask();
  }, [isDue]);

  /** Enter, at `at` of the page's clock in milliseconds. */
  const enter = (at: number): void => {
    if (typed === "") return;
    setEntered(typed);
    if (!isAnswered) return;
    const isHabit = asked.byItselfAt !== undefined && at - asked.byItselfAt < HABIT_MS;
    if (isHabit) setAsked({ text: asked.text, value: asked.value });
    else onGoOn();
  };
  return { enter, typed: () => setEntered(null) };
}
