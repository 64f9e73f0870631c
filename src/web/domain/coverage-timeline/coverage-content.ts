import type { ReplyOf } from "#api/endpoint.ts";
import type { getTimeline, TimelineBar } from "#api/timelines.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { dayWords, instantWords } from "#web/ui/format/words.ts";
import type { Bar, BarTone, Content, Mark } from "#web/ui/timeline/content.ts";

type Reply = ReplyOf<typeof getTimeline>;

/** Coverage as the timeline draws it: plans by colour and pattern, a warranty under the contracts, each end with its rule. */
export function coverageContent({ today, rows, marks }: Reply): Content {
  return {
    today,
    rows: rows.map(({ id, title, detail, bars }) => ({ id, title, detail, bars: bars.map(barOf) })),
    marks: marks.map((mark): Mark => ({
      id: mark.id,
      on: mark.effectiveOn,
      title: `${mark.contractNumber} ${amendmentWords(mark.kind)}`,
      facts: [mark.reason, `recorded ${instantWords(mark.recordedAt)}`],
    })),
  };
}

/** "taken into force" for an activation; a kind that is not known here as it stands. */
export function amendmentWords(kind: string): string {
  return { activate: "taken into force", correct: "corrected" }[kind] ?? kind.replaceAll("_", " ");
}

function barOf(bar: TimelineBar): Bar {
  const isWarranty = bar.source === "warranty";
  return {
    id: bar.coverageId,
    startsOn: bar.startsOn,
    endsBefore: bar.endsBefore,
    label: isWarranty ? "Warranty" : bar.suspended ? "Suspended" : [bar.plan, bar.contractNumber].filter(Boolean).join(" · "),
    ...(bar.contractNumber && !isWarranty && !bar.suspended && { short: bar.plan }),
    tone: isWarranty ? "bare" : bar.suspended ? "paused" : planTone(bar.plan),
    under: isWarranty,
    title: isWarranty
      ? `Warranty, as ${bar.plan}`
      : `${bar.suspended ? "Suspended: " : ""}${bar.plan}, ${bar.contractNumber} line ${bar.lineNumber}`,
    facts: factsOf(bar),
  };
}

const scopeWords: Record<TimelineBar["scope"], string> = {
  asset: "covers this asset",
  product: "covers every asset of the product",
  site: "covers the site",
  account: "covers the whole account",
};

function factsOf(bar: TimelineBar): string[] {
  return [
    bar.suspended ? "agreed, and covered for nobody meanwhile (COV8)" : scopeWords[bar.scope],
    ...(bar.service === "support" ? [] : [`${bar.service} only`]),
    endWords(bar),
    `days of ${bar.timeZone} (COV4)`,
  ];
}

function endWords({ endsBefore, endReason, source }: TimelineBar): string {
  if (endsBefore === null) return "open-ended (COV7)";
  const last = `${dayWords(lastDay(endsBefore))} is its last day (COV3)`;
  if (endReason === "removed") return `removed: ${last}`;
  if (endReason === "cancelled") return `cancelled: ${last}`;
  return source === "warranty" ? last : `end of term: ${last}`;
}

const others: readonly BarTone[] = ["petrol", "plum", "olive"];

/** A plan's colour: its metal where its name has one, else one that its name always gives. */
export function planTone(plan: string): BarTone {
  const name = plan.toLowerCase();
  const metal = (["gold", "silver", "bronze"] as const).find((each) => name.includes(each));
  if (metal) return metal;
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return others[sum % others.length] ?? "petrol";
}
