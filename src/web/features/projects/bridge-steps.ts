import type { BridgeStep, Project } from "#api/projects.ts";
import type { Measure } from "#web/domain/projects/figures-words.ts";

/** A step and the budget once it is taken. */
export type Taken = { readonly step: BridgeStep; readonly moved: bigint | null; readonly after: bigint | null };

/** The bridge from opening to closing: every step with the running budget; null where the measure is not known. */
export function stepsTaken({ bridge }: Pick<Project, "bridge">, measure: Measure): Taken[] {
  let after: bigint | null = 0n;
  return bridge.map((step) => {
    const moved = amountOf(step, measure);
    after = after === null || moved === null ? null : after + moved;
    return { step, moved, after };
  });
}

/** Months next to each other that a step moved by the same amount, as one: "Mar −21.29", "Apr – Dec −60.00". */
export function stretches(step: BridgeStep, measure: Measure): { first: string; last: string; moved: bigint }[] {
  const runs: { first: string; last: string; moved: bigint }[] = [];
  for (const month of step.months) {
    const moved = amountOf(month, measure);
    if (moved === null || moved === 0n) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.moved === moved && follows(run.last, month.month)) run.last = month.month;
    else runs.push({ first: month.month, last: month.month, moved });
  }
  return runs;
}

type Amounts = Pick<BridgeStep, "budget" | "budgetMinutes">;

function amountOf({ budget, budgetMinutes }: Amounts, measure: Measure): bigint | null {
  if (measure === "money") return budget === null ? null : BigInt(budget.minor);
  return budgetMinutes === null ? null : BigInt(budgetMinutes);
}

/** Whether the second month comes right after the first. */
function follows(first: string, second: string): boolean {
  return numberOf(second) - numberOf(first) === 1;
}

const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
