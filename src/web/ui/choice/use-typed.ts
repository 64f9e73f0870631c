import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

const TYPING_PAUSE_MS = 150;

/** What was typed, once somebody pauses, and how to tell it. The name of what is chosen stands in the field too and asks for nothing. */
export function useTyped(chosen: string | null | undefined): [typed: string | undefined, onTyped: (text: string) => void] {
  const [text, setText] = useState("");
  const [paused] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  return [paused === "" || paused === chosen ? undefined : paused, setText];
}
