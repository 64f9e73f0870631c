import { contractStateNames, type ContractState } from "#web/domain/status-words.ts";
import { Badge, type BadgeTone } from "#web/ui/badge/badge.tsx";

const tones: Record<ContractState, BadgeTone> = {
  draft: "quiet",
  signed: "accent",
  in_force: "good",
  suspended: "caution",
  ended: "quiet",
  cancelled: "bad",
};

/** A contract's state as a word and a colour. */
export function ContractStateBadge({ state }: { state: ContractState }) {
  return <Badge tone={tones[state]}>{contractStateNames[state]}</Badge>;
}
