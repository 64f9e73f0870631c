import type { AmendmentEffects } from "#api/amendment-effects.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { dayWords, shortDay } from "#web/ui/format/words.ts";
import styles from "./preview.module.css";

type Header = NonNullable<AmendmentEffects["header"]>;
type Terms = Header["before"];

/** What changes of the contract itself: its end, its suspensions, whose it is. */
export function TermsTable({ header }: { header: Header }) {
  const rows = (["The term ends", "Cancelled", "Suspended", "Belongs to"] as const)
    .map((title) => ({ title, before: wordsOf(title, header.before), after: wordsOf(title, header.after) }))
    .filter(({ before, after }) => before !== after);
  return (
    <table className={styles["coverage"]} aria-label="The contract before and after">
      <thead>
        <tr>
          <th scope="col">The contract</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ title, before, after }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td data-label="Before">{before}</td>
            <td data-label="After">{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function wordsOf(title: "The term ends" | "Cancelled" | "Suspended" | "Belongs to", terms: Terms): string {
  switch (title) {
    case "The term ends":
      return terms.endsBefore ? dayWords(lastDay(terms.endsBefore)) : "never: open-ended";
    case "Cancelled":
      return terms.cancelledOn ? `last day ${dayWords(terms.cancelledOn)}` : "not cancelled";
    case "Suspended":
      return terms.suspensions.map(spanWords).join("; ") || "never";
    case "Belongs to":
      return terms.accounts
        .map(({ accountName, startsOn }, index) => (index === 0 ? accountName : `from ${shortDay(startsOn)} ${accountName}`))
        .join(", ");
  }
}

const spanWords = ({ startsOn, endsBefore }: { startsOn: string; endsBefore: string | null }): string =>
  `${shortDay(startsOn)} – ${endsBefore ? shortDay(lastDay(endsBefore)) : "until resumed"}`;
