import { checkEntitlement } from "#api/entitlements.ts";
import type { CallOf } from "#api/endpoint.ts";
import { EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { decisionWords } from "./decision-words.ts";
import { readOptions } from "./options.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit check: is it covered?

  ambit check --serial PHH-68634f [--at 2026-03-20T23:30] [--channel phone] [--severity 2]

What it is about and who asks, any of which may be given; where clues disagree, the answer says so:
  --serial TEXT        serial number, however typed
  --asset-tag TEXT     asset tag
  --email TEXT         e-mail address of the caller
  --phone TEXT         telephone number of the caller
  --contract TEXT      contract number
  --account TEXT       account by name or reference
  --product TEXT       product by name or part number

How and when; what is left out is not held against the question:
  --channel WORD       portal, email, phone, fax, api or chat
  --severity NUMBER    1 (gravest) to 4
  --service WORD       support, unless a contract names another
  --at MOMENT          2026-03-20, 2026-03-20T23:30 (the account's time) or 2026-03-20T23:30:00Z; now when left out
  --known-at MOMENT    as it was known then; as it is known now when left out

  --record             keep the decision
  --json               print the whole decision as JSON

Ends with 0 whatever the answer is, 1 when there is none, 2 when the question is not one.`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  serial: text,
  "asset-tag": text,
  email: text,
  phone: text,
  contract: text,
  account: text,
  product: text,
  channel: text,
  severity: text,
  service: text,
  at: text,
  "known-at": text,
  record: flag,
  json: flag,
} as const;

type Question = CallOf<typeof checkEntitlement>["body"];

export const checkCommand: Command = {
  name: "check",
  summary: "Is it covered? By serial, tag, caller, contract or account.",
  help,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readOptions(args, options);
  const question = {
    serial: values.serial,
    assetTag: values["asset-tag"],
    email: values.email,
    phone: values.phone,
    contractNumber: values.contract,
    account: values.account,
    product: values.product,
    channel: values.channel,
    severity: values.severity === undefined ? undefined : severityOf(values.severity),
    service: values.service,
    at: values.at,
    knownAt: values["known-at"],
    record: values.record,
  };
  refuseEmpty(values);
  const { serial, assetTag, email, phone, contractNumber, account, product } = question;
  if ([serial, assetTag, email, phone, contractNumber, account, product].every((clue) => clue === undefined)) {
    throw new UsageError("Say what it is about: --serial, --asset-tag, --email, --phone, --contract, --account or --product.");
  }
  const caller = callerFor(connectionFrom(terminal.env));
  // The server knows which channels and moments there are, and answers in words where one is not.
  const decision = await caller.call(checkEntitlement, { body: question as Question });
  terminal.print(values.json === true ? JSON.stringify(decision, null, 2) : decisionWords(decision, paintFor(terminal)));
  return EXIT_OK;
}

/** What is given and says nothing is a slip, as of a variable that a script has not set. */
function refuseEmpty(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string" && value.trim() === "")
      throw new UsageError(`--${name} is empty. Write its value after it, or leave --${name} out.`);
  }
}

function severityOf(typed: string): number {
  if (!/^[1-4]$/.test(typed)) throw new UsageError(`--severity is "${typed}". It is 1 (gravest), 2, 3 or 4.`);
  return Number(typed);
}
