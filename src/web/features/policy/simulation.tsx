import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PolicyReply } from "#api/policy.ts";
import { useReplay } from "#web/domain/replays/use-replay.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { localDay } from "#web/ui/format/days.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { countWords } from "#web/ui/format/words.ts";
import { Section } from "#web/ui/page/page.tsx";
import { lastQuarter } from "./last-quarter.ts";
import styles from "./policy.module.css";
import { Simulated } from "./simulated.tsx";

type Props = {
  readonly policy: PolicyReply;
  /** Whether the policy at hand is one that is not saved. */
  readonly isDraft: boolean;
};

type Supposed = "strict" | "quote" | "draft";

const names: Record<Supposed, string> = {
  strict: "Whatever is not covered is refused",
  quote: "Whatever is not covered waits for a quote",
  draft: "The policy as it stands above",
};

/** Had another policy held in the past: how many tickets refused, how many of them wrongly, what they cost. */
export function Simulation({ policy, isDraft }: Props) {
  const [from, through] = lastQuarter(localDay(new Date(useNow())));
  const [days, setDays] = useState({ since: from, through });
  const [chosen, setSupposed] = useState<Supposed>("strict");
  const [asked, setAsked] = useState(days);
  const { replay, start, stop } = useReplay();
  const mayReplay = useMay("replays.read");
  const isRunning = replay.state === "running";
  const begin = (): void => {
    setAsked(days);
    void start(days.since, { policy: supposed(chosen, policy) }, days.through);
  };
  if (!mayReplay) return null;
  return (
    <Section title="Had it held before">
      <div className={styles["suppose"]}>
        <NativeSelect
          size="sm"
          label="Suppose"
          data={(Object.keys(names) as Supposed[]).map((value) => ({
            value,
            label: value === "draft" && isDraft ? "The policy as drafted above" : names[value],
          }))}
          value={chosen}
          onChange={(event) => setSupposed(event.currentTarget.value as Supposed)}
        />
        <TextInput
          size="sm"
          type="date"
          label="From"
          value={days.since}
          onChange={(event) => setDays({ ...days, since: event.currentTarget.value })}
        />
        <TextInput
          size="sm"
          type="date"
          label="Through"
          value={days.through}
          onChange={(event) => setDays({ ...days, through: event.currentTarget.value })}
        />
        <Button
          variant="default"
          loading={isRunning}
          disabled={days.since === "" || days.through === "" || days.since > days.through}
          onClick={begin}
        >
          Try it on the past
        </Button>
      </div>
      {replay.state === "idle" && (
        <p className={styles["quiet"]}>
          Every decision of those days is made again from the facts of its moment, with this policy. Nothing is written.
        </p>
      )}
      {isRunning && (
        <p className={styles["progress"]} role="status">
          {countWords(replay.replayed)} decisions made again…
          <Button variant="default" size="xs" onClick={stop}>
            Stop
          </Button>
        </p>
      )}
      {replay.error !== null && <ProblemNotice error={replay.error} onRetry={begin} />}
      {(replay.state === "done" || (replay.state === "stopped" && replay.error === null)) && (
        <Simulated replay={replay} asked={asked} />
      )}
    </Section>
  );
}

function supposed(chosen: Supposed, policy: PolicyReply): PolicyReply {
  if (chosen === "draft") return policy;
  return { ...policy, rules: [], otherwise: chosen === "strict" ? "enforce" : "bill" };
}
