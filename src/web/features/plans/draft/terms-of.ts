import type { AllowanceTerms, Bucket, Limit, Overage, WorkKinds } from "#core/allowances/terms.ts";
import type { OpenWindow } from "#core/calendar/spec.ts";
import type { Admits, PlanTerms, TargetTerm } from "#core/entitlement/terms.ts";
import { admitsOf, type Choice } from "#web/domain/admits/choice.ts";
import { severityLevels } from "#web/domain/channel-words.ts";
import { weekdays } from "#web/domain/plan-terms/hours-words.ts";
import type { Fault } from "./faults.ts";
import { promiseFrom } from "./promise-text.ts";
import { quantityFrom, quantityHint, rateFrom, wholeFrom } from "./quantity-text.ts";
import {
  cellOf,
  type AdmissionDraft,
  type AllowanceDraft,
  type BucketDraft,
  type LimitDraft,
  type TermsDraft,
} from "./terms-draft.ts";
import { timeText, windowsFrom } from "./windows.ts";

type PlanAllowance = PlanTerms["allowances"][number];
type Tell = (pointer: string, message: string) => void;

/** The terms that a draft says, and what in it cannot be read; `terms` is null where there is such. Whether they can be promised is the server's to say. */
export function termsOf(draft: TermsDraft): { readonly terms: PlanTerms | null; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const tell: Tell = (pointer, message) => faults.push({ pointer, message });
  const terms: PlanTerms = {
    hours: hoursOf(draft, tell),
    channels: admittedOf(draft.channels, "/channels", "channel", tell),
    contacts: draft.contacts,
    ...namedOf(draft, tell),
    severities: admittedOf(draft.severities, "/severities", "severity", tell),
    products: admittedOf(draft.products, "/products", "product", tell),
    targets: targetsOf(draft, tell),
    allowances: draft.allowances.map((allowance, index) => allowanceOf(allowance, `/allowances/${index}`, tell)),
  };
  return { terms: faults.length === 0 ? terms : null, faults };
}

/** The limit of named callers, where only they may ask and there is one. */
function namedOf({ contacts, namedAtMost }: TermsDraft, tell: Tell): Pick<PlanTerms, "namedAtMost"> {
  if (contacts !== "named" || namedAtMost.trim() === "") return {};
  const atMost = wholeFrom(namedAtMost);
  if (atMost === null) tell("/namedAtMost", "Write how many, such as 5, or nothing for as many as are marked.");
  return atMost === null ? {} : { namedAtMost: atMost };
}

/** Where the server's fault in terms made of the draft is shown: its targets are a list, the form's a table. */
export function fieldOf(pointer: string, { targets }: TermsDraft): string {
  const [, index] = /^\/targets\/(\d+)/.exec(pointer) ?? [];
  if (index === undefined) return pointer;
  const cell = filledCells(targets)[Number(index)];
  return cell ? `/targets/${cellOf(cell.name, cell.severity)}` : "/targets";
}

function hoursOf({ weekly, holidays }: TermsDraft, tell: Tell): PlanTerms["hours"] {
  const days = weekdays.map((day) => [day, openOf(weekly[day], `/hours/weekly/${day}`, tell)] as const);
  return {
    weekly: Object.fromEntries(days.filter(([, windows]) => windows.length > 0)),
    ...(holidays.length > 0 && {
      holidays: holidays.map(({ date, name, hours, knownFrom }, index) => {
        const windows = openOf(hours, `/hours/holidays/${index}/hours`, tell);
        return {
          date: date.trim(),
          ...(windows.length > 0 && { hours: windows }),
          ...(name.trim() !== "" && { name: name.trim() }),
          ...(knownFrom !== undefined && { knownFrom }),
        };
      }),
    }),
  };
}

function openOf(text: string, pointer: string, tell: Tell): OpenWindow[] {
  const windows = windowsFrom(text);
  if (windows === null) tell(pointer, "Write hours such as 09:00–17:00, several with commas, or nothing where closed.");
  return (windows ?? []).map(({ from, to }) => [timeText(from), timeText(to)]);
}

function admittedOf<T extends string | number>(choice: Choice<T>, pointer: string, noun: string, tell: Tell): Admits<T> {
  const admits = admitsOf(choice);
  if (admits === null) tell(pointer, `Choose at least one ${noun}, or say any, or none.`);
  return admits ?? "none";
}

function filledCells({ names, cells }: TermsDraft["targets"]) {
  const all = names.flatMap((name) => severityLevels.map((severity) => ({ name, severity })));
  return all.filter(({ name, severity }) => (cells[cellOf(name, severity)] ?? "").trim() !== "");
}

function targetsOf({ targets }: TermsDraft, tell: Tell): TargetTerm[] {
  return filledCells(targets).map(({ name, severity }) => {
    const cell = cellOf(name, severity);
    const text = targets.cells[cell] ?? "";
    const promised = promiseFrom(text);
    if (promised === null) tell(`/targets/${cell}`, unreadablePromise(text.trim()));
    return { name, severity, ...(promised ?? { unit: "elapsed", amount: 1 }) };
  });
}

const unreadablePromise = (text: string): string =>
  /^\d+$/.test(text)
    ? `${text} of what? Write ${text} h, ${text} working hours, ${text} working days or ${text} days.`
    : "Write 30 min, 4 h, 4 working hours, 2 working days or 3 days.";

function allowanceOf(draft: AllowanceDraft, pointer: string, tell: Tell): PlanAllowance {
  const shared = {
    key: draft.key.trim(),
    buckets: draft.buckets.map((bucket, index) => bucketOf(bucket, draft.unit, `${pointer}/buckets/${index}`, tell)),
    outOfHoursPercent: wholeOf(draft.outOfHoursPercent, `${pointer}/outOfHoursPercent`, tell),
  };
  const beyond = (): Overage =>
    draft.beyond === "bill" ? { billMinor: rateOf(draft.rate, `${pointer}/beyond`, tell) } : draft.beyond;
  if (draft.unit === "tickets") return { ...shared, unit: "tickets", drawnAt: draft.drawnAt, beyond: beyond() };
  const ofWork = {
    ...shared,
    workKinds: kindsOf(draft.workKinds, `${pointer}/workKinds`, tell),
    leastMinutes: wholeOf(draft.leastMinutes, `${pointer}/leastMinutes`, tell),
    stepMinutes: wholeOf(draft.stepMinutes, `${pointer}/stepMinutes`, tell),
  };
  if (draft.unit === "minutes") return { ...ofWork, unit: "minutes", beyond: beyond() };
  return {
    ...ofWork,
    unit: "money",
    beyond: draft.beyond,
    hourlyRateMinor: rateOf(draft.hourlyRate, `${pointer}/hourlyRateMinor`, tell),
  };
}

function bucketOf(draft: BucketDraft, unit: AllowanceTerms["unit"], pointer: string, tell: Tell): Bucket {
  return {
    ...admissionOf(draft, pointer, tell),
    key: draft.key.trim(),
    amount: quantityOf(draft.amount, unit, `${pointer}/amount`, tell),
    per: draft.per,
    limits: draft.limits.map((limit, index) => limitOf(limit, unit, `${pointer}/limits/${index}`, tell)),
    carryOver: draft.carries ? { atMost: quantityOf(draft.carriedAtMost, unit, `${pointer}/carryOver`, tell) } : "none",
  };
}

const limitOf = (draft: LimitDraft, unit: AllowanceTerms["unit"], pointer: string, tell: Tell): Limit => ({
  ...admissionOf(draft, pointer, tell),
  key: draft.key.trim(),
  atMost: quantityOf(draft.atMost, unit, `${pointer}/atMost`, tell),
});

const admissionOf = ({ channels, products, severities }: AdmissionDraft, pointer: string, tell: Tell) => ({
  channels: admittedOf(channels, `${pointer}/channels`, "channel", tell),
  products: admittedOf(products, `${pointer}/products`, "product", tell),
  severities: admittedOf(severities, `${pointer}/severities`, "severity", tell),
});

function kindsOf({ how, kinds }: AllowanceDraft["workKinds"], pointer: string, tell: Tell): WorkKinds {
  if (how === "any" || how === "none") return how;
  const [first, ...others] = kinds
    .split(",")
    .map((kind) => kind.trim())
    .filter((kind) => kind !== "");
  if (first !== undefined) return how === "only" ? { only: [first, ...others] } : { except: [first, ...others] };
  tell(pointer, "Name at least one kind of work, or say any.");
  return "any";
}

function quantityOf(text: string, unit: AllowanceTerms["unit"], pointer: string, tell: Tell): number {
  const quantity = quantityFrom(text, unit);
  if (quantity === null) tell(pointer, quantityHint[unit]);
  return quantity ?? 0;
}

function wholeOf(text: string, pointer: string, tell: Tell): number {
  const whole = wholeFrom(text);
  if (whole === null) tell(pointer, "Write a whole number.");
  return whole ?? 0;
}

function rateOf(text: string, pointer: string, tell: Tell): string {
  const rate = rateFrom(text);
  if (rate === null) tell(pointer, "Write an amount, such as 75.50.");
  return rate ?? "0";
}
