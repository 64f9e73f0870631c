import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listExceptions } from "#api/exceptions.ts";
import { getGoodwill } from "#api/policy.ts";
import type { DecisionReply } from "#api/entitlements.ts";
import { handledWords, type Handled as Handling } from "#web/domain/policy/handling-words.ts";
import { Rule } from "#web/domain/verdict/rule.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { When } from "#web/ui/format/when.tsx";
import { moneyWords, plural } from "#web/ui/format/words.ts";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./handled.module.css";

/** What becomes of a ticket that nothing covers, why, and what was served for nothing before. */
export function Handled({ decision, handling }: { decision: DecisionReply; handling: Handling }) {
  const mayReadPolicy = useMay("policy.read");
  const maySeeExceptions = useMay("exceptions.read");
  const { account, subject } = decision;
  return (
    <Section title="If a ticket is opened all the same">
      <div className={styles["card"]} data-handling={toneOf(handling)}>
        <p className={styles["what"]}>{handledWords(handling)}</p>
        {handling.reasons.length > 0 && (
          <ul className={styles["reasons"]}>
            {handling.reasons.map(({ rule, text }) => (
              <li key={text}>
                {text}
                <Rule id={rule} />
              </li>
            ))}
          </ul>
        )}
        {mayReadPolicy && account && handling.isServed && <GoodwillUsed accountId={account.id} />}
        {maySeeExceptions && account && <OpenExceptions accountId={account.id} assetId={subject?.id} />}
      </div>
    </Section>
  );
}

const toneOf = ({ isServed, awaitsQuote }: Handling): string => (isServed ? "served" : awaitsQuote ? "waits" : "refused");

function GoodwillUsed({ accountId }: { accountId: string }) {
  const { data } = useQuery(read(getGoodwill, { params: { id: accountId } }));
  if (!data?.budget || !data.spent) return null;
  return (
    <p>
      Goodwill of {data.year}: <strong>{moneyWords(data.spent)}</strong> of {moneyWords(data.budget)} used.
    </p>
  );
}

/** As many as help to see that it is not the first time. */
const SHOWN = 3;

/** What was served to them for nothing and is still open: that of this asset first, where one is meant. */
function OpenExceptions({ accountId, assetId }: { accountId: string; assetId: string | undefined }) {
  const { data } = useQuery(read(listExceptions, { query: { accountId, status: "open" } }));
  if (!data || data.total === 0) return null;
  const ofAsset = data.rows.filter((row) => row.assetId === assetId);
  const others = data.rows.filter((row) => row.assetId !== assetId);
  return (
    <div className={styles["exceptions"]}>
      <p>
        {plural(data.total, "exception")} of this account {data.total === 1 ? "is" : "are"} open
        {data.totalCost.length > 0 && <>: {data.totalCost.map(moneyWords).join(", ")} of work so far</>}.
      </p>
      <ul>
        {[...ofAsset, ...others].slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <Link to="/exceptions/$id" params={{ id: row.number }}>
              {row.number}
            </Link>{" "}
            {row.assetId !== null && row.assetId === assetId ? "This asset" : (row.serial ?? "")}: {row.ticketSubject},{" "}
            <When at={row.openedAt} as="relative" />
            {row.cost && `, ${moneyWords(row.cost)}`}
          </li>
        ))}
      </ul>
      {data.total > SHOWN && (
        <Link to="/exceptions" search={{ accountId }}>
          All of them
        </Link>
      )}
    </div>
  );
}
