import { Link } from "@tanstack/react-router";
import type { PlanDetail } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { termsChanges } from "#web/domain/plan-terms/terms-changes.ts";
import { useMay } from "#web/query/session.ts";
import { Badge, type BadgeTone } from "#web/ui/badge/badge.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { When } from "#web/ui/format/when.tsx";
import { dayWords, shortDay } from "#web/ui/format/words.ts";
import { ChangesList } from "./changes-list.tsx";
import styles from "./plans.module.css";

type Version = PlanDetail["versions"][number];

const phases: Record<Version["phase"], readonly [words: string, tone: BadgeTone]> = {
  to_come: ["To come", "caution"],
  now: ["In force", "good"],
  past: ["Past", "quiet"],
  superseded: ["Superseded", "quiet"],
};

/** Every version by its day, the latest first, with what it changed of the one before. */
export function Versions({ plan }: { plan: PlanDetail }) {
  const mayChange = useMay("plans.change");
  return (
    <ol className={styles["versions"]}>
      {plan.versions.map((version) => (
        <li key={version.id} className={styles["version"]} data-phase={version.phase}>
          <div className={styles["versionHead"]}>
            <h3 className={styles["versionTitle"]}>{daysWords(version, plan)}</h3>
            <Badge tone={phases[version.phase][1]}>{phases[version.phase][0]}</Badge>
          </div>
          <p dir="auto">{version.reason}</p>
          <p className={styles["faint"]}>
            Version {version.version}, {version.recorded.by}, <When at={version.recorded.at} />
            {mayChange && version.phase !== "superseded" && (
              <>
                {" · "}
                <Link to="/plans/$id/edit" params={{ id: plan.id }} search={{ from: version.version }}>
                  Begin a change with it
                </Link>
              </>
            )}
          </p>
          <Differences version={version} before={before(plan, version)} />
        </li>
      ))}
    </ol>
  );
}

/** "From 1 January 2027"; the first holds for all days before, whatever its own. */
function daysWords({ effectiveOn, endsBefore, version }: Version, { versions }: PlanDetail): string {
  const isFirst = versions.every((other) => other.version >= version || other.phase === "superseded");
  const until = endsBefore ? ` until ${shortDay(lastDay(endsBefore))}` : "";
  return isFirst && endsBefore === null
    ? "From the beginning"
    : isFirst
      ? `Until ${dayWords(lastDay(endsBefore ?? effectiveOn))}`
      : `From ${dayWords(effectiveOn)}${until}`;
}

/** What held on the day before it, among what still holds. */
function before({ versions }: PlanDetail, { version, effectiveOn }: Version): Version | undefined {
  return versions.find((other) => other.version !== version && other.effectiveOn < effectiveOn && other.phase !== "superseded");
}

function Differences({ version, before }: { version: Version; before: Version | undefined }) {
  if (!before) return null;
  const changes = termsChanges(before.terms as PlanTerms, version.terms as PlanTerms);
  if (changes.length === 0) return <p className={styles["faint"]}>The same terms as before.</p>;
  return <ChangesList changes={changes} label={`What version ${version.version} changed`} />;
}
