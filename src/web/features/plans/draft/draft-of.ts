import type { AllowanceTerms, Bucket, Limit, WorkKinds } from "#core/allowances/terms.ts";
import type { PlanTerms, TargetTerm } from "#core/entitlement/terms.ts";
import type { OpenWindow } from "#core/calendar/spec.ts";
import { choiceOf } from "#web/domain/admits/choice.ts";
import { promiseText } from "./promise-text.ts";
import { quantityText, rateText } from "./quantity-text.ts";
import {
  cellOf,
  newAllowance,
  type AdmissionDraft,
  type AllowanceDraft,
  type BucketDraft,
  type LimitDraft,
  type TargetsDraft,
  type TermsDraft,
} from "./terms-draft.ts";
import type { Weekday } from "./windows.ts";

type PlanAllowance = PlanTerms["allowances"][number];

/** Terms as a form shows them. */
export function draftOf(terms: PlanTerms): TermsDraft {
  const { weekly, holidays = [] } = terms.hours;
  const day = (name: Weekday): string => hoursText(weekly[name]);
  return {
    weekly: {
      mon: day("mon"),
      tue: day("tue"),
      wed: day("wed"),
      thu: day("thu"),
      fri: day("fri"),
      sat: day("sat"),
      sun: day("sun"),
    },
    holidays: holidays.map(({ date, name = "", hours, knownFrom }) => ({
      date,
      name,
      hours: hoursText(hours),
      ...(knownFrom === undefined ? {} : { knownFrom }),
    })),
    channels: choiceOf(terms.channels),
    severities: choiceOf(terms.severities),
    products: choiceOf(terms.products),
    contacts: terms.contacts,
    namedAtMost: terms.namedAtMost === undefined ? "" : String(terms.namedAtMost),
    targets: targetsOf(terms.targets),
    allowances: terms.allowances.map(allowanceOf),
  };
}

const hoursText = (windows: readonly OpenWindow[] | undefined): string =>
  (windows ?? []).map(([opens, closes]) => `${opens}–${closes}`).join(", ");

function targetsOf(targets: readonly TargetTerm[]): TargetsDraft {
  return {
    names: [...new Set(targets.map(({ name }) => name))],
    cells: Object.fromEntries(targets.map((target) => [cellOf(target.name, target.severity), promiseText(target)])),
  };
}

function allowanceOf(terms: PlanAllowance): AllowanceDraft {
  const draft: AllowanceDraft = {
    ...newAllowance(terms.unit, []),
    key: terms.key,
    buckets: terms.buckets.map((bucket) => bucketOf(bucket, terms.unit)),
    outOfHoursPercent: String(terms.outOfHoursPercent),
    ...(typeof terms.beyond === "object"
      ? { beyond: "bill" as const, rate: rateText(terms.beyond.billMinor) }
      : { beyond: terms.beyond }),
  };
  if (terms.unit === "tickets") return { ...draft, drawnAt: terms.drawnAt };
  return {
    ...draft,
    leastMinutes: String(terms.leastMinutes),
    stepMinutes: String(terms.stepMinutes),
    workKinds: kindsOf(terms.workKinds),
    hourlyRate: terms.unit === "money" ? rateText(terms.hourlyRateMinor) : "",
  };
}

function kindsOf(kinds: WorkKinds): AllowanceDraft["workKinds"] {
  if (typeof kinds !== "object") return { how: kinds, kinds: "" };
  return "except" in kinds ? { how: "except", kinds: kinds.except.join(", ") } : { how: "only", kinds: kinds.only.join(", ") };
}

function bucketOf(bucket: Bucket, unit: AllowanceTerms["unit"]): BucketDraft {
  const { carryOver } = bucket;
  return {
    ...admissionOf(bucket),
    key: bucket.key,
    amount: quantityText(bucket.amount, unit),
    per: bucket.per,
    carries: carryOver !== "none",
    carriedAtMost: carryOver === "none" ? "" : quantityText(carryOver.atMost, unit),
    limits: bucket.limits.map((limit) => limitOf(limit, unit)),
  };
}

const limitOf = (limit: Limit, unit: AllowanceTerms["unit"]): LimitDraft => ({
  ...admissionOf(limit),
  key: limit.key,
  atMost: quantityText(limit.atMost, unit),
});

const admissionOf = ({ channels, products, severities }: Bucket | Limit): AdmissionDraft => ({
  channels: choiceOf(channels),
  products: choiceOf(products),
  severities: choiceOf(severities),
});
