import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const HELP = `ambit: the support desk that knows what is covered

  ambit --help       this text
  ambit --version    the version of Ambit
`;

const { values, positionals } = parseArgs({
  options: { help: { type: "boolean", short: "h" }, version: { type: "boolean" } },
  allowPositionals: true,
  strict: false,
});

if (values.version) {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
  console.log(version);
} else if (positionals.length > 0) {
  console.error(`There is no command ${positionals[0]}.\n\n${HELP}`);
  process.exitCode = 2;
} else {
  console.log(HELP);
}
