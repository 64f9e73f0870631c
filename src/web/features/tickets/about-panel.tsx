import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Ticket } from "#api/tickets.ts";
import { channelWay } from "#web/domain/channel-words.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./panels.module.css";

/** Whom and what the ticket is about: account, contact, asset, product. Left out `onChange` for who may not change it. */
export function AboutPanel({ ticket, onChange }: { ticket: Ticket; onChange: (() => void) | undefined }) {
  const { account, subject } = ticket.decision;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Account", ticket.accountId && <AccountLink ticket={ticket} />],
    ["Contact", <Contact key="contact" ticket={ticket} />],
    ["Asset", ticket.assetId && <AssetLink ticket={ticket} />],
    ["Product", ticket.productName],
    ["Version", subject?.version],
    ["Where", [subject?.siteName, subject?.environment].filter(Boolean).join(", ")],
    ["Time zone", account?.timeZone],
    [
      "Opened",
      <>
        <When at={ticket.openedAt} zone={account?.timeZone} />, {channelWay(ticket.channel)}
      </>,
    ],
  ];
  return (
    <Panel
      title="About"
      aside={
        onChange && (
          <Button variant="default" size="xs" onClick={onChange}>
            Change
          </Button>
        )
      }
    >
      <dl className={styles["facts"]}>
        {facts
          .filter(([, value]) => value !== null && value !== undefined && value !== "")
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

function AccountLink({ ticket }: { ticket: Ticket }) {
  return (
    <Link to="/accounts/$id" params={{ id: ticket.accountId ?? "" }}>
      {ticket.accountName}
    </Link>
  );
}

function AssetLink({ ticket }: { ticket: Ticket }) {
  return (
    <Link to="/assets/$id" params={{ id: ticket.assetId ?? "" }}>
      {ticket.assetSerial ?? ticket.decision.subject?.tag ?? "Asset"}
    </Link>
  );
}

function Contact({ ticket }: { ticket: Ticket }) {
  const { contact } = ticket.decision;
  if (!contact) return ticket.contactName ?? "Not identified yet";
  return (
    <span className={styles["contact"]}>
      <span>{contact.name}</span>
      {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
      {contact.phone && <a href={`tel:${contact.phone.replaceAll(/\s/g, "")}`}>{contact.phone}</a>}
      <Badge tone={contact.namedCaller ? "good" : "quiet"}>{contact.namedCaller ? "named caller" : "not a named caller"}</Badge>
    </span>
  );
}
