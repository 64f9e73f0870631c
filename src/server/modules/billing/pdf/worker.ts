/** Prints in a thread of its own: thousands of lines take seconds, and nobody else is to wait for them. */

import { parentPort } from "node:worker_threads";
import pdfmake from "pdfmake";
import { fontFolders, fonts } from "./letters.ts";
import { pageOf } from "./page.ts";
import type { Ask, Tell } from "./protocol.ts";

pdfmake.addFonts(fonts);
pdfmake.setLocalAccessPolicy((path) => fontFolders.some((folder) => path.startsWith(folder)));
pdfmake.setUrlAccessPolicy(() => false);

const port = parentPort!;
port.on("message", ({ id, document }: Ask) => {
  void print(id, document).then((tell) => port.postMessage(tell));
});

async function print(id: number, document: Ask["document"]): Promise<Tell> {
  try {
    return { id, pdf: new Uint8Array(await pdfmake.createPdf(pageOf(document)).getBuffer()) };
  } catch (error) {
    return { id, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
