import { Button } from "@mantine/core";
import { IconFileTypePdf, IconPrinter } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { getInvoice, getInvoicePdf, type InvoiceDetail } from "#api/billing.ts";
import { addressOf } from "#api/client.ts";
import { documentKindNames, rateWords } from "#web/domain/billing/document-words.ts";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { When } from "#web/ui/format/when.tsx";
import { dayWords, moneyWords } from "#web/ui/format/words.ts";
import { Page, Section } from "#web/ui/page/page.tsx";
import { InvoiceLines } from "./invoice-lines.tsx";
import styles from "./invoice.module.css";

const route = getRouteApi("/shell/invoices/$id");

/** An invoice or credit note as it was posted: who, what, how much, and what it credits or was credited by. */
export function InvoicePage() {
  const { id } = route.useParams();
  const { data: invoice } = useSuspenseQuery(read(getInvoice, { params: { id } }));
  return (
    <Page
      title={invoice.number}
      kicker={<Link to="/invoices">Invoices</Link>}
      facts={
        <>
          <Badge tone={invoice.kind === "invoice" ? "accent" : "caution"}>{documentKindNames[invoice.kind]}</Badge>
          <Link to="/accounts/$id" params={{ id: invoice.accountId }}>
            {invoice.accountName}
          </Link>
          <Link to="/contracts/$id" params={{ id: invoice.contractId }}>
            {invoice.contractNumber}
          </Link>
        </>
      }
      actions={
        <>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            Print
          </Button>
          <Button
            component="a"
            href={addressOf(getInvoicePdf.path, { id })}
            download={`${invoice.number}.pdf`}
            leftSection={<IconFileTypePdf size={17} aria-hidden />}
          >
            PDF
          </Button>
        </>
      }
    >
      <Head invoice={invoice} />
      <Section title="Lines">
        <InvoiceLines invoice={invoice} />
        <Sums invoice={invoice} />
      </Section>
      <Posted invoice={invoice} />
    </Page>
  );
}

/** Between whom, when, for which days. */
function Head({ invoice }: { invoice: InvoiceDetail }) {
  const { supplier, customer } = invoice;
  return (
    <div className={styles["head"]}>
      <dl className={styles["parties"]}>
        <div>
          <dt>From</dt>
          <dd className={styles["party"]}>
            <strong dir="auto">{supplier.name}</strong>
            {supplier.address && <span dir="auto">{supplier.address}</span>}
            {supplier.taxNumber && <span>Tax number {supplier.taxNumber}</span>}
          </dd>
        </div>
        <div>
          <dt>To</dt>
          <dd className={styles["party"]}>
            <strong dir="auto">{customer.name}</strong>
            {customer.reference && <span>{customer.reference}</span>}
          </dd>
        </div>
      </dl>
      <dl className={styles["dates"]}>
        <Dated name="Issued" value={dayWords(invoice.issuedOn)} />
        {invoice.payableBy && <Dated name="Payable by" value={dayWords(invoice.payableBy)} />}
        <Dated name="For the days" value={`${dayWords(invoice.startsOn)} – ${dayWords(lastDay(invoice.endsBefore))}`} />
        <div className={styles["total"]}>
          <dt>{invoice.kind === "invoice" ? "Total" : "Total credited"}</dt>
          <dd>{moneyWords({ minor: invoice.totalMinor, currency: invoice.currency })}</dd>
        </div>
      </dl>
      {invoice.reason && (
        <p className={styles["reason"]}>
          <span>Goodwill:</span> {invoice.reason}
        </p>
      )}
    </div>
  );
}

function Dated({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Net, tax by rate, and the total below the lines. */
function Sums({ invoice }: { invoice: InvoiceDetail }) {
  const money = (minor: string): string => moneyWords({ minor, currency: invoice.currency });
  return (
    <dl className={styles["sums"]}>
      <div>
        <dt>Net</dt>
        <dd>{money(invoice.netMinor)}</dd>
      </div>
      {invoice.taxes.map(({ taxBp, netMinor, taxMinor }) => (
        <div key={taxBp}>
          <dt>
            Tax {rateWords(taxBp)} <span className={styles["of"]}>of {money(netMinor)}</span>
          </dt>
          <dd>{money(taxMinor)}</dd>
        </div>
      ))}
      <div className={styles["sum"]}>
        <dt>Total</dt>
        <dd>{money(invoice.totalMinor)}</dd>
      </div>
    </dl>
  );
}

/** How it came to be: by a run or as goodwill, by whom, when; and where to pay. */
function Posted({ invoice }: { invoice: InvoiceDetail }) {
  const maySeeRuns = useMay("billing_runs.read");
  return (
    <footer className={styles["foot"]}>
      {invoice.kind === "invoice" && invoice.supplier.paymentDetails && (
        <p className={styles["payment"]}>
          <span>To be paid to</span>
          {invoice.supplier.paymentDetails}
        </p>
      )}
      <p className={styles["posted"]}>
        Posted <When at={invoice.postedAt} /> by {invoice.postedBy}
        {invoice.runId && maySeeRuns && (
          <>
            {" in "}
            <Link to="/billing/$id" params={{ id: invoice.runId }}>
              a billing run
            </Link>
          </>
        )}
        . It cannot be changed any more, only credited.
      </p>
    </footer>
  );
}
