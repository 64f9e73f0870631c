import { Modal } from "@mantine/core";
import { modKey } from "#web/ui/keys/use-keys.ts";
import { destinations } from "./destinations.ts";
import styles from "./key-list.module.css";

type Group = { readonly title: string; readonly keys: readonly (readonly [keys: string, does: string])[] };

const groups: readonly Group[] = [
  {
    title: "Anywhere",
    keys: [
      [`${modKey} K`, "Search for anything"],
      ["/", "Search for anything"],
      ["?", "Show the keys"],
      ["Esc", "Close what is open"],
    ],
  },
  { title: "Go to", keys: destinations.map(({ keys, label }) => [`G then ${keys.toUpperCase()}`, label]) },
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
    title: "Timeline",
    keys: [
      ["← →", "From bar to bar, gap and mark"],
      ["↑ ↓", "From row to row"],
      ["Shift ← →", "Move through time"],
      ["+ −", "Zoom in and out"],
      ["F", "Show everything"],
      ["T", "Go to today"],
    ],
  },
];

/** The keys, all of them on one sheet. */
export function KeyList({ onClose }: { onClose: () => void }) {
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
