import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { z } from "zod";
import { getAccount, type contactRow } from "#api/register.ts";
import { AccountAllowances } from "#web/domain/allowances/account-allowances.tsx";
import { contractColumns } from "#web/domain/contracts/contract-columns.tsx";
import { CoverageTimeline } from "#web/domain/coverage-timeline/coverage-timeline.tsx";
import { AccountBudgets } from "#web/domain/projects/account-budgets.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { plural } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
import { Confidence } from "./confidence.tsx";
import { Goodwill } from "./goodwill.tsx";

const route = getRouteApi("/shell/accounts/$id");

type Contact = z.infer<typeof contactRow>;

const contactColumns: readonly Column<Contact>[] = [
  { id: "name", title: "Name", value: (contact) => contact.name },
  {
    id: "email",
    title: "E-mail",
    value: (contact) => contact.email,
    show: (contact) => contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>,
  },
  {
    id: "phone",
    title: "Phone",
    value: (contact) => contact.phone,
    show: (contact) => contact.phone && <a href={`tel:${contact.phone.replaceAll(" ", "")}`}>{contact.phone}</a>,
  },
  {
    id: "named",
    title: "May open tickets",
    value: (contact) => (contact.namedCaller ? "Named caller" : "Where any contact may"),
    show: (contact) => (
      <Badge tone={contact.namedCaller ? "good" : "quiet"}>
        {contact.namedCaller ? "Named caller" : "Where any contact may"}
      </Badge>
    ),
  },
];

const ownContractColumns = contractColumns.filter(({ id }) => id !== "account" && id !== "renewal");

/** An account: its cover over time, its contracts, its people. */
export function AccountPage() {
  const { id } = route.useParams();
  const { knownAt } = route.useSearch();
  const navigate = route.useNavigate();
  const maySeeAllowances = useMay("allowances.read");
  const maySeeConfidence = useMay("policy.read");
  const maySeeBudgets = useMay("projects.read");
  const { data: account } = useSuspenseQuery(read(getAccount, { params: { id } }));
  return (
    <Page
      title={account.name}
      kicker={<Link to="/accounts">Accounts</Link>}
      facts={
        <>
          {account.reference && <span>{account.reference}</span>}
          {account.parentId && (
            <span>
              part of{" "}
              <Link to="/accounts/$id" params={{ id: account.parentId }}>
                {account.parentName}
              </Link>
            </span>
          )}
          <span>
            {plural(account.assets, "asset")}, {account.coveredAssets} covered
          </span>
          <span>{account.timeZone}</span>
        </>
      }
      actions={
        <Button renderRoot={(props) => <Link {...props} to="/" search={{ account: account.reference ?? account.name }} />}>
          Is it covered?
        </Button>
      }
    >
      <CoverageTimeline
        of={{ accountId: id }}
        label={`Coverage of ${account.name}`}
        knownAt={knownAt}
        onKnownAt={(moment) => void navigate({ search: { knownAt: moment }, replace: true })}
      />
      {maySeeAllowances && <AccountAllowances accountId={id} />}
      <Section title="Contracts">
        {account.contractList.length === 0 ? (
          <Empty title="This account has no contract">Whatever covers it is a warranty, or nothing.</Empty>
        ) : (
          <RecordTable
            noun="Contracts"
            columns={ownContractColumns}
            rows={account.contractList}
            rowId={(contract) => contract.id}
            sort={undefined}
          />
        )}
      </Section>
      {maySeeConfidence && (
        <>
          <Confidence accountId={id} />
          <Goodwill accountId={id} currency={account.currency} />
        </>
      )}
      {maySeeBudgets && <AccountBudgets accountId={id} />}
      <Section title="Contacts">
        {account.contactList.length === 0 ? (
          <Empty title="Nobody is known here yet">
            Contacts come with the register; whoever calls is identified by e-mail or phone.
          </Empty>
        ) : (
          <RecordTable
            noun="Contacts"
            columns={contactColumns}
            rows={account.contactList}
            rowId={(contact) => contact.id}
            sort={undefined}
          />
        )}
      </Section>
    </Page>
  );
}
