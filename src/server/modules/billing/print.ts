/** A document as the customer gets it. */

import type { Context } from "#platform/context.ts";
import type { Printer } from "./pdf/printer.ts";
import { documentFor, getInvoice, linesOf } from "./documents.ts";

/** The PDF of an invoice or credit note, with all its lines, by the number that it has. The same document gives the same page. */
export async function printInvoice(ctx: Context, printer: Printer, id: string): Promise<{ name: string; content: Buffer }> {
  const { lines } = await documentFor(ctx, id);
  const { linePage: _, ...document } = await getInvoice(ctx, id);
  const { rows: allLines } = await linesOf(ctx, id, { limit: lines });
  return { name: `${document.number}.pdf`, content: await printer.print({ ...document, allLines }) };
}
