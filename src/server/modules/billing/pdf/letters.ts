/** Which font writes a text. Roboto has Latin, Greek and Cyrillic; DejaVu also Arabic, Armenian, Georgian, Hebrew and Lao. */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { addFonts } from "pdfmake";

const require = createRequire(import.meta.url);
const roboto = join(dirname(require.resolve("pdfmake/package.json")), "fonts/Roboto");
const dejaVu = join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");

export const fonts: Parameters<typeof addFonts>[0] = {
  Roboto: { normal: join(roboto, "Roboto-Regular.ttf"), bold: join(roboto, "Roboto-Medium.ttf") },
  DejaVu: { normal: join(dejaVu, "DejaVuSansCondensed.ttf"), bold: join(dejaVu, "DejaVuSansCondensed-Bold.ttf") },
};

/** The folders that printing may read, and nothing else. */
export const fontFolders = [roboto, dejaVu];

const byRoboto =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\u0020-\u00bf\u2010-\u2027\u2030-\u203a\u20a0-\u20bd\u2122]*$/u;
/** What no font here has a letter for, such as Chinese or Thai. */
const unwritable =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Lao}\p{Script=Common}\p{Script=Inherited}]/gu;
const fromRight = /^[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** A text as it can be printed: in a font that has its letters, a question mark for each that none has, words from right to left where they run so. */
export function written(text: string): { text: string; font?: string } {
  if (byRoboto.test(text)) return { text };
  const known = text.replace(unwritable, "?");
  // The letters of a word are put in their order when they are drawn; words are set one after the other from the left.
  return { text: fromRight.test(known) ? known.split(" ").toReversed().join(" ") : known, font: "DejaVu" };
}
