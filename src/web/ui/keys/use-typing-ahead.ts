import { useEffect } from "react";

/**
 * Keeps what somebody types between the key that opens a dialog and the moment its first field has the focus: no letter
 * is lost, and none is taken for a key of the page below. The field gets it all when the focus comes.
 */
export function useTypingAhead(opening: boolean): void {
  useEffect(() => (opening ? keepTyping() : undefined), [opening]);
}

/** Begins to keep; what it returns ends it, as does the focus coming into a dialog. */
function keepTyping(): () => void {
  let kept = "";
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Backspace") kept = kept.slice(0, -1);
    else if (event.key.length === 1) kept += event.key;
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target.closest("[role=dialog]") === null) return;
    if (!(target instanceof HTMLInputElement)) return;
    end();
    if (kept === "") return;
    target.setRangeText(kept, target.value.length, target.value.length, "end");
    target.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const end = (): void => {
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("focusin", onFocus);
  };
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", onFocus);
  return end;
}
