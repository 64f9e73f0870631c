/** What is told in tickets: how each begins, who says what, and how it ends. Read from the two files of stories. */

import type { Trouble } from "./catalogue.ts";
import { hardwareStories } from "./stories-hardware.ts";
import { softwareStories } from "./stories-software.ts";

/** `waits` and `vendor` are replies that wait for the customer or the vendor; `solved` is the reply that ends it. */
export type Told = { readonly by: "agent" | "waits" | "vendor" | "note" | "customer" | "solved"; readonly text: string };
export type Story = {
  readonly trouble: Trouble;
  readonly subject: string;
  readonly description: string;
  readonly told: readonly Told[];
};

/** Stories are parted by blank lines: `trouble: subject`, then a line for each thing said, the customer's description first. */
export const stories: readonly Story[] = `${hardwareStories}\n\n${softwareStories}`
  .split(/\n\s*\n/)
  .filter((block) => block.trim() !== "")
  .map(readStory);

function readStory(block: string): Story {
  const [[trouble, subject], [, description], ...told] = block.trim().split("\n").map(readLine) as [Line, Line, ...Line[]];
  return { trouble: trouble as Trouble, subject, description, told: told.map(([by, text]) => ({ by: by as Told["by"], text })) };
}

type Line = readonly [before: string, after: string];

function readLine(line: string): Line {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** A text with its blanks filled: `{site}`, `{serial}`, and the like. Throws for a blank that nothing fills. */
export function filled(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, blank: string) => {
    const word = words[blank];
    if (word === undefined) throw new Error(`A story has the blank {${blank}}, which nothing fills.`);
    return word;
  });
}
