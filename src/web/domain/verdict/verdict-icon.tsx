import { IconHelpHexagon, IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import type { VerdictTone } from "./verdict-words.ts";

const icons = { good: IconShieldCheck, bad: IconShieldX, caution: IconHelpHexagon };

/** The verdict's shape: a shield with a tick, a shield with a cross, or a question. */
export function VerdictIcon({ tone, size }: { tone: VerdictTone; size: number }) {
  const Icon = icons[tone];
  return <Icon size={size} stroke={1.5} aria-hidden />;
}
