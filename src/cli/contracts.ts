import { amendCommand, previewCommand } from "./amend.ts";
import { EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { contractNumbered } from "./contract-find.ts";
import { readContract } from "./contract-read.ts";
import { contractWords } from "./contract-words.ts";
import { readOptions } from "./options.ts";
import { runSubcommand } from "./subcommands.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit contracts: shows a contract and changes it

  ambit contracts show NUMBER [--at DAY] [--known-at MOMENT] [--json]
  ambit contracts preview NUMBER CHANGE... [--json]
  ambit contracts amend NUMBER CHANGE... --reason TEXT [--yes] [--json]

Days are written 2026-03-20 and are those of the contract's time zone. A last day is still covered. Several changes land together or
not at all. Things are named by their serial, or as tag:TAG, product:ID, site:ID, account:ID or asset:ID.

  --remove SERIAL... --last-day DAY            ends their coverage
  --add SERIAL... --from DAY [--until DAY|open] --plan NAME --yearly 100.00
                                               covers them; on a new line, unless --line NUMBER names one
        --new-line NUMBER, --service WORD        what the new line is
        --with-parts, --sub-accounts             covers an asset's parts, or an account's sub-accounts, too
  --swap OLD=NEW... --last-day DAY             another asset takes the place the day after
  --reprice SERIAL... --yearly 100.00 | --by-percent 3.5 --from DAY
  --move SERIAL... --plan NAME --from DAY      another plan; prices go on
  --correct SERIAL... --from DAY --until DAY (--plan NAME --yearly 100.00 | --not-covered)
                                               the record of these days was wrong
        --line NUMBER                            which line is meant, where several cover it
  --extend DAY|open [--carry all|nothing]      a later last day, or none; what runs to the end goes with it, unless nothing does
  --shorten DAY [--agree SERIAL,...]           an earlier last day, and whose days it may cut
  --suspend DAY [--until DAY]                  nothing is covered from then on, until a last day or until resumed
  --resume DAY [--agree SERIAL,...]            covered again from then on
  --cancel DAY                                 the contract's last day
  --transfer ACCOUNT --from DAY                whose it is from then on, by name or reference

  --reverse ID           takes an amendment back, in place of changes
  --sheet FILE           changes from a CSV or XLSX: serial or tag, action, day, price, plan, line, new serial
  --later keep|supersede what becomes of what is recorded for later than the change
  --reason TEXT          why; it stands with the amendment
  --yes                  amends without asking; without it the preview is shown and you are asked
  --at DAY               the contract on that day; today when left out
  --known-at MOMENT      as it was known then, 2026-03-09T12:00:00Z; as it is known now when left out
  --json                 prints what the server says

Ends with 0 when it was shown or done, 1 when it could not be done or was refused, 2 when the command is not one.`;

export const contractsCommand: Command = {
  name: "contracts",
  summary: "Shows a contract; previews and records amendments of it.",
  help,
  run: (args, terminal) => runSubcommand({ show, preview: previewCommand, amend: amendCommand }, args, terminal),
};

const showOptions = { at: { type: "string" }, "known-at": { type: "string" }, json: { type: "boolean" } } as const;

async function show(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, showOptions, true);
  const [number, ...more] = positionals;
  if (number === undefined || more.length > 0) throw new UsageError("Name one contract: ambit contracts show NUMBER");
  const caller = callerFor(connectionFrom(terminal.env));
  const { id } = await contractNumbered(caller, number);
  const query = {
    ...(values.at === undefined ? {} : { at: values.at }),
    ...(values["known-at"] === undefined ? {} : { knownAt: values["known-at"] }),
  };
  const shown = await readContract(caller, id, query);
  terminal.print(values.json === true ? JSON.stringify(shown, null, 2) : contractWords(shown, paintFor(terminal)));
  return EXIT_OK;
}
