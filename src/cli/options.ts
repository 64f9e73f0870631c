import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { closest } from "./closest.ts";
import { UsageError } from "./command.ts";

type Parsed<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: boolean; args: string[] }>
>;

/** Reads options as `node:util` does. Throws UsageError in plain words, with the option that was probably meant. */
export function readOptions<const O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
  allowPositionals = false,
): Parsed<O> {
  return inPlainWords(options, () =>
    parseArgs<{ args: string[]; options: O; allowPositionals: boolean }>({ args: [...args], options, allowPositionals }),
  );
}

/** An option as it stands in the command line, "" where it has no value; or, without a name, a word by itself. */
export type Token = { readonly name: string | undefined; readonly value: string };

/** The same, in the order in which they were typed: for commands where that means something. */
export function readTokens(args: readonly string[], options: ParseArgsOptionsConfig): Token[] {
  const { tokens } = inPlainWords(options, () => parseArgs({ args: [...args], options, allowPositionals: true, tokens: true }));
  return tokens.flatMap((token) => {
    if (token.kind === "option-terminator") return [];
    return token.kind === "positional" ? { name: undefined, value: token.value } : { name: token.name, value: token.value ?? "" };
  });
}

/** What `node:util` throws becomes a UsageError, with the option that was probably meant. */
function inPlainWords<T>(options: ParseArgsOptionsConfig, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !code.startsWith("ERR_PARSE_ARGS")) throw error;
    throw new UsageError(
      code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? unknownOption(message, Object.keys(options)) : message.split(". ")[0]!,
    );
  }
}

function unknownOption(message: string, known: readonly string[]): string {
  const typed = /'(--?[^']*)'/.exec(message)?.[1] ?? "";
  const meant = closest(typed.replace(/^--?/, ""), known);
  return `There is no option ${typed}.${meant === undefined ? "" : ` Did you mean --${meant}?`}`;
}
