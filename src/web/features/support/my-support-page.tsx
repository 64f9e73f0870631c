import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { getAccount, listAssets } from "#api/register.ts";
import { AccountAllowances } from "#web/domain/allowances/account-allowances.tsx";
import { contractColumns } from "#web/domain/contracts/contract-columns.tsx";
import { CoverageTimeline } from "#web/domain/coverage-timeline/coverage-timeline.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay, useSession } from "#web/query/session.ts";
import { useOffered } from "#web/query/use-offered.ts";
import { SearchChoice } from "#web/ui/choice/search-choice.tsx";
import { plural } from "#web/ui/format/words.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
import { OpenTickets } from "./open-tickets.tsx";
import styles from "./my-support.module.css";

const route = getRouteApi("/shell/support");

/** A customer's home: what they have, until when, what is left of it, and what is being worked on. */
export function MySupportPage() {
  const { user } = useSession();
  if (user.accountId !== null) return <OfAccount accountId={user.accountId} />;
  return (
    <Page title="My support">
      <Empty title="You belong to no account" action={<Link to="/accounts">Look at the accounts</Link>}>
        This is the home of a customer’s people: what their account has, and what is left of it.
      </Empty>
    </Page>
  );
}

const ownContractColumns = contractColumns.filter(({ id }) => !["account", "renewal", "health"].includes(id));

function OfAccount({ accountId }: { accountId: string }) {
  const { knownAt } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: account, error, refetch } = useQuery(read(getAccount, { params: { id: accountId } }));
  const maySeeAllowances = useMay("allowances.read");
  return (
    <Page
      title="My support"
      kicker={account?.name}
      facts={account && <span>{`${plural(account.assets, "asset")}, ${account.coveredAssets} covered today`}</span>}
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <Problem accountId={accountId} />
      {maySeeAllowances && account && (
        <AccountAllowances
          accountId={accountId}
          none={
            account.contractList.some(({ state }) => state === "in_force")
              ? "Nothing is counted: your contracts set no limit to tickets or hours."
              : "No contract is in force, so there is nothing to use up."
          }
        />
      )}
      <OpenTickets accountId={accountId} />
      <CoverageTimeline
        of={{ accountId }}
        label="Coverage of what you have"
        knownAt={knownAt}
        onKnownAt={(moment) => void navigate({ search: { knownAt: moment }, replace: true })}
      />
      {account && (
        <Section title="Contracts">
          {account.contractList.length === 0 ? (
            <Empty title="You have no contract">Whatever covers your assets is a warranty, or nothing.</Empty>
          ) : (
            <RecordTable
              noun="Contracts"
              columns={ownContractColumns}
              rows={account.contractList}
              rowId={({ id }) => id}
              sort={undefined}
            />
          )}
        </Section>
      )}
    </Page>
  );
}

/** The way to a ticket: which asset has a problem. Whether it is covered is said before anything is sent. */
function Problem({ accountId }: { accountId: string }) {
  const navigate = useNavigate();
  const { rows: assets, ...typing } = useOffered(listAssets, { accountId, status: "in_use" }, null);
  const ask = (id: string | null): void => {
    const asset = assets.find((each) => each.id === id);
    if (asset) void navigate({ to: "/", search: asset.serial ? { serial: asset.serial } : { assetTag: asset.tag ?? "" } });
  };
  return (
    <div className={styles["problem"]}>
      <SearchChoice
        label="Which asset has a problem?"
        placeholder="Serial, tag or product"
        description="You see whether it is covered before you send anything."
        value={null}
        name={null}
        offered={assets.map(({ id, serial, tag, productName }) => ({
          value: id,
          label: [serial ?? tag ?? "Asset", productName].filter(Boolean).join(" · "),
        }))}
        {...typing}
        onChange={ask}
      />
    </div>
  );
}
