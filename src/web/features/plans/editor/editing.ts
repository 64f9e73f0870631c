import type { TermsDraft } from "../draft/terms-draft.ts";

/** A change of a plan while somebody writes it: the terms, from when, and why. */
export type Editing = {
  readonly draft: TermsDraft;
  readonly effectiveOn: string;
  readonly reason: string;
  readonly kind: "change" | "correct";
  readonly laterVersions: "keep" | "supersede" | null;
};
