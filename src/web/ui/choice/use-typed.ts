import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

const TYPING_PAUSE_MS = 150;

export type Typed = {
  /** What was typed, once somebody pauses; undefined where nothing is looked for. */
  readonly q: string | undefined;
  /** False while `q` is still behind what stands in the field. */
  readonly settled: boolean;
  readonly onTyped: (text: string) => void;
};

/** What somebody types to find something. The name of what is chosen stands in the field too and asks for nothing. */
export function useTyped(chosen: string | null | undefined): Typed {
  const [text, setText] = useState("");
  const typed = text.trim();
  const [paused] = useDebouncedValue(typed, TYPING_PAUSE_MS);
  return { q: paused === "" || paused === chosen ? undefined : paused, settled: paused === typed, onTyped: setText };
}
