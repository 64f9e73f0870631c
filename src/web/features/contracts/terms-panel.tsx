import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AmendedContract } from "#web/domain/amend/amended-contract.ts";
import { useSession } from "#web/query/session.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { moneyWords, plural, shortDay } from "#web/ui/format/words.ts";
import { Panel } from "#web/ui/panel/panel.tsx";
import { Reconciled } from "./reconciled.tsx";
import styles from "./contract-page.module.css";

const everyWords = { month: "each month", quarter: "each quarter", year: "each year" };
const timingWords = { advance: "in advance", arrears: "in arrears" };
const renewalWords = { automatic: "renews by itself", manual: "somebody renews it", ends: "ends" };

/** What is agreed beside what is covered: money, billing, notice, renewal, suspensions, whose it is. */
export function TermsPanel({ contract }: { contract: AmendedContract }) {
  const isContact = useSession().user.role === "contact";
  const terms: readonly (readonly [string, ReactNode])[] = [
    ["Yearly value", moneyWords(contract.yearlyValue)],
    ["Plan", contract.plan],
    ["Billed", `${everyWords[contract.billingEvery]}, ${timingWords[contract.billingTiming]}`],
    ["Counted from", anchorWords(contract)],
    ["Days left", contract.daysToEnd === null ? null : plural(contract.daysToEnd, "day")],
    ["Notice", noticeWords(contract)],
    ["At its end", renewalWords[contract.renewalMode]],
    ["Cancelled", contract.cancelledOn && `last day ${shortDay(contract.cancelledOn)}`],
    ["Suspended", contract.suspensions.length > 0 && <Spans spans={contract.suspensions} />],
    ["Suspending", contract.suspensionMovesEnd && "moves its end"],
    ["Belongs to", contract.accounts.length > 1 && <Owners accounts={contract.accounts} />],
    ["Reconciled", !isContact && <Reconciled contract={contract} />],
    ["Signed", contract.signedOn && shortDay(contract.signedOn)],
    [
      "Renewal of",
      contract.renewalOf && (
        <Link to="/contracts" search={{ q: contract.renewalOf }}>
          {contract.renewalOf}
        </Link>
      ),
    ],
    ["Days are of", contract.timeZone],
  ];
  return (
    <Panel title="Terms">
      <dl className={styles["terms"]}>
        {terms
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

function anchorWords({ anchorOn, anchorDay }: AmendedContract): string {
  return anchorDay === null ? shortDay(anchorOn) : `${shortDay(anchorOn)}, on day ${anchorDay} of the month`;
}

function noticeWords({ noticeDays, noticeBy }: AmendedContract): string {
  return noticeBy ? `${plural(noticeDays, "day")}: by ${shortDay(noticeBy)}` : plural(noticeDays, "day");
}

function Spans({ spans }: { spans: AmendedContract["suspensions"] }) {
  return spans.map(({ startsOn, endsBefore }) => (
    <div key={startsOn}>
      {shortDay(startsOn)} – {endsBefore ? shortDay(lastDay(endsBefore)) : "until resumed"}
    </div>
  ));
}

function Owners({ accounts }: { accounts: AmendedContract["accounts"] }) {
  return accounts.map(({ accountId, accountName, startsOn }, index) => (
    <div key={startsOn}>
      <Link to="/accounts/$id" params={{ id: accountId }}>
        {accountName}
      </Link>
      {index > 0 && ` from ${shortDay(startsOn)}`}
    </div>
  ));
}
