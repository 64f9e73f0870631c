import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { channel as channelSchema } from "#api/values.ts";
import type { DecisionReply } from "#api/entitlements.ts";
import { channelName, severityLevels, severityNames } from "#web/domain/channel-words.ts";
import { ProductChoice } from "#web/domain/choices/register-choices.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { TryAnswer } from "./try-answer.tsx";
import { TryUsed } from "./try-used.tsx";
import type { TermsDraft } from "../draft/terms-draft.ts";
import styles from "./try.module.css";
import type { Trial, useTry } from "./use-try.ts";

const callers = [
  { value: "any", label: "Not said" },
  { value: "named", label: "A named caller" },
  { value: "unnamed", label: "A contact who is not named" },
  { value: "unknown", label: "Somebody unknown" },
] as const;

type Props = {
  readonly draft: TermsDraft;
  readonly trial: Trial;
  readonly onChange: (changes: Partial<Trial>) => void;
  readonly answer: ReturnType<typeof useTry>;
};

/** Who asks, how and when; below it what the plan answers, live while it is written. Nothing is recorded. */
export function TryPanel({ draft, trial, onChange, answer }: Props) {
  const { tried, error, isBusy, isCurrent } = answer;
  return (
    <section className={styles["try"]} aria-label="Try it">
      <h2 className={styles["title"]}>Try it</h2>
      <div className={styles["asked"]}>
        <NativeSelect
          label="Who asks"
          size="sm"
          data={[...callers]}
          value={trial.contact}
          onChange={({ currentTarget: { value } }) => onChange({ contact: value as Trial["contact"] })}
        />
        <NativeSelect
          label="How"
          size="sm"
          data={[
            { value: "", label: "Not said" },
            ...channelSchema.options.map((value) => ({ value, label: channelName(value) })),
          ]}
          value={trial.channel ?? ""}
          onChange={({ currentTarget: { value } }) => onChange({ channel: channelSchema.options.find((each) => each === value) })}
        />
        <NativeSelect
          label="Severity"
          size="sm"
          data={[
            { value: "", label: "Not said" },
            ...severityLevels.map((value) => ({ value: String(value), label: severityNames[value] })),
          ]}
          value={String(trial.severity ?? "")}
          onChange={({ currentTarget: { value } }) =>
            onChange({ severity: severityLevels.find((each) => String(each) === value) })
          }
        />
        <ProductChoice value={trial.productId ?? null} onChange={(id) => onChange({ productId: id ?? undefined })} />
        <TextInput
          className={styles["when"] ?? ""}
          label="When"
          type="datetime-local"
          size="sm"
          value={trial.at ?? ""}
          onChange={({ currentTarget: { value } }) => onChange({ at: value || undefined })}
        />
        <ZoneField zone={trial.timeZone ?? "UTC"} onChange={(timeZone) => onChange({ timeZone })} />
      </div>
      <TryUsed allowances={draft.allowances} used={trial.used ?? []} onChange={(used) => onChange({ used })} />
      <div className={styles["answer"]} aria-busy={isBusy} data-busy={isBusy || undefined} aria-live="polite">
        {error ? (
          <ProblemNotice error={error} />
        ) : tried?.decision ? (
          <>
            {!isCurrent && !isBusy && <p className={styles["quiet"]}>As before: something in the form cannot be read yet.</p>}
            <TryAnswer decision={tried.decision as DecisionReply} timeZone={trial.timeZone ?? "UTC"} />
          </>
        ) : tried ? (
          <p className={styles["quiet"]}>Mend what is marked, and the answer stands here.</p>
        ) : (
          <p className={styles["quiet"]}>Asking…</p>
        )}
      </div>
    </section>
  );
}

const zones = Intl.supportedValuesOf("timeZone");

/** Asked about once it is a zone. */
function ZoneField({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const [text, setText] = useState(zone);
  const [offered, setOffered] = useState<readonly string[]>([]); // hundreds: drawn for those who look for one
  const known = (typed: string): string | undefined =>
    ["UTC", ...zones].find((each) => each.toLowerCase() === typed.trim().toLowerCase());
  return (
    <>
      <TextInput
        label="Whose time"
        size="sm"
        list="try-zones"
        onFocus={() => setOffered(zones)}
        value={text}
        error={known(text) === undefined && "A zone such as Europe/London."}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          const named = known(value);
          if (named !== undefined) onChange(named);
        }}
      />
      <datalist id="try-zones">
        {offered.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </datalist>
    </>
  );
}
