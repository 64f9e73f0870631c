import { Link } from "@tanstack/react-router";
import type { Ticket } from "#api/tickets.ts";
import { Notice } from "#web/ui/notice/notice.tsx";

/** Where a merged ticket goes on, and what goes on in this one. */
export function MergedNotice({ ticket: { mergedInto, merged } }: { ticket: Ticket }) {
  if (mergedInto !== null) {
    return (
      <Notice tone="quiet" title={`It goes on in ${mergedInto.number}`}>
        <p>
          <Link to="/tickets/$id" params={{ id: mergedInto.number }}>
            {mergedInto.subject}
          </Link>
        </p>
      </Notice>
    );
  }
  if (merged.length === 0) return null;
  return (
    <Notice tone="quiet" title="What goes on here">
      {merged.map(({ id, number, subject }) => (
        <p key={id}>
          <Link to="/tickets/$id" params={{ id: number }}>
            {number}
          </Link>{" "}
          {subject}
        </p>
      ))}
    </Notice>
  );
}
