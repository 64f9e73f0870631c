import { Link } from "@tanstack/react-router";
import { Empty, Page } from "#web/ui/page/page.tsx";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="There is no page at this address">
      <Empty title="It may have moved, or the link was cut short." action={<Link to="/">Go to Check</Link>}>
        <p>Press Ctrl-K (⌘K on a Mac) to search for a serial, a contract, an account or a ticket.</p>
      </Empty>
    </Page>
  );
}
