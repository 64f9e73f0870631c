import { Modal } from "@mantine/core";
import { modKey } from "#web/ui/keys/use-keys.ts";
import styles from "./key-list.module.css";
import { useDestinations } from "./use-destinations.ts";

type Group = { readonly title: string; readonly keys: readonly (readonly [keys: string, does: string])[] };

const anywhere: Group = {
  title: "Anywhere",
  keys: [
    [`${modKey} K`, "Search for anything"],
    ["/", "Search for anything"],
    ["?", "Show the keys"],
    ["Esc", "Close what is open"],
  ],
};

const onPages: readonly Group[] = [
  {
    title: "Check",
    keys: [
      ["↑ ↓", "Choose among what was found"],
      ["Enter", "Ask; once answered, open a ticket"],
      ["O", "Open a ticket from the verdict"],
      ["E", "Edit the question"],
    ],
  },
  {
    title: "Lists",
    keys: [
      ["J", "To the next row"],
      ["K", "To the previous row"],
      ["Enter", "Open the row"],
    ],
  },
  {
    title: "Ticket",
    keys: [
      ["T", "Take it"],
      ["R", "Reply"],
      ["N", "Write an internal note"],
      ["W", "Why is it covered, or not?"],
      [`${modKey} Enter`, "Send what is written"],
    ],
  },
  {
    title: "Contract",
    keys: [
      ["A", "Amend it"],
      ["← →", "Move the day of a change, on its picture"],
      ["Shift ← →", "Move it by a week"],
      ["Page ↑ ↓", "Move it by a month"],
      [`${modKey} Enter`, "Record the amendment"],
    ],
  },
  {
    title: "Plans and tiers",
    keys: [
      ["N", "A new plan, or a new rule"],
      ["E", "Change the plan’s terms"],
      ["Enter", "To the next day, or the next severity"],
      ["Alt ← ↑ → ↓", "From target to target"],
      ["A", "Look at the first proposal"],
      [`${modKey} Enter`, "Save the terms, apply the proposal"],
    ],
  },
  {
    title: "Timeline",
    keys: [
      ["← →", "From bar to bar, gap and mark"],
      ["↑ ↓", "From row to row"],
      ["Shift ← →", "Move through time"],
      ["+ −", "Zoom in and out"],
      ["F", "Show all of it"],
      ["T", "Go to today"],
    ],
  },
];

/** The keys, all of them on one sheet. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const places = useDestinations().map(({ keys, label }) => [`G then ${keys.toUpperCase()}`, label] as const);
  const groups: readonly Group[] = [anywhere, { title: "Go to", keys: places }, ...onPages];
  return (
    <Modal opened onClose={onClose} title="Keys" size="xl">
      <div className={styles["groups"]}>
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className={styles["title"]}>{group.title}</h3>
            <dl className={styles["keys"]}>
              {group.keys.map(([keys, does]) => (
                <div key={keys} className={styles["pair"]}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
