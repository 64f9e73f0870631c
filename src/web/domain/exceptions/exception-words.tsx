import type { z } from "zod";
import type { exceptionStatus } from "#api/exceptions.ts";
import { Badge, type BadgeTone } from "#web/ui/badge/badge.tsx";

export type ExceptionStatus = z.infer<typeof exceptionStatus>;

/** What became of an exception. */
export const exceptionStatusNames: Record<ExceptionStatus, string> = {
  open: "Open",
  renewed: "Renewed",
  quoted: "Quoted",
  covered: "Covered since",
  written_off: "Written off",
};

const tones: Record<ExceptionStatus, BadgeTone> = {
  open: "caution",
  renewed: "good",
  quoted: "accent",
  covered: "good",
  written_off: "quiet",
};

/** What became of an exception, as a word and a colour. */
export function ExceptionBadge({ status }: { status: ExceptionStatus }) {
  return <Badge tone={tones[status]}>{exceptionStatusNames[status]}</Badge>;
}
