import type { AllowanceDraft } from "../draft/terms-draft.ts";

/** What the parts of an allowance's form are given. */
export type AllowanceProps = {
  readonly allowance: AllowanceDraft;
  /** Where it stands in the terms. */
  readonly pointer: string;
  readonly onChange: (changes: Partial<AllowanceDraft>) => void;
};
