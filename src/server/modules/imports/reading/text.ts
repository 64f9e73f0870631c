/** Bytes as text. Spreadsheet programs write CSV in four encodings and name none of them. */

/** The text, or undefined for what is not text. A byte order mark decides; then UTF-8 if it is; else Windows-1252, as Excel writes it. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = decode(bytes);
  return controlCharacters.test(text.slice(0, 4_096)) ? undefined : kept(text);
}

/** Text as a database can keep it: without NUL, with which old systems fill cells, and with what is half a character marked as lost. */
export function kept(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

// Of all control characters a sheet holds only tab, line feed and carriage return.
// oxlint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;

function decode(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** By its mark, or without one by the zero byte that half of each Latin character is. */
function utf16Of([first, second, third, fourth]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return "utf-16be";
  return undefined;
}
