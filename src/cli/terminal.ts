import { once } from "node:events";
import { createInterface } from "node:readline/promises";

/** What a command sees of the world: where to write, what the environment says. Tests hand in their own. */
export type Terminal = {
  /** Writes a line for people or pipes. */
  readonly print: (line: string) => void;
  /** Writes a line of trouble. */
  readonly complain: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether colours help: on a terminal, unless NO_COLOR says otherwise. */
  readonly inColour: boolean;
  /** Asks the person in front of it; resolves with whether they said yes. Left out where nobody is. */
  readonly confirm?: (question: string) => Promise<boolean>;
};

export const processTerminal = (): Terminal => ({
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
  inColour: process.stdout.isTTY && !process.env["NO_COLOR"],
  ...(process.stdin.isTTY && { confirm: askOnTerminal }),
});

/** The question goes where trouble goes, so that what is printed can be piped. Whatever is not a yes is a no, and so is an end of input. */
async function askOnTerminal(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = once(lines, "close").then(() => "");
  const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
  lines.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Paint = (style: keyof typeof codes, text: string) => string;

/** Paints text where the terminal shows colour. Colour only ever repeats what the words say. */
export const paintFor = ({ inColour }: Terminal): Paint =>
  inColour ? (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m` : (_, text) => text;
