import type { PlanTerms } from "#core/entitlement/terms.ts";
import { hoursWords, weekdayNames, weekdays } from "#web/domain/plan-terms/hours-words.ts";
import styles from "./plans.module.css";

const HOURS_A_DAY = 24;

/** A week as seven lines of a day each, the open hours filled. A window across midnight goes on at the next day's start. */
export function WeekGrid({ hours, label }: { hours: PlanTerms["hours"]; label: string }) {
  return (
    <div className={styles["week"]} role="img" aria-label={`${label}: ${hoursWords(hours)}`}>
      <div className={styles["scale"]} aria-hidden>
        {[0, 6, 12, 18, HOURS_A_DAY].map((hour) => (
          <span key={hour} style={{ left: `${(hour / HOURS_A_DAY) * 100}%` }}>
            {String(hour).padStart(2, "0")}
          </span>
        ))}
      </div>
      {weekdays.map((day, index) => (
        <div key={day} className={styles["day"]} aria-hidden>
          <span className={styles["dayName"]}>{weekdayNames[day]}</span>
          <div className={styles["hours"]}>
            {[...ownWindows(hours, day), ...windowsFromBefore(hours, weekdays[(index + 6) % 7] ?? "sun")].map(([from, until]) => (
              <div
                key={from}
                className={styles["open"]}
                style={{ left: `${(from / HOURS_A_DAY) * 100}%`, width: `${((until - from) / HOURS_A_DAY) * 100}%` }}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

type Day = (typeof weekdays)[number];

const hourOf = (time: string): number => Number(time.slice(0, 2)) + Number(time.slice(3, 5)) / 60;

function ownWindows({ weekly }: PlanTerms["hours"], day: Day): [number, number][] {
  return (weekly[day] ?? []).map(([opens, closes]) => [hourOf(opens), closes <= opens ? HOURS_A_DAY : hourOf(closes)]);
}

function windowsFromBefore({ weekly }: PlanTerms["hours"], before: Day): [number, number][] {
  return (weekly[before] ?? [])
    .filter(([opens, closes]) => closes <= opens && closes !== "00:00")
    .map(([, closes]) => [0, hourOf(closes)]);
}
