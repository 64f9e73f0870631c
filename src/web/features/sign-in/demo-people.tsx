import type { SessionReply } from "#api/identity.ts";
import { roleWords } from "#web/domain/role-words.ts";
import styles from "./sign-in.module.css";

type People = NonNullable<SessionReply["installation"]["demoSignIn"]>["people"];

/** What each role is for, so that a visitor knows whom to be. */
const does: Record<People[number]["role"], string> = {
  agent: "Answers the phone",
  finance: "Keeps the contracts",
  sales: "Quotes and renews",
  manager: "Counts and decides",
  administrator: "Runs the house",
  auditor: "Reads, changes nothing",
  contact: "Needs help",
};

const order = Object.keys(does);

type Props = { readonly people: People; readonly busy: boolean; readonly onChoose: (email: string) => void };

/** The demo's people, each one press away. */
export function DemoPeople({ people, busy, onChoose }: Props) {
  const sorted = people.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  return (
    <section aria-labelledby="demo-people" className={styles["demo"]}>
      <h2 id="demo-people" className={styles["demoTitle"]}>
        This is a demo. Look around as
      </h2>
      <ul className={styles["people"]}>
        {sorted.map((person) => (
          <li key={person.email}>
            <button type="button" className={styles["person"]} disabled={busy} onClick={() => onChoose(person.email)}>
              <span className={styles["personRole"]}>{roleWords(person.role)}</span>
              <span className={styles["personWords"]}>
                {person.name} · {does[person.role]}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles["or"]}>or with an account of your own</p>
    </section>
  );
}
