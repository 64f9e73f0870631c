import { useState, type KeyboardEvent } from "react";

type Options<Item> = {
  readonly items: readonly Item[];
  readonly onChoose: (item: Item) => void;
  /** Which item is chosen before anybody moves: -1 for none, so that Enter keeps its own meaning. */
  readonly first: -1 | 0;
};

/** The arrow keys of a field with a list under it: which item is active, and Enter chooses it. */
export function useChoice<Item>({ items, onChoose, first }: Options<Item>) {
  const [chosen, setChosen] = useState<{ items: readonly Item[]; index: number }>({ items, index: first });
  // Other items than those that were chosen among: the choice begins again.
  const active = chosen.items === items ? chosen.index : first;
  const setActive = (index: number): void => setChosen({ items, index });
  const onKeyDown = (event: KeyboardEvent): void => {
    const item = items[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (items.length > 0) setActive(stepFrom(active, event.key === "ArrowDown" ? 1 : -1, items.length));
    } else if (event.key === "Enter" && item !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onChoose(item);
    }
  };
  return { active, setActive, onKeyDown };
}

function stepFrom(active: number, step: 1 | -1, count: number): number {
  if (active === -1) return step === 1 ? 0 : count - 1;
  return (active + step + count) % count;
}
